"""The packet with which the simulated observer logs on."""

from typing import Any

from matches.simulator.cast import Cast, PastMap, Team, draw_cast, random_of
from matches.simulator.pace import REAL, Pace
from matches.simulator.timeline import OBSERVER

CLIENT_VERSION = "0.3.20"
MAPS_TO_WIN = 2


def logon(group_code: str, key: str, seed: int, *, pace: Pace = REAL) -> dict[str, Any]:
    """``obs_logon`` for the match that ``simulate`` makes of the same seed and pace."""
    cast = draw_cast(random_of(seed))
    left, right = cast.teams
    return {
        "type": "authenticate",
        "clientVersion": CLIENT_VERSION,
        "obsName": OBSERVER,
        "key": key,
        "groupCode": group_code,
        "leftTeam": _team(left),
        "rightTeam": _team(right),
        "toolsData": {
            "seriesInfo": _series(cast),
            "tournamentInfo": {"name": cast.event, "logoUrl": "", "backdropUrl": ""},
            "timeoutDuration": pace.timeout,
            "timeoutCounter": {"max": 2, "left": 2, "right": 2},
            "timeoutCancellationGracePeriod": 10,
        },
    }


def _team(team: Team) -> dict[str, Any]:
    return {
        "name": team.name,
        "tricode": team.tricode,
        "url": "",
        "attackStart": team.start_team == 0,
    }


def _series(cast: Cast) -> dict[str, Any]:
    won_left = sum(past.left > past.right for past in cast.past)
    return {
        "needed": MAPS_TO_WIN,
        "wonLeft": won_left,
        "wonRight": len(cast.past) - won_left,
        "mapInfo": [
            *(_past(past) for past in cast.past),
            {"type": "present", "logo": ""},
            *({"type": "future", "map": name, "logo": ""} for name in cast.future),
        ],
    }


def _past(past: PastMap) -> dict[str, Any]:
    return {
        "type": "past",
        "map": past.name,
        "left": {"logo": "", "score": past.left},
        "right": {"logo": "", "score": past.right},
    }
