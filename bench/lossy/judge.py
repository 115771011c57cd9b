"""One case: the match is folded as it was disturbed, and the pictures are compared."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec import Struct

from matches.engine.events import Event, GameMode, LeftTimeout, Map, RightTimeout, Roster, Score
from matches.engine.reducer import apply
from matches.engine.state import MatchState

from .disturbances import SECOND_OBSERVER, Case, by_two
from .match import Match
from .picture import LASTING, Comparison, bare, same_future

Key = tuple[str, int]

_MOST_FUTURES = 500

# What the feed tells once: no later event brings back what was in such a one.
TOLD_ONCE: dict[str, tuple[Callable[[Event], bool], tuple[str, ...]]] = {
    "map: told once": (lambda event: isinstance(event, Map), ("map",)),
    # Half time comes in round 5 then, with other sides, and other money until the next boards.
    "swift: told once": (
        lambda event: isinstance(event, GameMode) and event.data == "swift",
        ("sides", "money", "results", "spike", "clocks run"),
    ),
    "timeouts: told by hotkeys": (
        lambda event: isinstance(event, LeftTimeout | RightTimeout),
        ("timeouts left",),
    ),
}
ORDER = "order: told by the roster"
RESULT = "result: told by two scores"
REASONS = (*TOLD_ONCE, ORDER, RESULT)


class Verdict(Struct, frozen=True):
    """The keys that were wrong, and those that nobody can know, by the reason."""

    wrong: tuple[str, ...]
    excluded: tuple[tuple[str, str], ...] = ()


def judge(match: Match, case: Case) -> Verdict | None:
    """None where no second `shopping` follows, so that there is nothing to compare."""
    start = match.resumes_at(case.touched[-1] if case.touched else 0)
    if start is None:
        return None
    comparison = Comparison(_disturbed_rounds(match, case))
    shoppings = set(match.shoppings)
    for number, state in _folded(match, case):
        if number not in shoppings:
            continue
        clean = match.states[number + 1]
        differing = comparison.differing(clean, state)
        if same_future(clean, state):
            return _verdict(match, case, {one for one in differing if _is_lasting(one)})
        if number == start:
            return _verdict(match, case, differing | _future(match, number, state))
    return None


def _is_lasting(key: Key) -> bool:
    return key[0] in LASTING or key[1] > 0


_futures: dict[tuple[str, int, bytes], set[Key]] = {}


def _future(match: Match, number: int, state: MatchState) -> set[Key]:
    """What differs behind this `shopping`. Many disturbances leave the same state behind."""
    known = match.name, number, msgspec.msgpack.encode(bare(state))
    if known not in _futures:
        if len(_futures) > _MOST_FUTURES:
            _futures.clear()
        _futures[known] = _compared(match, number, state)
    return _futures[known]


def _compared(match: Match, number: int, state: MatchState) -> set[Key]:
    comparison = Comparison(set(range(state.round_number)))
    differing: set[Key] = set()
    for later in range(number + 1, len(match.steps)):
        now_ms, event = match.steps[later]
        state, clean = apply(state, event, now_ms), match.states[later + 1]
        differing |= comparison.differing(clean, state)
        if later in match.shoppings and same_future(clean, state):
            break
    return {key for key in differing if key[0] not in LASTING}


def judge_two(match: Match, lag_ms: int | None) -> Verdict:
    """Compared whenever both observers have told the same."""
    state, comparison = match.states[0], Comparison(set())
    differing: set[Key] = set()
    start = match.shoppings[1]
    told = [0, 0]
    for now_ms, event, number in by_two(match, lag_ms):
        state = apply(state, event, now_ms)
        told[getattr(event, "obs_name", "") == SECOND_OBSERVER] = number
        if told[0] == told[1] == number >= start:
            differing |= comparison.differing(match.states[number + 1], state)
    return Verdict(tuple(sorted({key for key, _ in differing})))


def _folded(match: Match, case: Case) -> Iterator[tuple[int, MatchState]]:
    """The disturbed states from event `resumed` on, each with the number of the event before."""
    state = match.states[0] if case.joins else match.states[case.first]
    for now_ms, event in case.steps:
        state = apply(state, event, now_ms)
    for number in range(case.resumed, len(match.steps)):
        now_ms, event = match.steps[number]
        state = apply(state, event, now_ms)
        yield number, state


def _disturbed_rounds(match: Match, case: Case) -> set[int]:
    return {number for touched in case.touched for number in match.rounds(touched)}


def _verdict(match: Match, case: Case, differing: set[Key]) -> Verdict:
    reasons = _reasons(match, case) if case.loses and differing else {}
    wrong = {key for key, number in differing if (key, number) not in reasons}
    excluded = {(reasons[key], key[0]) for key in differing if key in reasons}
    return Verdict(tuple(sorted(wrong)), tuple(sorted(excluded)))


def _reasons(match: Match, case: Case) -> dict[Key, str]:
    """The keys that nobody can know without the events that were lost, and why."""
    lost = [match.steps[number][1] for number in case.touched]
    found: dict[Key, str] = {}
    for event in lost:
        if isinstance(event, Score):
            found["results", sum(map(_count, (event.data.team_0, event.data.team_1))) + 1] = RESULT
    for reason, (tells, keys) in TOLD_ONCE.items():
        if any(map(tells, lost)):
            rounds = range(len(match.states[-1].teams[0].round_record) + 1)
            found.update({(key, number): reason for key in keys for number in rounds})
    if _is_order_lost(match, lost):
        found["order", 0] = ORDER
    return found


def _is_order_lost(match: Match, lost: Sequence[object]) -> bool:
    """Whether two of one team have lost all roster entries: one of five stands in the gap."""
    all_told = Counter(_person(event) for _, event in match.steps if isinstance(event, Roster))
    lost_of = Counter(_person(event) for event in lost if isinstance(event, Roster))
    teams = Counter(person[1] for person, count in lost_of.items() if count == all_told[person])
    return any(count > 1 for count in teams.values())


def _person(event: Roster) -> tuple[object, object]:
    return event.data.player_id, event.data.start_team


def _count(told: object) -> int:
    return told if isinstance(told, int) else 0
