"""Two games must not fight for one code."""

from dataclasses import replace

from matches.engine.events import ObserverEvent, parse_observer
from matches.engine.reducer import apply
from matches.live.match import LiveMatch
from matches.sockets.feeders import Feeder
from matches.sockets.rivals import plays_another_game, rivals_of
from tests.matches.live.cast import START_MS, live_match, packet


def event(kind: str, data: object = True) -> ObserverEvent:
    return parse_observer(packet(kind, data))


def observer(match: LiveMatch, game_id: str, heard_ms: int = START_MS) -> Feeder:
    one = Feeder("sid", "pid", "observer", "alice", match, 1)
    return replace(one, game_id=game_id, heard_ms=heard_ms)


def match_of(game_id: str) -> LiveMatch:
    match = live_match()
    match.game_id = game_id
    return match


def test_an_observer_plays_another_game_by_its_newest_match_start_alone() -> None:
    match = match_of("m1")
    assert plays_another_game(observer(match, "m2"))
    assert not plays_another_game(observer(match, "m1"))
    assert not plays_another_game(observer(match, "")), "it has told of none"
    assert not plays_another_game(observer(match_of(""), "m2")), "the match knows none yet"


START, BOARD = event("match_start", "m2"), event("observing", "alice #AL")


def test_the_other_observers_of_the_game_are_rivals_of_a_beginning_one_for_10_s() -> None:
    match = match_of("m1")
    newcomer, other = observer(match, "m2"), observer(match, "m1")
    joined = observer(match, "")
    everybody = [newcomer, other, joined]
    assert rivals_of(newcomer, everybody, START, START_MS + 10_000) == [other, joined]
    assert rivals_of(newcomer, everybody, START, START_MS + 10_001) == []


def test_a_game_that_was_refused_waits_for_a_minute_of_silence_and_in_a_pause_for_ever() -> None:
    match = match_of("m1")
    newcomer, other = observer(match, "m2"), observer(match, "m1")
    everybody = [newcomer, other]
    assert rivals_of(newcomer, everybody, BOARD, START_MS + 60_000) == [other]
    assert rivals_of(newcomer, everybody, BOARD, START_MS + 60_001) == []
    match.state = apply(match.state, event("tech_pause"), START_MS)
    assert rivals_of(newcomer, everybody, BOARD, START_MS + 3_600_000) == [other]


def test_observers_of_other_games_and_of_other_matches_are_no_rivals() -> None:
    match = match_of("m1")
    newcomer, same_game = observer(match, "m2"), observer(match, "m2")
    elsewhere = observer(match_of("m1"), "m1")
    everybody = [newcomer, same_game, elsewhere]
    assert rivals_of(newcomer, everybody, START, START_MS) == []
