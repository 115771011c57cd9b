"""One small match, as the OpenAPI document shows it."""

from typing import Any

ORGANISATION = {"slug": "harbour", "name": "Harbour Broadcasts", "is_supporter": True}

MATCH = {
    "id": 12,
    "organisation": "harbour",
    "group_code": "HARBOUR1",
    "match_id": "6f7c1c9e-4f0b-4a53-9d0f-2c1f1b5a7e11",
    "status": "finished",
    "ending": "game_end",
    "map": "Ascent",
    "mode": "bomb",
    "teams": [
        {"team": 0, "name": "Harbour Herons", "tricode": "HBR", "score": 13, "place": "left"},
        {"team": 1, "name": "Lantern Lynx", "tricode": "LTN", "score": 6, "place": "right"},
    ],
    "winner": 0,
    "started_at": "2026-03-14T18:00:00Z",
    "game_started_at": "2026-03-14T18:04:10.120000Z",
    "game_ended_at": "2026-03-14T18:41:02.480000Z",
    "ended_at": "2026-03-14T18:41:02.500000Z",
    "last_event_at": "2026-03-14T18:41:02.480000Z",
    "last_seq": 2765,
    "damaged_at": None,
    "events_pruned_at": None,
    "replay_of": None,
}

_MONEY = {"money": 1200, "spent": 3900, "weapon": "Vandal", "armor": "Heavy", "loadout": 3900}

ROUND = {
    "number": 3,
    "winner": 0,
    "reason": "detonated",
    "attackers": 0,
    "started_at": "2026-03-14T18:08:00Z",
    "combat_at": "2026-03-14T18:08:30Z",
    "ended_at": "2026-03-14T18:10:05.300000Z",
    "planted": True,
    "planted_ms": 41200,
    "defused": False,
    "defused_ms": None,
    "detonated": True,
    "detonated_ms": 86200,
    "teams": [
        {"team": 0, "money": 6000, "spent": 19500, "loadout": 19500},
        {"team": 1, "money": 4200, "spent": 9800, "loadout": None},
    ],
    "players": [{"team": 0, "riot_id": "id-alice", **_MONEY}],
}

PLAYER = {
    "team": 0,
    "riot_id": "id-alice",
    "name": "alice",
    "tagline": "HBR",
    "position": 0,
    "agent": "Jett",
    "agent_internal": "Wushu",
    "kills": 22,
    "deaths": 11,
    "assists": 3,
    "headshots": 9,
    "team_kills": 0,
    "first_bloods": 4,
    "first_deaths": 1,
    "multikills": {"2": 5, "3": 1},
    "clutches": [{"round": 4, "versus": 2}],
    "weapons": {"Vandal": 15, "Operator": 7},
    "enemies": {"id-charlie": 6, "id-dana": 16},
    "rounds": [{"round": 3, **_MONEY}],
}

KILL = {
    "seq": 311,
    "round": 3,
    "time_ms": 12800,
    "killer": {"riot_id": "id-alice", "name": "alice", "team": 0},
    "victim": {"riot_id": "id-charlie", "name": "charlie", "team": 1},
    "weapon": "Vandal",
    "weapon_internal": "TX_Hud_Volcano",
    "headshot": True,
    "team_kill": False,
    "assists": [{"agent": "Sova", "riot_id": "id-bob"}],
}

EVENT = {
    "seq": 311,
    "received_at": "2026-03-14T18:08:42.800000Z",
    "source": "observer",
    "sender": "desk 1",
    "type": "round_info",
    "data": {"roundNumber": 3, "roundPhase": "combat"},
}

LIVE = {
    "id": 13,
    "organisation": "harbour",
    "group_code": "HARBOUR2",
    "teams": [{"name": "Harbour Herons", "score": 4}, {"name": "Lantern Lynx", "score": 7}],
    "round_number": 12,
    "phase": "combat",
    "observers": 2,
    "auxiliaries": 0,
    "viewers": 31,
    "events_per_second": 4.2,
    "last_event_at": "2026-03-14T19:02:11.020000Z",
    "replay_of": None,
}


def page(example: dict[str, Any]) -> dict[str, Any]:
    """The last page of a list, with one row on it."""
    return {"next": None, "results": [example]}


_NO_CASTS = {"grenade": None, "ability1": None, "ability2": None, "ultimate": None}

STATS = {
    "status": 200,
    "data": {
        "metadata": {"map": {"name": "Ascent"}},
        "players": [
            {
                "puuid": "id-alice",
                "name": "alice",
                "tag": "HBR",
                "team_id": "Red",
                "agent": {"name": "Jett"},
                "ability_casts": _NO_CASTS,
                "stats": {
                    "score": None,
                    "kills": 22,
                    "deaths": 11,
                    "assists": 3,
                    "headshots": None,
                    "bodyshots": None,
                    "legshots": None,
                },
                "economy": {"loadout_value": {"average": 3420}},
            }
        ],
        "teams": [
            {"team_id": "Red", "won": True, "rounds": {"won": 13}},
            {"team_id": "Blue", "won": False, "rounds": {"won": 6}},
        ],
        "rounds": [
            {
                "id": 2,
                "result": "Detonate",
                "ceremony": None,
                "winning_team": "Red",
                "plant": {"player": {"team": "Red"}},
            }
        ],
        "kills": [
            {
                "round": 2,
                "time_in_round_in_ms": 12800,
                "killer": {"puuid": "id-alice", "team": "Red"},
                "victim": {"puuid": "id-charlie", "team": "Blue"},
            }
        ],
    },
}
