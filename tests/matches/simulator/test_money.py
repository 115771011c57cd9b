from matches.simulator.pace import Mode, Pace
from tests.matches.simulator.match import SEEDS, every_kind, of, overtimes, rounds, script


@every_kind
def test_money_and_ultimate_points_stay_in_their_bounds(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        for board in of(script(seed, pace, mode), "scoreboard"):
            assert 0 <= board["money"] <= 9000
            assert 0 <= board["currUltPoints"] <= board["maxUltPoints"] <= 9


@every_kind
def test_money_goes_only_while_shopping_and_comes_in_combat_only_for_the_plant(
    pace: Pace, mode: Mode
) -> None:
    for seed in SEEDS:
        for one in rounds(script(seed, pace, mode)):
            held = {board["name"]: board["money"] for board in one.boards_in("shopping")}
            for board in one.boards_in("combat"):
                gained = board["money"] - held[board["name"]]
                assert gained == 0 or (one.of("spike_planted") and 0 < gained <= 300)


@every_kind
def test_nobody_gains_money_while_shopping_after_the_first_board(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        for one in rounds(script(seed, pace, mode)):
            held: dict[str, int] = {}
            for board in one.boards_in("shopping"):
                assert board["money"] <= held.get(board["name"], 9000)
                held[board["name"]] = board["money"]


def test_overtime_gives_everybody_the_same_money_each_round() -> None:
    for steps in overtimes():
        for one in rounds(steps)[24:]:
            assert {board["money"] for board in one.boards_in("shopping")[:10]} == {5000}


def test_both_halves_start_with_800_credits_and_a_pistol() -> None:
    for seed in SEEDS:
        for one in rounds(script(seed)):
            if one.number in (1, 13):
                boards = one.boards_in("shopping")[:10]
                assert {board["money"] for board in boards} == {800}
                pistol = "TX_Hud_Pistol_Classic"
                assert {board["scoreboardWeaponInternal"] for board in boards} == {pistol}
