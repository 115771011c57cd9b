"""The fold of a trace: each packet through the same parser and rules as one from a socket."""

import json
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from matches.engine.events import (
    AuxDisconnect,
    AuxiliaryEvent,
    AuxScoreboard,
    BadEvent,
    Event,
    LoggedOn,
    MatchStart,
    NoData,
    ObserverEvent,
    Odd,
    UnknownType,
    Unplaceable,
    parse_auxiliary,
    parse_logged,
    parse_observer,
)
from matches.engine.names import unknown_names
from matches.engine.next_game import NextGame
from matches.engine.reducer import advance, has_player, player_id_of
from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.services.states import fold

from .games import Games
from .reading import Packet

Explain = Callable[[str], None]
"""Called with a sentence for each event or member that is refused or passed over."""

_AUXILIARY = ("playerId", "matchId")


class Folding:
    """The match of a trace. `state` is the one after what was taken last."""

    def __init__(self, logon: Packet, explain: Explain, *, is_recording: bool = False) -> None:
        self._explain = explain
        self._is_recording = is_recording
        self._has_code = isinstance(logon.get("groupCode"), str)
        self._setup = setup_of(logon)
        self._games = Games()
        self._now_ms = 0
        self._next_game = NextGame()
        self.state = new_match(self._setup)

    def take(self, packet: Packet | None) -> bool:
        """Whether the packet was taken. Time passes either way, and never runs backwards."""
        if packet is None:
            return self._refuse("not_json: the line holds no event")
        self._now_ms = max(self._now_ms, _timestamp(packet))
        self.state = advance(self.state, self._now_ms)
        match packet.get("type"):
            case "__logon" | "__advance":
                return True
            case "__aux_disconnect":
                return self._apply(AuxDisconnect(player_id=str(packet.get("playerId"))))
            case "authenticate" | "obs_logon":
                return self._log_on(packet)
        return self._take_event(packet)

    def _take_event(self, packet: Packet) -> bool:
        try:
            event = self._parsed(packet)
        except NoData:
            return self._refuse("ignored: it has no data")
        except UnknownType as unknown:
            return self._refuse(f"ignored: no event of the type {unknown.type_name} is known")
        except BadEvent as bad:
            if isinstance(bad, Unplaceable):
                for odd in bad.oddities:
                    self._tell(bad.type_name, odd)
            return self._refuse(f"refused: {bad}")
        objection = self._objection_to(event)
        return self._refuse(f"refused: {objection}") if objection else self._apply(event)

    def _parsed(self, packet: Packet) -> Event:
        raw = json.dumps({name: packet[name] for name in packet if name != "timestamp"})
        if any(name in packet for name in _AUXILIARY) and "data" in packet:
            return parse_auxiliary(raw, self._tell)
        if self._is_recording and "groupCode" not in packet:
            return parse_logged(raw.encode())  # the server's own
        return parse_observer(raw, self._tell)

    def _objection_to(self, event: Event) -> str:
        if self.state.is_over:
            return "match_over: the match has ended"
        if isinstance(event, ObserverEvent):
            return self._objection_to_observer(event)
        if isinstance(event, AuxiliaryEvent):
            if event.match_id != self.state.match_id:
                return "other_match: it is for another matchId"
            subject = event.player_id
            if isinstance(event, AuxScoreboard):
                subject = player_id_of(self.state, event.data)
            if not has_player(self.state, subject):
                return "unknown_player: no such player is in the match"
        return ""

    def _objection_to_observer(self, event: ObserverEvent) -> str:
        if not self._has_code:
            self._has_code = True
            self._begin(replace(self._setup, group_code=event.group_code))
        if event.group_code != self.state.group_code:
            return "other_match: it is for another groupCode"
        if self._games.is_heard(event, self.state.match_id, self._now_ms):
            return ""
        if self._games.has_rival(event, self._now_ms):
            return "other_game: another observer feeds another game"
        told = self._next_game.told
        self._begin(self._setup)
        for one in told:
            self._apply(one)
        if not isinstance(event, MatchStart):
            self._apply(self._games.start_of(event))
        return ""

    def _log_on(self, packet: Packet) -> bool:
        """A later logon takes over the match that runs; after the end it begins another."""
        self._setup = setup_of(packet)
        if self.state.is_over:
            self._begin(self._setup)
            return True
        return self._apply(LoggedOn(setup=self._setup))

    def _begin(self, setup: MatchSetup) -> None:
        self._setup, self.state, self._next_game = setup, new_match(setup), NextGame()

    def _apply(self, event: Event) -> bool:
        for kind, word in unknown_names(event):
            self._explain(f"unknown {kind}: {word}")
        self._next_game.note(event)
        self.state = fold(self.state, event, self._now_ms)
        return True

    def _tell(self, kind: str, odd: Odd) -> None:
        became = "read" if odd.was_read else "passed over"
        self._explain(f"{kind}: {odd.member} is {odd.value}: {became}")

    def _refuse(self, why: str) -> bool:
        self._explain(why)
        return False


def setup_of(logon: Packet) -> MatchSetup:
    """What the logon sets up; without teams the left one attacks first."""
    tools = logon.get("toolsData")
    return MatchSetup(
        group_code=_text(logon.get("groupCode")),
        left_team=_team(logon.get("leftTeam"), attacks=True),
        right_team=_team(logon.get("rightTeam"), attacks=False),
        tools=tools if isinstance(tools, dict) else {},
        org_is_supporter=logon.get("isSupporter") is True,
    )


def _team(team: Any, *, attacks: bool) -> TeamSetup:
    told = team if isinstance(team, dict) else {}
    starts = told.get("attackStart")
    return TeamSetup(
        name=_text(told.get("name")),
        tricode=_text(told.get("tricode")),
        url=_text(told.get("url")),
        attack_start=starts if isinstance(starts, bool) else attacks,
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _timestamp(packet: Packet) -> int:
    told = packet.get("timestamp")
    if isinstance(told, bool) or not isinstance(told, int | float):
        return 0
    return int(told) if 0 <= told < 2**53 else 0
