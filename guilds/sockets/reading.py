"""What dashboards send, read with suspicion. Pure."""

from typing import Any

LARGEST_ID = 2**63 - 1  # what the database holds; Discord's own are smaller
MOST_DIGITS = 20


def token_of(auth: Any) -> Any:
    """The token out of what a client connects with; None where there is none."""
    return (auth.get("token") or None) if isinstance(auth, dict) else None


def guild_id_of(args: list[Any]) -> int | None:
    """The guild that an event is about; None where its one argument is no string of digits."""
    given = args[0] if len(args) == 1 else None
    if not isinstance(given, str) or not given.isascii() or not given.isdecimal():
        return None
    if len(given) > MOST_DIGITS or int(given) > LARGEST_ID:
        return None
    return int(given)
