"""A small community, as the OpenAPI document shows it."""

from typing import Any

PAIR = {"access": "eyJhbGciOi…", "refresh": "eyJhbGciOi…"}

_WHO = {"userId": "80351110224678912", "username": "nelly"}
_AT = "2026-03-14T15:09:26.000Z"
_WEEK = [[0] * 24 for _ in range(6)] + [[0] * 20 + [12, 31, 7, 0]]

GUILD = {
    "guildId": "197038439483310086",
    "name": "Harbour",
    "icon": "f64c482b807da4f539cff778d174971c",
    "organisation": "harbour",
    "present": True,
}
GHOST = {**_WHO, "ghostScore": 6.5}
LURKER = {**_WHO, "lurkerScore": 1, "channelCount": 2}
CHANNEL_COUNT = {**_WHO, "channelCount": 5}
MULTI_CLIENT = {**_WHO, "platforms": ["desktop", "mobile"], "times": 4, "lastAt": _AT}
DRIFT = {**_WHO, "changes": 3, "addedRoles": ["Moderator"], "removedRoles": ["Guest"]}
NEWCOMER = {**_WHO, "accountAgeDays": 2, "joinedAt": _AT, "joins": 1}
SPAN = {
    "since": "2026-03-14T09:00:00.000Z",
    "until": _AT,
    "status": "online",
    "platforms": ["desktop"],
}
_CHANNEL = {"channelId": "197038439483310087", "channelName": "general"}
HEATMAP = {
    "next": None,
    "messages": 50,
    "week": _WEEK,
    "results": [{**_CHANNEL, "messages": 50, "week": _WEEK}],
}
SUMMARY = {
    "guildId": GUILD["guildId"],
    "data": {
        "ghosts": [GHOST],
        "lurkers": [LURKER],
        "channelDiversity": [CHANNEL_COUNT],
        "timestamp": _AT,
    },
    "timestamp": _AT,
}
_TYPED = {"timestamp": _AT, **_CHANNEL}
EXPORT = {
    "exportedAt": _AT,
    "guild": {"id": GUILD["guildId"], "name": "Harbour"},
    "member": {
        **_WHO,
        "displayName": "Nelly",
        "joinedAt": "2025-11-02T09:00:00.000Z",
        "leftAt": None,
        "accountCreatedAt": "2015-08-10T18:34:26.000Z",
    },
    "events": {
        "typing": [_TYPED],
        "messages": [_TYPED],
        "reactions": [],
        "voice": [{**_TYPED, "kind": "join"}],
        "presences": [{"timestamp": _AT, "status": "online", "platforms": ["desktop", "web"]}],
        "roles": [{"timestamp": _AT, "addedRoles": ["Moderator"], "removedRoles": []}],
        "joins": [{"timestamp": _AT, "accountAgeDays": 3737}],
    },
}


def page(*rows: Any) -> dict[str, Any]:
    return {"next": None, "results": list(rows)}
