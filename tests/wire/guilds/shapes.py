"""The payloads of the guild contract, as JSON schemas that refuse every further key."""

from typing import Any

Schema = dict[str, Any]

ID: Schema = {"type": "string", "pattern": "^[0-9]+$"}
TEXT: Schema = {"type": "string"}
TIME: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$",
}
COUNT: Schema = {"type": "integer", "minimum": 0}


def exactly(**members: Schema) -> Schema:
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def at_most(number: int, of: Schema) -> Schema:
    return {"type": "array", "maxItems": number, "items": of}


_PERSON = {"userId": ID, "username": TEXT}
_DATA = exactly(
    ghosts=at_most(10, exactly(**_PERSON, ghostScore={"type": "number", "exclusiveMinimum": 0})),
    lurkers=at_most(10, exactly(**_PERSON, lurkerScore={"enum": [0, 1]}, channelCount=COUNT)),
    channelDiversity=at_most(20, exactly(**_PERSON, channelCount=COUNT)),
    timestamp=TIME,
)

EVENTS: dict[str, Schema] = {
    "message:new": exactly(**_PERSON, channelId=ID, channelName=TEXT, timestamp=TIME),
    "alert:multiClient": exactly(
        **_PERSON,
        platforms={
            "type": "array",
            "minItems": 2,
            "uniqueItems": True,
            "items": {"enum": ["desktop", "mobile", "web"]},
        },
        timestamp=TIME,
    ),
    "presence:update": exactly(
        **_PERSON, status={"enum": ["online", "idle", "dnd", "offline"]}, timestamp=TIME
    ),
    "role:change": exactly(
        **_PERSON, addedRoles={"type": "array", "minItems": 1, "items": TEXT}, timestamp=TIME
    ),
    "user:join": exactly(**_PERSON, accountAgeDays=COUNT, timestamp=TIME),
    "analytics:update": exactly(guildId=ID, data=_DATA, timestamp=TIME),
    "error": exactly(message=TEXT),
}
