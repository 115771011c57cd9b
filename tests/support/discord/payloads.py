"""What Discord's objects look like on the wire, as far as the library reads them."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

Payload = dict[str, Any]

TEXT, VOICE = 0, 2  # types of channels
DEFAULT, MEMBER_JOINED = 0, 7  # types of messages
EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
LONG_AGO = datetime(2020, 5, 17, 12, tzinfo=UTC)

_numbers = count()


def new_id(at: datetime = LONG_AGO) -> int:
    """An id that nothing else has, of something made at this time."""
    milliseconds = round((at - EPOCH).total_seconds() * 1000)
    return milliseconds << 22 | next(_numbers)


def user(name: str, *, bot: bool = False, made_at: datetime = LONG_AGO) -> Payload:
    return {
        "id": str(new_id(made_at)),
        "username": name,
        "discriminator": "0",
        "global_name": name.capitalize(),
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
    }


def member(person: Payload, roles: list[int], joined_at: datetime) -> Payload:
    return {
        "user": person,
        "nick": None,
        "avatar": None,
        "roles": [str(role) for role in roles],
        "joined_at": joined_at.isoformat(),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
    }


def role(role_id: int, name: str, position: int) -> Payload:
    return {
        "id": str(role_id),
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": position,
        "permissions": "0",
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel(channel_id: int, name: str, kind: int, position: int) -> Payload:
    payload = {
        "id": str(channel_id),
        "type": kind,
        "name": name,
        "position": position,
        "permission_overwrites": [],
        "parent_id": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": None,
    }
    own = {"bitrate": 64_000, "user_limit": 0, "rtc_region": None} if kind == VOICE else {}
    return payload | own


def presence(user_id: str, status: str, clients: dict[str, str]) -> Payload:
    return {
        "user": {"id": user_id},
        "status": status,
        "activities": [],
        "client_status": clients,
    }


def voice_state(user_id: str, channel_id: int | None) -> Payload:
    return {
        "user_id": user_id,
        "channel_id": str(channel_id) if channel_id else None,
        "session_id": "0f0f",
        "deaf": False,
        "mute": False,
        "self_deaf": False,
        "self_mute": False,
        "self_video": False,
        "suppress": False,
        "request_to_speak_timestamp": None,
    }


def message(author: Payload, channel_id: int, content: str, at: datetime, kind: int) -> Payload:
    return {
        "id": str(new_id(at)),
        "channel_id": str(channel_id),
        "author": author,
        "content": content,
        "timestamp": at.isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": kind,
        "flags": 0,
    }


def application(bot: Payload) -> Payload:
    return {
        "id": bot["id"],
        "name": bot["username"],
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "00",
        "flags": 0,
        "owner": user("owner"),
        "team": None,
    }
