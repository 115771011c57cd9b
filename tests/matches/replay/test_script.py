"""What a replay sends: the log as it is, under another code, in the time in which it was played."""

import msgspec
import pytest
from django.utils import timezone

from matches.engine.events import AuxDisconnect
from matches.models import Match, MatchEvent
from matches.replay.script import ReplayError, logon_of, script_of
from matches.simulator.logon import logon
from tests.matches.archive.told import Told, in_combat, told
from tests.matches.match_pages.stored import simulated_match, stored
from tests.support.events import ALICE, BOB, auxiliary, killfeed, observer, round_info

pytestmark = pytest.mark.django_db


def over(story: Told) -> Told:
    return story.send(round_info(1, "game_end"), after=3)


def times(match: Match, from_round: int | None = None) -> list[int]:
    return [step.at_ms for step in script_of(match, "AGAIN", from_round).steps]


def test_the_steps_are_the_log_under_the_new_code() -> None:
    match = simulated_match()
    script = script_of(match, "AGAIN")
    rows = MatchEvent.objects.filter(match=match).order_by("seq")
    assert {step.event for step in script.steps} == {"obs_data"}
    assert [step.packet for step in script.steps] == [
        {**msgspec.json.decode(bytes(row.data)), "groupCode": "AGAIN"} for row in rows
    ]
    assert script.notes == []


def test_they_come_in_the_time_of_the_match() -> None:
    match = simulated_match()
    received = list(match.events.order_by("seq").values_list("received_ms", flat=True))
    assert times(match) == [ms - received[0] for ms in received]


def test_everything_before_the_round_is_due_at_once() -> None:
    match = simulated_match()
    steps = script_of(match, "AGAIN", 3).steps
    first = next(
        index
        for index, step in enumerate(steps)
        if step.packet["type"] == "round_info" and step.packet["data"]["roundNumber"] == 3
    )
    assert {step.at_ms for step in steps[: first + 1]} == {0}
    whole = times(match)
    assert [step.at_ms for step in steps[first:]] == [ms - whole[first] for ms in whole[first:]]


def test_the_logon_is_that_of_the_match() -> None:
    match = simulated_match(seed=5)
    again = logon_of(match, "AGAIN", "a-key")
    first = logon("AGAIN", "a-key", 5)
    assert again == first | {"obsName": f"Replay of match {match.pk}"}


def test_a_match_that_never_ended_is_ended_and_that_is_said() -> None:
    match = stored(in_combat(2).send(killfeed(ALICE, BOB), after=5), ending=Match.Ending.IDLE)
    script = script_of(match, "AGAIN")
    last = script.steps[-1]
    assert last.packet["data"] == {"roundNumber": 2, "roundPhase": "game_end"}
    assert last.at_ms == script.steps[-2].at_ms
    assert "no end in its log" in script.notes[0]


def test_events_of_players_own_clients_are_left_out_and_that_is_said() -> None:
    match = stored(over(told().send(auxiliary(ALICE, "aux_health", 40))))
    MatchEvent.objects.filter(match=match, type="aux_health").update(source="auxiliary")
    script = script_of(match, "AGAIN")
    assert "aux_health" not in {step.packet["type"] for step in script.steps}
    assert script.notes == ["1 events of players' own clients are left out."]


def test_the_server_s_own_events_are_left_to_the_server() -> None:
    match = stored(over(told().send(AuxDisconnect(player_id=ALICE.player_id))))
    MatchEvent.objects.filter(match=match, type="aux_disconnect").update(source="server")
    script = script_of(match, "AGAIN")
    assert "aux_disconnect" not in {step.packet["type"] for step in script.steps}
    assert script.notes == []


def test_a_damaged_log_is_played_up_to_the_damage_and_that_is_said() -> None:
    match = stored(over(told().log("toast", b"garbage").send(observer("tech_pause"))))
    script = script_of(match, "AGAIN")
    assert len(script.steps) == 6, "five events, and an end"
    assert "damaged at event 6" in script.notes[0]


@pytest.mark.parametrize("from_round", [0, 6, 10**20])
def test_a_round_that_it_never_had_is_refused_with_those_that_it_had(from_round: int) -> None:
    match = stored(over(in_combat(5, in_combat(4))))
    with pytest.raises(ReplayError, match=r"no round \d+: its rounds are 1 to 5"):
        script_of(match, "AGAIN", from_round)


def test_without_rounds_it_says_so() -> None:
    match = stored(told(), ending=Match.Ending.OPERATOR)
    with pytest.raises(ReplayError, match="it has none"):
        script_of(match, "AGAIN", 1)


@pytest.mark.parametrize("code", ["", "A\nB", "X" * 33])
def test_a_code_that_is_none_is_refused(code: str) -> None:
    with pytest.raises(ReplayError, match="1 to 32"):
        script_of(stored(over(told())), code)


def test_a_live_match_is_refused() -> None:
    with pytest.raises(ReplayError, match="when it is over"):
        script_of(stored(told(), ending=""), "AGAIN")


def test_a_match_without_its_events_is_refused() -> None:
    match = stored(over(told()))
    match.events_pruned_at = timezone.now()
    with pytest.raises(ReplayError, match="were deleted"):
        script_of(match, "AGAIN")


def test_a_match_that_nobody_fed_is_refused() -> None:
    with pytest.raises(ReplayError, match="nothing can be played"):
        script_of(stored(Told(), ending=Match.Ending.IDLE), "AGAIN")


def test_a_match_damaged_from_the_start_is_refused() -> None:
    match = stored(over(told()))
    MatchEvent.objects.filter(match=match, seq=1).update(data=b"garbage")
    with pytest.raises(ReplayError, match="damaged at event 1"):
        script_of(match, "AGAIN")
