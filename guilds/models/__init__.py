"""What is kept of Discord communities: who is in them, who may look, and what happened when.

Never what somebody wrote: no table has a column for it.
"""

from .accounts import Account, AuditEntry, GuildGrant
from .events import (
    JoinEvent,
    MessageEvent,
    PresenceEvent,
    ReactionEvent,
    RoleChange,
    TypingEvent,
    VoiceEvent,
)
from .guilds import Guild, GuildChannel, Member

EVENTS = (
    TypingEvent,
    MessageEvent,
    PresenceEvent,
    RoleChange,
    JoinEvent,
    VoiceEvent,
    ReactionEvent,
)

__all__ = [
    "EVENTS",
    "Account",
    "AuditEntry",
    "Guild",
    "GuildChannel",
    "GuildGrant",
    "JoinEvent",
    "Member",
    "MessageEvent",
    "PresenceEvent",
    "ReactionEvent",
    "RoleChange",
    "TypingEvent",
    "VoiceEvent",
]
