"""A live match, events for it, and a clock that stands still until it is moved."""

import json
from typing import Any

from matches.engine.events import Event, parse_observer
from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.live.match import Entry, LiveMatch
from matches.services.sessions import digest

START_MS = 1_760_000_000_000
SECRET = "ABCDEFGH1234"


class Clock:
    """Called, it tells the time in ms; ``now_ms`` can be set."""

    def __init__(self) -> None:
        self.now_ms = START_MS

    def __call__(self) -> int:
        return self.now_ms


def setup(group_code: str = "HARBOUR1", **tools: Any) -> MatchSetup:
    return MatchSetup(
        group_code=group_code,
        left_team=TeamSetup(name="Harbour", tricode="HBR", url="", attack_start=True),
        right_team=TeamSetup(name="Lantern", tricode="LTN", url="", attack_start=False),
        tools=tools,
    )


def live_match(pk: int = 1, group_code: str = "HARBOUR1", **tools: Any) -> LiveMatch:
    return LiveMatch(
        pk=pk,
        epoch=1,
        group_code=group_code,
        secret_digest=digest(SECRET),
        organisation="Harbour Broadcasts",
        auxiliary_policy="open",
        setup=setup(group_code, **tools),
        state=new_match(setup(group_code, **tools)),
        clock_ms=START_MS,
        last_event_ms=START_MS,
        unfed_since_ms=START_MS,
    )


def packet(kind: str, data: Any = True, group_code: str = "HARBOUR1") -> str:
    """What an observer's client sends with obs_data."""
    return json.dumps({"obsName": "alice", "groupCode": group_code, "type": kind, "data": data})


def event(kind: str, data: Any = True, group_code: str = "HARBOUR1") -> Event:
    return parse_observer(packet(kind, data, group_code))


def entry(match: LiveMatch, kind: str = "tech_pause", data: Any = True) -> Entry:
    return Entry(match, event(kind, data, match.group_code), "observer", match.clock_ms)


GAME_END = ("round_info", {"roundNumber": 3, "roundPhase": "game_end"})
