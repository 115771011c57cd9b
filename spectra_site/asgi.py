"""The composition root: each role as an ASGI application, and all of them by port.

`manage.py serve` uses ``application``. The stock daphne command can serve one role a process:
``daphne -p 5100 spectra_site.asgi:ingest``, likewise ``extras``,
``broadcast``, ``guilds`` and ``web``.
"""

import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import socketio
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spectra_site.settings")
django_application = get_asgi_application()

from django.conf import settings  # noqa: E402  (needs the line above)

from fanout.websocket import SOCKET  # noqa: E402
from spectra_site.addresses import proxied_path  # noqa: E402
from spectra_site.boot import problems_with_settings  # noqa: E402
from spectra_site.roles import ROLES  # noqa: E402
from spectra_site.runtime import Runtime  # noqa: E402

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

errors, _ = problems_with_settings()
if errors:  # the stock daphne command checks nothing
    sys.exit("\n".join(errors))

runtime = Runtime()


def _role(name: str, inner: Application) -> Application:
    async def role(scope: Scope, receive: Receive, send: Send) -> None:
        await runtime.started(name)
        if socket := scope.get(SOCKET):
            receive = partial(socket.receive, receive)
        # daphne takes the root path from a header of any client.
        root_path = proxied_path(scope.get("root_path", ""), trusted=settings.TRUST_ROOT_PATH)
        await inner({**scope, "role": name, "root_path": root_path}, receive, send)
        if scope["type"] == "websocket":
            # No server closes a WebSocket because its application has returned. One that is
            # closed already stays as it is.
            await send({"type": "websocket.close"})

    return role


def _sockets(server: socketio.AsyncServer) -> Application:
    application: Application = socketio.ASGIApp(server, other_asgi_app=_pages)
    return application


async def _pages(scope: Scope, receive: Receive, send: Send) -> None:
    """Django; it has no WebSockets of its own."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close"})
    else:
        await django_application(scope, receive, send)


ingest = _role("ingest", _sockets(runtime.ingest.server))
extras = _role("extras", _pages)
broadcast = _role("broadcast", _sockets(runtime.overlays.server))
guilds = _role("guilds", _sockets(runtime.guilds.server))
web = _role("web", _pages)

_by_name = {
    "ingest": ingest,
    "extras": extras,
    "broadcast": broadcast,
    "guilds": guilds,
    "web": web,
}


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Every role, told apart by the port on which the connection came."""
    port = scope["server"][1]
    name = next((role for role in ROLES if settings.PORTS[role] == port), "web")
    await _by_name[name](scope, receive, send)
