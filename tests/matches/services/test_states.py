"""The state at any moment: the same with snapshots, without them, and with broken ones."""

import pytest

from matches.engine import snapshots
from matches.engine.events import Event, canonical
from matches.models import Match, MatchEvent, MatchSnapshot
from matches.services import log, states
from matches.services.log import Chunk, Row
from matches.services.states import DamagedError, Moment
from tests.matches.live.cast import START_MS, event
from tests.matches.services.test_log import a_match

pytestmark = pytest.mark.django_db

ROUNDS = 20


@pytest.fixture
def match() -> Match:
    """A match in which event n begins the combat of round n, at second n."""
    owned = a_match()
    rows = [
        Row(n, START_MS + n * 1000, "observer", "round_info", canonical(_combat(n)))
        for n in range(1, ROUNDS + 1)
    ]
    log.append([Chunk(owned.pk, 1, rows)])
    return Match.objects.get(pk=owned.pk)


def _combat(number: int) -> Event:
    return event("round_info", {"roundNumber": number, "roundPhase": "combat"})


def _keep(match: Match, *seqs: int) -> None:
    for seq in seqs:
        states.save_snapshot(match.pk, states.at_seq(match, seq))


def test_each_number_has_its_state(match: Match) -> None:
    for seq in (0, 1, 7, ROUNDS):
        moment = states.at_seq(match, seq)
        assert (moment.seq, moment.state.round_number) == (seq, seq)


def test_a_time_has_the_state_after_all_that_was_received_by_then(match: Match) -> None:
    assert states.at_time(match, START_MS + 6_999).state.round_number == 6
    assert states.at_time(match, START_MS + 7_000).state.round_number == 7
    assert states.at_time(match, START_MS - 1).state.round_number == 0
    assert states.at_time(match, START_MS + 10**9).state.round_number == ROUNDS


def test_snapshots_change_nothing_but_the_work(
    match: Match, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [states.at_seq(match, seq) for seq in range(ROUNDS + 1)]
    _keep(match, 5, 10, 20)
    assert [states.at_seq(match, seq) for seq in range(ROUNDS + 1)] == whole
    MatchEvent.objects.filter(match=match, seq__lte=10).delete()
    assert states.at_seq(match, 12) == whole[12], "the snapshot at 10 is enough"


def test_a_corrupt_snapshot_is_passed_over_and_thrown_away(match: Match) -> None:
    whole = states.newest(match)
    _keep(match, 5, 10)
    MatchSnapshot.objects.filter(seq=10).update(data=b"\x81\xa1")
    assert states.newest(match) == whole
    assert list(MatchSnapshot.objects.values_list("seq", flat=True)) == [5]


def test_a_snapshot_that_is_whole_but_no_state_is_passed_over_too(match: Match) -> None:
    whole = states.newest(match)
    _keep(match, 10)
    data = b"\x80"
    MatchSnapshot.objects.update(data=data, digest=states._digest(data))
    assert states.newest(match) == whole


def test_a_snapshot_of_an_older_shape_is_passed_over_and_kept(match: Match) -> None:
    whole = states.newest(match)
    _keep(match, 10)
    MatchSnapshot.objects.update(format=snapshots.FORMAT - 1, data=b"of old")
    assert states.newest(match) == whole
    assert MatchSnapshot.objects.count() == 1


def test_before_a_corrupt_row_everything_still_reads(match: Match) -> None:
    MatchEvent.objects.filter(seq=8).update(data=b"\x00garbage")
    assert states.at_seq(match, 7).state.round_number == 7
    with pytest.raises(DamagedError) as error:
        states.at_seq(match, 8)
    assert error.value.seq == 8
    with pytest.raises(DamagedError):
        states.at_seq(match, 20)


def test_a_live_match_goes_on_over_a_corrupt_row_and_is_marked(match: Match) -> None:
    MatchEvent.objects.filter(seq=8).update(data=b"\x00garbage")
    moment = states.newest(match)
    assert (moment.seq, moment.state.round_number) == (ROUNDS, ROUNDS)
    match.refresh_from_db()
    assert match.damaged_at == 8


def test_an_event_on_which_the_engine_fails_changes_nothing(
    match: Match, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(states, "apply", fail)
    before = states.failures["RoundInfo"]
    assert states.newest(match).state.round_number == 0
    assert states.failures["RoundInfo"] == before + ROUNDS


def test_a_snapshot_is_kept_once(match: Match) -> None:
    _keep(match, 5, 5)
    states.save_snapshot(match.pk, Moment(5, START_MS, states.at_seq(match, 5).state))
    assert MatchSnapshot.objects.count() == 1
