"""Names and cameras that the crew sets while the match is live."""

from typing import Any

import msgspec
from msgspec.structs import replace

from .events import Playercams
from .state import Crew, MatchState


def playercams(state: MatchState, event: Playercams, now_ms: int) -> MatchState:
    crew = Crew(
        identifier=event.identifier,
        revision=event.revision,
        overrides=event.overrides,
        enabled_players=event.enabled_players,
    )
    return replace(state, crew=crew)


def crew_sections(tools: dict[str, Any], crew: Crew) -> dict[str, Any]:
    """The sections of the public tools in which the crew replaces what the client sent."""
    cams = {
        "enable": True,
        "identifier": crew.identifier,
        "enabledPlayers": list(crew.enabled_players),
    }
    # The front end wants the pairs as a text.
    overrides = msgspec.json.encode(crew.overrides).decode()
    return {
        "playercamsInfo": {**tools["playercamsInfo"], **cams},
        "nameOverrides": {**tools["nameOverrides"], "overrides": overrides},
    }
