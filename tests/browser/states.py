"""States as `match_data` carries them: a whole one, to be changed where a test needs it."""

from typing import Any

State = dict[str, Any]

LEFT = ("Kestrelle", "Vantage", "Søltmärsh", "Ironpetal", "Duskrun")
RIGHT = ("Quillfern", "Mossback Jr", "Tarnwick", "Bramblet", "Oddlantern")
AGENTS = (("Gumshoe", "Cypher"), ("Wushu", "Jett"), ("Hunter", "Sova"), ("Smonk", "Clove"))


def player(name: str, **changes: Any) -> State:
    """A living player with a rifle; ``changes`` in the wire's names."""
    internal, proper = AGENTS[len(name) % len(AGENTS)]
    return {
        "name": name,
        "tagline": "TAG",
        "riotId": f"id-{name}",
        "playerId": f"id-{name}",
        "searchName": f"{name} #TAG",
        "fullName": f"{name}#TAG",
        "agentInternal": internal,
        "agentProper": proper,
        "isAlive": True,
        "hasSpike": False,
        "isObserved": False,
        "health": 100,
        "kills": len(name),
        "deaths": 4,
        "assists": 2,
        "currUltPoints": 3,
        "maxUltPoints": 7,
        "ultReady": False,
        "money": 3150,
        "armorName": "Heavy",
        "highestWeapon": "Vandal",
        "iconNameSuffix": "",
        **changes,
    }


def team(name: str, tricode: str, names: tuple[str, ...], **changes: Any) -> State:
    return {
        "teamName": name,
        "teamTricode": tricode,
        "teamUrl": "",
        "isAttacking": tricode == "HLN",
        "roundsWon": 5,
        "roundRecord": [
            {"type": "upcoming", "wasAttack": tricode == "HLN", "round": n} for n in range(1, 26)
        ],
        "players": [player(each) for each in names],
        **changes,
    }


def state(**changes: Any) -> State:
    """Round 11 of a match, in combat."""
    return {
        "matchId": "0a7c6f1e",
        "matchType": "bomb",
        "switchRound": 13,
        "firstOtRound": 25,
        "groupCode": "CUP",
        "isRunning": True,
        "roundNumber": 11,
        "roundPhase": "combat",
        "teams": [
            team("Harbor Lanterns", "HLN", LEFT),
            team("Quiet Meridian", "QMD", RIGHT, roundsWon=6),
        ],
        "map": "Icebox",
        "spikeState": {"planted": False, "detonated": False, "defused": False},
        "showAliveKDA": False,
        "timeoutState": {
            "techPause": False,
            "leftTeam": False,
            "rightTeam": False,
            "timeRemaining": 0,
        },
        "toastInfo": {"active": False, "title": "", "message": "", "duration": None},
        "hasEnteredOvertime": False,
        "tools": tools(),
        **changes,
    }


def tools(**changes: Any) -> State:
    return {
        "seriesInfo": {
            "needed": 2,
            "wonLeft": 1,
            "wonRight": 0,
            "mapInfo": [
                {"type": "past", "map": "Ascent", "left": {"score": 13}, "right": {"score": 6}},
                {"type": "present", "logo": ""},
                {"type": "future", "map": "Bind", "logo": ""},
            ],
        },
        "seedingInfo": {"left": "Group 1", "right": "Group 2"},
        "tournamentInfo": {"name": "Example Invitational", "logoUrl": "", "backdropUrl": ""},
        "timeoutCounter": {"max": 2, "left": 2, "right": 1},
        "sponsorInfo": {"enabled": False, "duration": 5000, "sponsors": []},
        "watermarkInfo": {"spectraWatermark": True, "customTextEnabled": False, "customText": ""},
        "nameOverrides": {"overrides": "[]"},
        **changes,
    }
