"""Which events a bot asked for, by Discord's own table."""

from enum import IntFlag

from tests.support.discord.payloads import Payload


class Intent(IntFlag):
    GUILDS = 1 << 0
    MEMBERS = 1 << 1
    VOICE_STATES = 1 << 7
    PRESENCES = 1 << 8
    MESSAGES = 1 << 9
    REACTIONS = 1 << 10
    TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_REACTIONS = 1 << 13
    DIRECT_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.MEMBERS | Intent.PRESENCES | Intent.MESSAGE_CONTENT
ALL = (1 << 26) - 1

# In a guild, and in a direct message where there is such a thing.
INTENTS = {
    "GUILD_CREATE": (Intent.GUILDS, None),
    "GUILD_UPDATE": (Intent.GUILDS, None),
    "GUILD_DELETE": (Intent.GUILDS, None),
    "GUILD_MEMBER_ADD": (Intent.MEMBERS, None),
    "GUILD_MEMBER_UPDATE": (Intent.MEMBERS, None),
    "GUILD_MEMBER_REMOVE": (Intent.MEMBERS, None),
    "VOICE_STATE_UPDATE": (Intent.VOICE_STATES, None),
    "PRESENCE_UPDATE": (Intent.PRESENCES, None),
    "MESSAGE_CREATE": (Intent.MESSAGES, Intent.DIRECT_MESSAGES),
    "MESSAGE_REACTION_ADD": (Intent.REACTIONS, Intent.DIRECT_REACTIONS),
    "TYPING_START": (Intent.TYPING, Intent.DIRECT_TYPING),
}


def wanted(intents: Intent, event: str, data: Payload) -> bool:
    """Whether a bot with these intents is told; what is no guild's has its own intents."""
    of_guild, direct = INTENTS[event]
    in_guild = direct is None or "guild_id" in data
    needed = of_guild if in_guild else direct
    return needed is not None and needed in intents


def shown(intents: Intent, event: str, data: Payload) -> Payload:
    """What of it: the text of a message only with the intent for that."""
    hidden = event == "MESSAGE_CREATE" and Intent.MESSAGE_CONTENT not in intents
    return data | {"content": ""} if hidden else data
