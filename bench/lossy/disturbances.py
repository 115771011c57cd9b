"""All the ways in which a feed is disturbed, as cases to be folded."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from matches.engine.events import Event, ObserverEvent

from .match import Match, Step, parsed

SECOND_OBSERVER = "Second#OBS"
WINDOWS_S = (1, 10, 60)
LAGS_MS = (0, 50, 100, 150, 200, 250, 300)
ODDITIES = ("null", "text", "negative")


class Case(Struct, frozen=True):
    """The steps from event `first` on as they came, up to event `resumed`, which is told again
    as it was. `touched` are the events that are not told as they were; if it `loses` them, they
    are not told at all. If it `joins`, the match was not known before."""

    first: int
    resumed: int
    steps: list[Step]
    touched: tuple[int, ...]
    loses: bool = False
    joins: bool = False


Make = Callable[[Match, int], Case | None]


def left_out(match: Match, number: int) -> Case:
    return Case(number, number + 1, [], (number,), loses=True)


def window(seconds: int) -> Make:
    def left_out_for(match: Match, number: int) -> Case:
        end_ms = match.steps[number][0] + seconds * 1_000
        end = number
        while end < len(match.steps) and match.steps[end][0] < end_ms:
            end += 1
        return Case(number, end, [], tuple(range(number, end)), loses=True)

    return left_out_for


def joined(match: Match, number: int) -> Case:
    return Case(number, number, [], tuple(range(number)), loses=True, joins=True)


def doubled(match: Match, number: int) -> Case:
    """Another observer tells the same at the same moment."""
    now_ms, event = match.steps[number]
    return Case(number, number + 1, [(now_ms, event), (now_ms, by_another(event))], (number,))


def out_of_order(match: Match, number: int) -> Case | None:
    if number + 1 >= len(match.steps):
        return None
    (first_ms, first), (second_ms, second) = match.steps[number : number + 2]
    return Case(number, number + 2, [(first_ms, second), (second_ms, first)], (number, number + 1))


def odd_member(oddity: str) -> Make:
    """One member of a board, a later one of it in the next board."""

    def with_one(match: Match, number: int) -> Case | None:
        packet = match.packets[number]
        if packet["type"] != "scoreboard":
            return None
        names = sorted(packet["data"])
        name = names[number % len(names)]
        data = {**packet["data"], name: _odd(packet["data"][name], oddity)}
        event = parsed({**packet, "data": data})
        now_ms = match.steps[number][0]
        return Case(number, number + 1, [(now_ms, event)] if event else [], (number,))

    return with_one


def _odd(value: Any, oddity: str) -> Any:
    if oddity == "null":
        return None
    if oddity == "text":
        return str(value) if isinstance(value, int) else f"{value}?"
    return -value - 1 if isinstance(value, int) else -1


DISTURBANCES: dict[str, Make] = {
    "one event left out": left_out,
    **{f"{seconds} s left out": window(seconds) for seconds in WINDOWS_S},
    "joined late": joined,
    "one event doubled": doubled,
    "out of order": out_of_order,
    **{f"a member {oddity}": odd_member(oddity) for oddity in ODDITIES},
}


def by_another(event: Event) -> Event:
    return replace(event, obs_name=SECOND_OBSERVER) if isinstance(event, ObserverEvent) else event


def by_two(match: Match, lag_ms: int | None) -> Iterator[tuple[int, Event, int]]:
    """The whole match by two observers, with the number of each event; the second is late.

    Without a lag it is another one for each event, as long as that keeps the second's order.
    """
    random = Random(len(match.steps))
    late: list[tuple[int, Event, int]] = []
    last_ms = 0
    for number, (now_ms, event) in enumerate(match.steps):
        lag = random.randint(0, LAGS_MS[-1]) if lag_ms is None else lag_ms
        last_ms = max(last_ms, now_ms + lag)
        while late and late[0][0] < now_ms:
            yield late.pop(0)
        yield now_ms, event, number
        late.append((last_ms, by_another(event), number))
    yield from late
