"""Everything that a dashboard can be told in an `error` event or as it connects.

Each is counted under its name in small letters.
"""

from enum import Enum


class Objection(Enum):
    """The value is the message, word for word what clients compare it with."""

    NO_TOKEN = "Authentication required"  # noqa: S105  (a sentence, no password)
    INVALID_TOKEN = "Invalid token"  # noqa: S105
    ACCESS_DENIED = "Access denied"
    TOKEN_EXPIRED = "Token expired"  # noqa: S105
    INVALID_GUILD = "Invalid guild ID"
    GUILD_HIDDEN = "You do not have access to this guild"
    TOO_MANY_CONNECTIONS = "Too many connections"
    TOO_MANY_ATTEMPTS = "Too many connection attempts"
    TOO_MANY_EVENTS = "Too many events"
    TOO_MANY_SUBSCRIPTIONS = "Too many subscriptions"
    NOT_NOW = "The server can't look this up now, try again later"
