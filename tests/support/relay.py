"""A line between a client and a local port that keeps what the server sends."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.raw_websocket import Frame


class Recorded:
    """One connection: what came from the server."""

    def __init__(self) -> None:
        self.data = bytearray()

    @property
    def extensions(self) -> str | None:
        """What the server agreed to, if this became a WebSocket."""
        head = bytes(self.data).partition(b"\r\n\r\n")[0].decode(errors="replace")
        lines = (line.split(": ", 1) for line in head.split("\r\n")[1:])
        named = {name.lower(): value for name, value in lines}
        return named.get("sec-websocket-extensions")

    @property
    def is_websocket(self) -> bool:
        return self.data.startswith(b"HTTP/1.1 101")

    def frames(self) -> list[Frame]:
        """All that have arrived whole."""
        found, data = [], bytes(self.data)
        at = data.find(b"\r\n\r\n") + 4
        while at + 2 <= len(data):
            start = at + 2 + {126: 2, 127: 8}.get(data[at + 1], 0)
            size = int.from_bytes(data[at + 2 : start], "big") or data[at + 1]
            if len(data) < start + size:
                break
            found.append(Frame(data[at], data[start : start + size]))
            at = start + size
        return found


class Relay:
    """Passes everything on; ``connections`` in the order in which they came."""

    def __init__(self, port: int) -> None:
        self.connections: list[Recorded] = []
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._sockets: list[socket.socket] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def websockets(self) -> list[Recorded]:
        return [one for one in self.connections if one.is_websocket]

    def close(self) -> None:
        end(self._listener)
        self._accepting.join()  # it may just have taken one more
        for one in (self._listener, *self._sockets):
            end(one)
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return  # closed
            server = socket.create_connection(("127.0.0.1", self._target))
            self._sockets += [client, server]
            recorded = Recorded()
            self.connections.append(recorded)
            self._pump(client, server, None)
            self._pump(server, client, recorded)

    def _pump(self, source: socket.socket, sink: socket.socket, into: Recorded | None) -> None:
        def pump() -> None:
            try:
                while data := source.recv(65_536):
                    if into:
                        into.data += data
                    sink.sendall(data)
            except OSError:
                pass  # one side is gone: so is the line
            end(sink)

        threading.Thread(target=pump, daemon=True).start()


def end(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended already


@contextmanager
def relay_to(port: int) -> Iterator[Relay]:
    relay = Relay(port)
    try:
        yield relay
    finally:
        relay.close()
