"""Reading the events that observers and auxiliary clients send."""

from collections.abc import Callable
from typing import TypeVar

from matches.engine.events import BadEvent, NoData, Tell, UnknownType, Unplaceable
from matches.sockets.notices import Notices
from realtime.server import Caller, StrictServer

E = TypeVar("E")
Parse = Callable[[bytes | str, Tell], E]


async def read_event(
    server: StrictServer,
    notices: Notices,
    caller: Caller,
    parse: Parse[E],
    raw: bytes | str,
    *,
    is_trusted: bool = True,
) -> E | None:
    """The event, or None when it was ignored or refused; the sender has been told then.

    A trusted client holds a good key, or is bound to a player.
    """
    try:
        return parse(raw, notices.odd_member)
    except NoData:
        _ignore(caller, "a message without data is ignored")
    except UnknownType as unknown:
        server.refusals.unknown_type(unknown.type_name)
        _ignore(caller, "no event of this type is known")
    except Unplaceable as bad:
        for one in bad.oddities:
            notices.odd_member(bad.type_name, one)
        if is_trusted:
            excuse(server, caller, bad.reason, str(bad))
        else:
            await server.refuse(caller, bad.reason, str(bad))
    except BadEvent as bad:
        await server.refuse(caller, bad.reason, str(bad))
    return None


def excuse(server: StrictServer, caller: Caller, reason: str, hint: str) -> None:
    """Refuse what the game says, for which no client is sent away however often it comes."""
    server.refusals.count(reason)
    server.explain(caller, reason, hint)


def _ignore(caller: Caller, why: str) -> None:
    if caller.reply:
        caller.reply({"ok": False, "error": why})
