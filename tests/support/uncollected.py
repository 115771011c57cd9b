"""``manage.py`` with Python's garbage collector off: what holds itself in a cycle stays for good.

Its patience with clients is short. On SIGUSR1 the server writes into its folder of data how many
objects of connections there are.
"""

import gc
import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import django
from django.core.management import execute_from_command_line

COUNTS = "counts.json"
PATIENCE_S = 2


def count(*_: object) -> None:
    from daphne.http_protocol import WebRequest
    from engineio.async_drivers import asgi
    from engineio.async_socket import AsyncSocket
    from twisted.internet.tcp import Server
    from twisted.web.http import HTTPChannel

    from fanout.compression import Inflater
    from fanout.viewer import Viewer
    from fanout.websocket import SharedWebSocket
    from realtime.request import Body

    http = (Server, HTTPChannel, WebRequest, Body)
    kinds = (*http, SharedWebSocket, Viewer, Inflater, AsyncSocket, asgi.WebSocket)
    found = Counter(
        kind.__name__ for kind in map(type, gc.get_objects()) if issubclass(kind, kinds)
    )
    written = Path(os.environ["DATA_DIR"]) / f"{COUNTS}.part"
    written.write_text(json.dumps(found))
    written.rename(written.with_suffix(""))


if __name__ == "__main__":
    gc.disable()
    signal.signal(signal.SIGUSR1, count)
    sys.path[0] = str(Path(__file__).parents[2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spectra_site.settings")
    django.setup()
    from fanout import viewer
    from matches.sockets import overlay_port

    viewer.PATIENCE = overlay_port.PING = PATIENCE_S
    execute_from_command_line(sys.argv)
