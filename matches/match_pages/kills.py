"""The kill timeline: one card a round, with what happened to the spike in its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from matches.match_pages.people import Names
from matches.match_pages.rounds import Column
from matches.match_pages.sides import Side
from matches.models import Kill, Round

STRIP = 1_000
"""The width of a card's strip, in units that the page stretches."""
SPIKE_WORDS = {
    "planted": "Spike planted",
    "detonated": "Spike detonated",
    "defused": "Spike defused",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened in a round.

    ``time_ms`` counts from the moment the round went live, None where that is not known;
    ``x`` is its place on the strip.
    """

    time_ms: int | None
    x: int | None

    @property
    def clock(self) -> str:
        return "–" if self.time_ms is None else clock(self.time_ms)  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Spike(Line):
    """What became of the spike: planted, detonated or defused."""

    what: str

    @property
    def told(self) -> str:
        return SPIKE_WORDS[self.what]


@dataclass(frozen=True, slots=True)
class Shot(Line):
    """A kill; places are "left", "right" or "" for somebody who is on no roster."""

    seq: int
    killer: str
    killer_place: str
    victim: str
    victim_place: str
    weapon: str
    headshot: bool
    team_kill: bool
    assists: list[str]

    @property
    def told(self) -> str:
        head = " (headshot)" if self.headshot else ""
        return f"{self.clock} {self.killer} kills {self.victim}, {self.weapon}{head}"


@dataclass(frozen=True, slots=True)
class Card:
    """One round's lines in order; ``column`` is None for kills that belong to no round."""

    column: Column | None
    lines: list[Line]


def cards(
    rounds: Iterable[Round],
    columns: Iterable[Column],
    kills: Iterable[Kill],
    names: Names,
    sides: tuple[Side, Side],
) -> list[Card]:
    """Every round's card, and one for the kills outside of rounds where there are any."""
    by_round: dict[int | None, list[Kill]] = {}
    for kill in kills:
        by_round.setdefault(kill.round_number, []).append(kill)
    listed = list(rounds)
    longest = _longest(listed, by_round)
    places = {side.number: side.place for side in sides}

    def shots(number: int | None) -> list[Line]:
        return [_shot(kill, names, places, longest) for kill in by_round.pop(number, [])]

    found = [
        Card(column, _in_order(shots(one.number) + _spike(one, longest)))
        for one, column in zip(listed, columns, strict=True)
    ]
    outside = [shot for number in list(by_round) for shot in shots(number)]
    return [*found, Card(None, outside)] if outside else found


def clock(ms: int) -> str:
    """Minutes and seconds."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02}"


def _in_order(lines: list[Line]) -> list[Line]:
    """By time; what has none stays where the feed put it, before the rest."""
    return sorted(lines, key=lambda line: -1 if line.time_ms is None else line.time_ms)


def _longest(rounds: list[Round], by_round: dict[int | None, list[Kill]]) -> int:
    """The time that the strips span: all the same, so that rounds compare."""
    times = [kill.time_ms for kills in by_round.values() for kill in kills]
    times += [time for one in rounds for time in (one.planted_ms, one.detonated_ms, one.defused_ms)]
    return max((time for time in times if time is not None), default=1) or 1


def _x(time_ms: int | None, longest: int) -> int | None:
    return None if time_ms is None else round(time_ms / longest * STRIP)


def _spike(one: Round, longest: int) -> list[Line]:
    fates = [
        (getattr(one, f"{what}_ms"), what) for what in SPIKE_WORDS if getattr(one, what) is True
    ]
    return [Spike(time_ms, _x(time_ms, longest), what) for time_ms, what in fates]


def _shot(kill: Kill, names: Names, places: dict[int, str], longest: int) -> Shot:
    return Shot(
        time_ms=kill.time_ms,
        x=_x(kill.time_ms, longest),
        seq=kill.seq,
        killer=names.get(kill.killer_riot_id or "", kill.killer_name),
        killer_place=_place(kill.killer_team, places),
        victim=names.get(kill.victim_riot_id or "", kill.victim_name),
        victim_place=_place(kill.victim_team, places),
        weapon=kill.weapon,
        headshot=kill.headshot,
        team_kill=bool(kill.team_kill),
        assists=[names.get(one["riot_id"] or "", one["agent"]) for one in kill.assists],
    )


def _place(team: int | None, places: dict[int, str]) -> str:
    return "" if team is None else places[team]
