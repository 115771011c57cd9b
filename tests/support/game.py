"""A match under test: it takes packets, keeps a clock, and shows what viewers would see."""

import json
from typing import Any, Self

from matches.engine.events import Event, parse_auxiliary, parse_observer
from matches.engine.reducer import advance, apply
from matches.engine.state import MatchState
from matches.engine.view import public_view

from .events import CAST, MATCH_ID, Member, Packet, new_state, observer, roster, round_info

START_MS = 1_700_000_000_000


def parsed(packet: Packet) -> Event:
    """The event in a packet of either role."""
    raw = json.dumps(packet)
    return parse_auxiliary(raw) if "playerId" in packet else parse_observer(raw)


class Game:
    """A match whose clock moves only when it is told to."""

    def __init__(self, state: MatchState | None = None) -> None:
        self.state = state or new_state()
        self.now = START_MS

    def send(self, *packets: Packet | Event, after: float = 0) -> Self:
        """Takes the packets, `after` so many seconds."""
        self.now += round(after * 1_000)
        for packet in packets:
            event = parsed(packet) if isinstance(packet, dict) else packet
            self.state = apply(self.state, event, self.now)
        return self

    def wait(self, seconds: float) -> Self:
        """Lets time pass and nothing else."""
        self.now += round(seconds * 1_000)
        self.state = advance(self.state, self.now)
        return self

    def press(self, *hotkeys: str, after: float = 0) -> Self:
        return self.send(*map(observer, hotkeys), after=after)

    @property
    def view(self) -> dict[str, Any]:
        return public_view(self.state)

    def team(self, place: int) -> dict[str, Any]:
        team: dict[str, Any] = self.view["teams"][place]
        return team

    def player(self, member: Member) -> dict[str, Any]:
        """The member's public state, from whichever team has it."""
        players = (player for team in self.view["teams"] for player in team["players"])
        found: dict[str, Any] = next(p for p in players if p["riotId"] == member.player_id)
        return found


def game_with_cast(state: MatchState | None = None) -> Game:
    """A match that has started, with the cast on its rosters."""
    return Game(state).send(observer("match_start", MATCH_ID), *map(roster, CAST))


def game_in_combat(state: MatchState | None = None) -> Game:
    """The cast in the combat of round 1, which its shopping came before: not a burst."""
    game = game_with_cast(state).send(round_info(1, "shopping"))
    return game.send(round_info(1, "combat"), after=30)
