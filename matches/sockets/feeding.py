"""Reading the events that observers and auxiliary clients send."""

from collections.abc import Callable
from typing import TypeVar

from matches.engine.events import BadEvent, NoData, UnknownType
from realtime.server import Caller, StrictServer

E = TypeVar("E")


async def read_event(
    server: StrictServer, caller: Caller, parse: Callable[[bytes | str], E], raw: bytes | str
) -> E | None:
    """The event, or None when it was ignored or refused; the sender has been told then."""
    try:
        return parse(raw)
    except NoData:
        _ignore(caller, "a message without data is ignored")
    except UnknownType as unknown:
        server.refusals.unknown_type(unknown.type_name)
        _ignore(caller, "no event of this type is known")
    except BadEvent as bad:
        await server.refuse(caller, bad.reason, str(bad))
    return None


async def dismiss(server: StrictServer, sid: str) -> None:
    """End a client's connection for good. The field's client unlocks itself on `close` alone."""
    server.tell(sid, "close", {})
    await server.disconnect(sid)


def _ignore(caller: Caller, why: str) -> None:
    if caller.reply:
        caller.reply({"ok": False, "error": why})
