from typing import Any

import pytest

from matches.engine.view import public_view
from matches.trace.folding import Folding
from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    GROUP_CODE,
    MATCH_ID,
    Packet,
    auxiliary,
    observer,
    roster,
    round_info,
    score,
    scoreboard,
    toast,
)
from tests.support.game import START_MS

LOGON: Packet = {
    "type": "authenticate",
    "groupCode": GROUP_CODE,
    "leftTeam": {"name": "Left Lanterns", "tricode": "LLA", "url": "", "attackStart": True},
    "rightTeam": {"name": "Right Rivers", "tricode": "RRI", "url": "", "attackStart": False},
    "toolsData": {},
}


class Story:
    """A trace that is folded as it is told."""

    def __init__(self, logon: Packet = LOGON, **options: Any) -> None:
        self.said: list[str] = []
        self.folding = Folding(logon, self.said.append, **options)
        self.taken: list[bool] = []

    def tell(self, *packets: Packet, at_s: float = 0) -> "Story":
        for packet in packets:
            stamped = packet | {"timestamp": START_MS + round(at_s * 1_000)}
            self.taken.append(self.folding.take(stamped))
        return self

    @property
    def view(self) -> Packet:
        return public_view(self.folding.state)


def test_an_event_is_folded_at_its_time_of_receipt() -> None:
    story = Story().tell(round_info(1, "combat"), at_s=5)
    assert story.view["roundTimeoutTime"] == START_MS + 5_000 + 99_000
    assert story.said == []


def test_time_passes_in_a_trace_and_never_backwards() -> None:
    story = Story().tell(toast(duration=1_000)).tell({"type": "__advance"}, at_s=0.9)
    assert story.view["toastInfo"]["active"]
    assert not story.tell({"type": "__advance"}, at_s=1).view["toastInfo"]["active"]
    story.tell(round_info(1, "combat"), at_s=0)
    assert story.view["roundTimeoutTime"] == START_MS + 1_000 + 99_000


def test_a_refused_event_says_why_and_lets_time_pass() -> None:
    story = Story().tell(toast(duration=1_000)).tell(round_info(None, "combat"), at_s=2)
    assert not story.view["toastInfo"]["active"]
    assert story.said == [
        "round_info: data.roundNumber is null: passed over",
        "refused: unplaceable: data.roundNumber: can't be read",
    ]
    assert story.taken == [True, False]


def test_an_odd_member_is_told_with_what_became_of_it() -> None:
    story = Story().tell(roster(), scoreboard(money="800", kills=None))
    assert sorted(story.said) == [
        "scoreboard: data.kills is null: passed over",
        'scoreboard: data.money is "800": read',
    ]
    assert all(story.taken)


def test_an_unknown_map_is_told() -> None:
    story = Story().tell(observer("map", "Nova"))
    assert (story.view["map"], story.said) == ("Nova", ["unknown map: Nova"])


@pytest.mark.parametrize(
    ("packet", "why"),
    [
        (observer("laser"), "ignored: no event of the type laser is known"),
        ({"type": "map", "groupCode": GROUP_CODE}, "ignored: it has no data"),
        (observer("map", "Jam") | {"groupCode": "OTHER"}, "refused: other_match"),
        (observer("aux_health", 5), "refused: wrong_role"),
        (auxiliary(ALICE, "aux_health", 5) | {"matchId": "m9"}, "refused: other_match"),
        (auxiliary(CHARLIE, "aux_health", 5), "refused: unknown_player"),
        ({"type": "registered"}, "ignored"),
        ({}, "refused: missing_field"),
    ],
)
def test_what_a_socket_refuses_is_refused(packet: Packet, why: str) -> None:
    story = Story().tell(roster(), observer("match_start", MATCH_ID))
    before = story.view
    assert story.tell(packet).view == before
    assert story.said[-1].startswith(why)
    assert story.taken[-1] is False


def test_auxiliary_clients_tell_and_leave() -> None:
    story = Story().tell(roster(), observer("match_start", MATCH_ID))
    story.tell(auxiliary(ALICE, "aux_health", 45))
    (player,) = story.view["teams"][0]["players"]
    assert (player["health"], player["auxiliaryAvailable"]["health"]) == (45, True)
    story.tell({"type": "__aux_disconnect", "playerId": ALICE.player_id})
    assert not story.view["teams"][0]["players"][0]["auxiliaryAvailable"]["health"]


def test_a_later_logon_takes_over_the_match_that_runs() -> None:
    story = Story().tell(observer("match_start", "m1"), score(12, 5))
    story.tell(LOGON | {"leftTeam": {"name": "New", "attackStart": True}})
    left = story.view["teams"][0]
    assert (story.view["matchId"], left["teamName"], left["roundsWon"]) == ("m1", "New", 12)


def test_what_the_lobby_told_of_the_next_game_begins_it() -> None:
    story = Story().tell(observer("match_start", "m1"), roster(), round_info(3, "combat"))
    story.tell(observer("map", "Jam"), roster(BOB), at_s=60)
    story.tell(observer("match_start", "m2"))
    (player,) = story.view["teams"][0]["players"]
    assert (story.view["matchId"], story.view["map"], player["name"]) == ("m2", "Lotus", "bob")


def test_another_games_start_begins_a_match_with_the_newest_logon() -> None:
    story = Story().tell(observer("match_start", "m1"), roster(), round_info(18, "shopping"))
    story.tell(score(12, 5), LOGON | {"leftTeam": {"name": "New", "attackStart": False}})
    story.tell(observer("match_start", "m2"), at_s=60)
    left, right = story.view["teams"]
    assert (story.view["matchId"], left["teamName"], left["players"]) == ("m2", "New", [])
    assert (left["roundsWon"], right["roundsWon"], left["ingameTeamId"]) == (0, 0, 1)


def test_two_games_do_not_fight_for_a_code() -> None:
    rival = {"obsName": "rival"}
    story = Story().tell(observer("match_start", "m1"), score(3, 1))
    story.tell(observer("match_start", "m2") | rival, score(9, 9) | rival, at_s=5)
    assert (story.view["matchId"], story.taken[-2:]) == ("m1", [False, False])
    assert story.said[-1] == "refused: other_game: another observer feeds another game"
    story.tell(score(1, 0) | rival, at_s=20)
    assert (story.view["matchId"], story.view["teams"][0]["roundsWon"]) == ("m2", 1)


def test_after_the_end_a_logon_begins_another_match() -> None:
    story = Story().tell(score(1, 0), round_info(2, "game_end"), score(2, 0))
    assert story.said == ["refused: match_over: the match has ended"]
    story.tell(LOGON, score(0, 1))
    assert [team["roundsWon"] for team in story.view["teams"]] == [0, 1]


def test_a_recording_without_a_code_takes_its_first_events() -> None:
    story = Story({"version": "v0"}, is_recording=True).tell(score(2, 0))
    assert story.view["groupCode"] == GROUP_CODE
    assert [team["roundsWon"] for team in story.view["teams"]] == [2, 0]


def test_a_recording_holds_the_servers_own_events() -> None:
    story = Story(LOGON | {"version": "v0"}, is_recording=True).tell({"type": "registered"})
    assert story.view["isRegistered"]


@pytest.mark.parametrize("timestamp", [None, "later", -1, True, 1e300, {}])
def test_an_odd_timestamp_is_the_time_before(timestamp: Any) -> None:
    story = Story().tell(observer("tech_pause"), at_s=5)
    story.folding.take(round_info(1, "combat") | {"timestamp": timestamp})
    assert story.view["roundTimeoutTime"] == START_MS + 5_000 + 99_000


@pytest.mark.parametrize(
    "logon",
    [
        {"groupCode": "TEST"},
        {"groupCode": "TEST", "leftTeam": None, "rightTeam": 5, "toolsData": []},
        {"groupCode": "TEST", "leftTeam": {"name": None, "attackStart": "x"}},
    ],
)
def test_a_logon_that_lacks_something_is_taken_as_far_as_it_goes(logon: Packet) -> None:
    left, right = Story(logon).view["teams"]
    assert (left["isAttacking"], right["isAttacking"], left["teamName"]) == (True, False, "")
