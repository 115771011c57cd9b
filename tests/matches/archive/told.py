"""A match as its log tells it: packets in, facts out, and a clock moved by hand."""

from typing import NamedTuple, Self

from matches.archive import KillFacts, MatchFacts, PlayerFacts, RoundFacts, derive
from matches.engine.events import Event, canonical, event_type
from matches.engine.setup import MatchSetup
from tests.support.events import CAST, MATCH_ID, Member, Packet, observer, roster, round_info, setup
from tests.support.game import START_MS, parsed


class LogRow(NamedTuple):
    seq: int
    received_ms: int
    source: str
    type: str
    data: bytes


class Told:
    """A log that grows. What is asked of it is derived from the whole."""

    def __init__(self, match_setup: MatchSetup | None = None) -> None:
        self.setup = match_setup or setup()
        self.rows: list[LogRow] = []
        self.now = START_MS

    def send(self, *packets: Packet | Event, after: float = 0) -> Self:
        """Logs the packets, `after` so many seconds."""
        self.now += round(after * 1_000)
        for packet in packets:
            event = parsed(packet) if isinstance(packet, dict) else packet
            self.log(event_type(event), canonical(event))
        return self

    def log(self, kind: str, data: bytes) -> Self:
        self.rows.append(LogRow(len(self.rows) + 1, self.now, "observer", kind, data))
        return self

    @property
    def facts(self) -> MatchFacts:
        return derive(self.setup, self.rows)

    @property
    def kills(self) -> tuple[KillFacts, ...]:
        return self.facts.kills

    def round(self, number: int) -> RoundFacts:
        (found,) = (one for one in self.facts.rounds if one.number == number)
        return found

    def player(self, member: Member) -> PlayerFacts:
        (found,) = (one for one in self.facts.players if one.riot_id == member.player_id)
        return found


def told(*, match_setup: MatchSetup | None = None) -> Told:
    """The cast is on its rosters and the match has started."""
    return Told(match_setup).send(observer("match_start", MATCH_ID), *map(roster, CAST))


def in_combat(number: int = 1, story: Told | None = None) -> Told:
    """The combat of a round has begun this very moment, 30 s after its shopping."""
    story = story or told()
    return story.send(round_info(number, "shopping"), after=7).send(
        round_info(number, "combat"), after=30
    )
