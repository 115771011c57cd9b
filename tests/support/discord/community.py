"""A guild as Discord knows it, and what happens in it, as the gateway tells it."""

from datetime import UTC, datetime
from typing import Any

from tests.support.discord import payloads
from tests.support.discord.intents import Intent
from tests.support.discord.payloads import LONG_AGO, TEXT, VOICE, Payload

Event = tuple[str, Payload]
"""The name and the data of a dispatch."""


class Community:
    """Each method that is something happening returns its event, to be told by the gateway."""

    def __init__(self, name: str, icon: str | None = None) -> None:
        self.id = payloads.new_id()
        self.name = name
        self.icon = icon
        self.channels: dict[int, Payload] = {}
        self.roles: dict[int, Payload] = {self.id: payloads.role(self.id, "@everyone", 0)}
        self.members: dict[str, Payload] = {}
        self.presences: dict[str, Payload] = {}
        self.voices: dict[str, Payload] = {}

    # What there is

    def text_channel(self, name: str) -> int:
        return self._channel(name, TEXT)

    def voice_channel(self, name: str) -> int:
        return self._channel(name, VOICE)

    def role(self, name: str) -> int:
        role_id = payloads.new_id()
        self.roles[role_id] = payloads.role(role_id, name, len(self.roles))
        return role_id

    def member(self, person: Payload, *roles: int, joined_at: datetime = LONG_AGO) -> Payload:
        """Somebody who is there before the bot looks."""
        self.members[person["id"]] = payloads.member(person, list(roles), joined_at)
        return person

    def created(self, intents: Intent, most: int) -> Event:
        """All of it; of a large guild only the members who have a presence, as Discord does."""
        data: dict[str, Any] = {
            **self._about(),
            "large": len(self.members) > most,
            "unavailable": False,
            "joined_at": LONG_AGO.isoformat(),
            "member_count": len(self.members),
            "channels": list(self.channels.values()),
            "threads": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "voice_states": list(self.voices.values()),
            "members": [],
            "presences": [],
        }
        if Intent.PRESENCES in intents:
            data["presences"] = list(self.presences.values())
            shown = self.presences if data["large"] else self.members
            data["members"] = [self.members[each] for each in shown if each in self.members]
        return "GUILD_CREATE", data

    def chunks(self, size: int) -> list[Payload]:
        """All members, as the answers to a bot that asks for them."""
        members = list(self.members.values())
        parts = [members[at : at + size] for at in range(0, len(members), size)] or [[]]
        return [
            {
                "guild_id": str(self.id),
                "members": part,
                "chunk_index": number,
                "chunk_count": len(parts),
            }
            for number, part in enumerate(parts)
        ]

    # What happens

    def joins(self, person: Payload, at: datetime | None = None) -> Event:
        self.member(person, joined_at=at or datetime.now(UTC))
        return self._event("GUILD_MEMBER_ADD", self.members[person["id"]])

    def leaves(self, person: Payload) -> Event:
        self.members.pop(person["id"], None)
        return self._event("GUILD_MEMBER_REMOVE", {"user": person})

    def types(self, person: Payload, channel: int, at: datetime) -> Event:
        return self._event(
            "TYPING_START",
            {
                "channel_id": str(channel),
                "user_id": person["id"],
                "timestamp": int(at.timestamp()),
                **self._whole_member(person),
            },
        )

    def writes(
        self,
        person: Payload,
        channel: int,
        at: datetime,
        content: str = "",
        kind: int = payloads.DEFAULT,
    ) -> Event:
        data = payloads.message(person, channel, content, at, kind)
        return self._event("MESSAGE_CREATE", data | self._member_alone(person))

    def reacts(self, person: Payload, channel: int) -> Event:
        return self._event(
            "MESSAGE_REACTION_ADD",
            {
                "user_id": person["id"],
                "channel_id": str(channel),
                "message_id": str(payloads.new_id()),
                "emoji": {"id": None, "name": "🔥"},
                "burst": False,
                "type": 0,
                **self._whole_member(person),
            },
        )

    def shows(self, person: Payload, status: str, **clients: str) -> Event:
        """A presence, such as ``status="dnd", desktop="dnd", mobile="idle"``."""
        self.presences[person["id"]] = payloads.presence(person["id"], status, clients)
        return self._event("PRESENCE_UPDATE", self.presences[person["id"]])

    def has_roles(self, person: Payload, *roles: int) -> Event:
        """These roles and no others from now on."""
        self.members[person["id"]]["roles"] = [str(role) for role in roles]
        return self._event("GUILD_MEMBER_UPDATE", self.members[person["id"]])

    def speaks_in(self, person: Payload, channel: int | None) -> Event:
        """In this voice channel from now on; None for none."""
        state = payloads.voice_state(person["id"], channel)
        self.voices[person["id"]] = state
        if channel is None:
            del self.voices[person["id"]]
        return self._event("VOICE_STATE_UPDATE", state | self._whole_member(person))

    def is_called(self, name: str) -> Event:
        self.name = name
        return "GUILD_UPDATE", self._about()

    def is_left(self, *, unavailable: bool = False) -> Event:
        """By the bot, for good; or it is down, and will be created again."""
        data = {"id": str(self.id)}
        return "GUILD_DELETE", data | ({"unavailable": True} if unavailable else {})

    def _channel(self, name: str, kind: int) -> int:
        channel_id = payloads.new_id()
        data = payloads.channel(channel_id, name, kind, len(self.channels))
        self.channels[channel_id] = data | {"guild_id": str(self.id)}
        return channel_id

    def _about(self) -> Payload:
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": self.icon,
            "splash": None,
            "owner_id": str(payloads.new_id()),
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "roles": list(self.roles.values()),
            "emojis": [],
            "features": [],
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "preferred_locale": "en-US",
            "system_channel_id": None,
            "system_channel_flags": 0,
        }

    def _event(self, name: str, data: Payload) -> Event:
        return name, data | {"guild_id": str(self.id)}

    def _whole_member(self, person: Payload) -> Payload:
        known = self.members.get(person["id"])
        return {"member": known} if known else {}

    def _member_alone(self, person: Payload) -> Payload:
        """Beside a message the member comes without the user, who is its author."""
        known = self.members.get(person["id"])
        return {"member": {k: v for k, v in known.items() if k != "user"}} if known else {}
