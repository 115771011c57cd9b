"""One match after another under the same code."""

from unittest.mock import ANY

from tests.support import databases
from tests.wire.crew import Crew, roster, team

OTHER_SIDES = {
    "leftTeam": team("Quay", attack_start=False),
    "rightTeam": team("Lantern", attack_start=True),
}


def stored(crew: Crew, code: str) -> list[tuple[str, str, str]]:
    """Status, ending and match id of all matches of the code."""
    select = (
        "SELECT status, ending, match_id FROM matches_match "
        f"WHERE group_code = '{code}' ORDER BY id"
    )
    with databases.connect(crew.served.folder) as database:
        return list(database.execute(select).fetchall())


def test_match_start_m2_after_a_new_logon_is_a_fresh_match_with_its_set_up(crew: Crew) -> None:
    secret = crew.open_match("alice", "NEXT1", "m1 of NEXT1")
    crew.send("alice", "NEXT1", "score", {"team_0": 12, "team_1": 5})
    crew.watch("overlay", "NEXT1")
    crew.client.disconnect("alice")
    answer = crew.log_on("desk", "NEXT1", groupSecret=secret, **OTHER_SIDES)
    assert answer["reason"] == "reconnected"
    assert crew.send("desk", "NEXT1", "match_start", "m2 of NEXT1") == {"ok": True, "seq": 1}
    state = crew.state("overlay", matchId="m2 of NEXT1")
    left, right = state["teams"]
    assert (left["teamName"], left["isAttacking"], left["roundsWon"]) == ("Quay", False, 0)
    assert (right["teamName"], right["isAttacking"], right["players"]) == ("Lantern", True, [])
    assert state["feed"] == {"observers": 1, "lastEventAt": ANY}
    assert stored(crew, "NEXT1") == [
        ("finished", "abandoned", "m1 of NEXT1"),
        ("live", "", "m2 of NEXT1"),
    ]
    shown = [one.json for one in crew.client.received("overlay", "match_data")]
    assert all(state["teams"][0]["teamName"] for state in shown), "no empty picture between"


def test_both_observers_go_on_with_the_next_match(crew: Crew) -> None:
    secret = crew.open_match("alice", "NEXT2", "m1 of NEXT2")
    crew.log_on("desk", "NEXT2", groupSecret=secret)
    crew.watch("overlay", "NEXT2")
    assert crew.send("alice", "NEXT2", "match_start", "m2 of NEXT2")["ok"]
    assert crew.send("desk", "NEXT2", "match_start", "m2 of NEXT2")["ok"]
    assert crew.send("desk", "NEXT2", "roster", roster(7, 0))["ok"]
    assert crew.send("alice", "NEXT2", "switch_kda_credits")["ok"]
    state = crew.state("overlay", matchId="m2 of NEXT2", showAliveKDA=True)
    assert [player["name"] for player in state["teams"][0]["players"]] == ["player7"]
    crew.client.drop("alice")
    assert crew.client.wait_for("alice", "connect").args[0]["recovered"] is True
    assert crew.send("alice", "NEXT2", "tech_pause")["ok"]


def test_an_observer_that_lags_behind_does_not_bring_its_old_game_back(crew: Crew) -> None:
    secret = crew.open_match("alice", "LAG1", "m1 of LAG1")
    crew.log_on("bob", "LAG1", groupSecret=secret)
    assert crew.send("bob", "LAG1", "match_start", "m1 of LAG1")["ok"]
    crew.client.disconnect("alice")
    crew.watch("overlay", "LAG1")
    crew.state("overlay", feed={"observers": 1, "lastEventAt": ANY})
    crew.log_on("desk", "LAG1", groupSecret=secret)
    assert not crew.send("desk", "LAG1", "match_start", "m2 of LAG1")["ok"]
    assert crew.send("bob", "LAG1", "match_start", "m2 of LAG1")["ok"]
    assert crew.send("desk", "LAG1", "tech_pause")["ok"], "its game is the match's now"
    assert len(stored(crew, "LAG1")) == 2


def test_a_second_game_is_refused_while_the_first_is_fed(crew: Crew) -> None:
    secret = crew.open_match("alice", "RIVAL1", "m1 of RIVAL1")
    crew.log_on("bob", "RIVAL1", groupSecret=secret)
    assert crew.send("alice", "RIVAL1", "switch_kda_credits")["ok"]
    answer = crew.send("bob", "RIVAL1", "match_start", "m2 of RIVAL1")
    assert answer == {
        "ok": False,
        "error": "another observer feeds another game under this groupCode",
    }
    for _ in range(30):
        assert not crew.send("bob", "RIVAL1", "tech_pause")["ok"]
    assert crew.client.received("bob", "disconnect") == [], "its game says so: no strike"
    crew.client.disconnect("alice")
    crew.watch("overlay", "RIVAL1")
    crew.state("overlay", feed={"observers": 1, "lastEventAt": ANY})
    assert crew.send("bob", "RIVAL1", "tech_pause")["ok"], "the first game is fed no more"
    assert crew.state("overlay", matchId="m2 of RIVAL1")["timeoutState"]["techPause"] is True
