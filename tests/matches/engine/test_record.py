import pytest

from tests.support.events import Packet, observer, round_info, score
from tests.support.game import Game, game_in_combat, game_with_cast


def result(game: Game, number: int) -> tuple[str, str]:
    """How the round ended for the left and the right team."""
    left, right = (game.team(place)["roundRecord"][number - 1]["type"] for place in (0, 1))
    return left, right


def after_round_1(*packets: Packet, seconds: float = 10) -> Game:
    """Round 2's shopping, when this has happened in round 1; the left team attacks."""
    game = game_in_combat()
    game.wait(seconds).send(*packets)
    return game.send(round_info(1, "end"), round_info(2, "shopping"))


def test_a_match_starts_with_25_upcoming_rounds_in_swift_too() -> None:
    game = game_with_cast().send(observer("game_mode", "swift"))
    record = game.team(0)["roundRecord"]
    assert [entry["round"] for entry in record] == list(range(1, 26))
    assert {entry["type"] for entry in record} == {"upcoming"}
    assert {entry["wasAttack"] for entry in record} == {True}
    assert {entry["wasAttack"] for entry in game.team(1)["roundRecord"]} == {False}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (["spike_planted", "spike_detonated"], ("detonated", "lost")),
        (["spike_planted"], ("kills", "lost")),
        ([], ("kills", "lost")),
    ],
)
def test_attackers_win_by_the_spike_or_by_kills(
    events: list[str], expected: tuple[str, str]
) -> None:
    assert result(after_round_1(*map(observer, events), score(1, 0)), 1) == expected


@pytest.mark.parametrize(
    ("events", "seconds", "expected"),
    [
        (["spike_planted", "spike_defused"], 10, "defused"),
        ([], 99, "timeout"),
        ([], 98.999, "kills"),
        (["spike_planted"], 10, "kills"),
    ],
)
def test_defenders_win_by_defusing_by_the_clock_or_by_kills(
    events: list[str], seconds: float, expected: str
) -> None:
    game = after_round_1(*map(observer, events), score(0, 1), seconds=seconds)
    assert result(game, 1) == ("lost", expected)


def test_the_first_rounds_shopping_records_nothing() -> None:
    game = game_with_cast().send(round_info(1, "shopping"))
    assert result(game, 1) == ("upcoming", "upcoming")


def test_a_repeated_shopping_records_nothing_more() -> None:
    game = after_round_1(score(1, 0)).send(score(1, 1), round_info(2, "shopping"))
    assert result(game, 1) == ("kills", "lost")


def test_it_is_recorded_with_the_side_before_the_switch() -> None:
    game = game_in_combat().send(round_info(12, "combat"), score(1, 0), round_info(13, "shopping"))
    record = game.team(0)["roundRecord"]
    assert not game.team(0)["isAttacking"]
    assert record[11] == {"type": "kills", "wasAttack": True, "round": 12}
    assert {entry["wasAttack"] for entry in record[12:17]} == {True}


def test_five_upcoming_rounds_follow_on_the_side_of_now() -> None:
    game = game_in_combat().send(round_info(13, "shopping"), round_info(14, "shopping"))
    record = game.team(0)["roundRecord"]
    assert [entry["wasAttack"] for entry in record[11:20]] == [True] + [False] * 6 + [True] * 2


def test_the_record_grows_with_a_long_match() -> None:
    game = game_in_combat().send(round_info(22, "shopping"))
    assert [entry["round"] for entry in game.team(0)["roundRecord"]] == list(range(1, 27))


def test_a_jump_ahead_leaves_no_holes() -> None:
    game = game_in_combat().send(round_info(200, "shopping"))
    record = game.team(1)["roundRecord"]
    assert [entry["round"] for entry in record] == list(range(1, 205))
    assert {entry["type"] for entry in record[:198]} == {"upcoming"}


def test_no_sequence_of_rounds_makes_the_record_longer() -> None:
    game = game_in_combat()
    for _ in range(3):
        game.send(*(round_info(number, "shopping") for number in (200, 0, 1, 200, 57)))
    assert len(game.team(0)["roundRecord"]) == 204
