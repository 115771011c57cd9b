"""The way to each connection: straight to its WebSocket, or through the library's queue for it."""

from typing import Any, NamedTuple

from engineio.packet import MESSAGE, Packet

from fanout.message import Message
from fanout.websocket import SharedWebSocket

MOST_WAITING = 1_000  # shared messages for a client that polls


class Waiting(Packet):  # type: ignore[misc]
    """A state in the queue of a client that polls: a newer one takes its place there."""

    taken = False

    def encode(self, *args: Any, **kwargs: Any) -> Any:
        """Called when the client fetches it."""
        self.taken = True
        return super().encode(*args, **kwargs)


class Line(NamedTuple):
    """A connection that has a WebSocket of ours, and the library's queue for it."""

    socket: SharedWebSocket
    connection: Any
    queue: Any


class Lines:
    """How connections are reached, by their Engine.IO ids.

    Those with a WebSocket of ours are sent to directly, as soon as the library's own queue for
    them, through which everything else goes, has nothing left that came before.
    """

    def __init__(self, server: Any) -> None:
        self._server = server
        self._lines: dict[str, Line] = {}
        self._waiting: dict[str, Waiting] = {}

    def open(self, connection: Any, socket: SharedWebSocket) -> None:
        """The connection, engineio's, has this WebSocket, or is about to be upgraded to it."""
        self._lines[connection.sid] = Line(socket, connection, connection.queue)

    def close(self, eio_sid: str) -> None:
        """Its WebSocket is gone."""
        self._lines.pop(eio_sid, None)
        self._waiting.pop(eio_sid, None)

    def direct(self, eio_sid: str) -> SharedWebSocket | None:
        """The WebSocket of this connection, where it may be sent to directly now."""
        line = self._lines.get(eio_sid)
        if line is None or line.queue._unfinished_tasks or not line.connection.upgraded:
            return None
        return line.socket

    def tell(self, eio_sid: str | None, text: bytes) -> None:
        """Send the text of an Engine.IO packet, its type in front; nobody is there: no error."""
        if eio_sid is None:
            return
        if socket := self.direct(eio_sid):
            socket.tell(text)
        elif connection := self._server.sockets.get(eio_sid):
            connection.queue.put_nowait(Packet(encoded_packet=text.decode()))

    def share(self, eio_sid: str, message: Message) -> bool:
        """Send one of many the message, which must arrive; False: too much waits for it."""
        if socket := self.direct(eio_sid):
            socket.viewer.tell(message)
        elif connection := self._server.sockets.get(eio_sid):
            if connection.queue.qsize() >= MOST_WAITING:
                return False
            connection.queue.put_nowait(Packet(MESSAGE, _without_type(message)))
        return True

    def show(self, eio_sid: str, state: Message) -> None:
        """Send the newest state, in place of an older one that still waits."""
        if socket := self.direct(eio_sid):
            socket.viewer.show(state)
        elif connection := self._server.sockets.get(eio_sid):
            self.forget(eio_sid)  # an older one must not follow
            data = _without_type(state)
            waiting = self._waiting.get(eio_sid)
            if waiting and not waiting.taken:
                waiting.data = data
            else:
                self._waiting[eio_sid] = Waiting(MESSAGE, data)
                connection.queue.put_nowait(self._waiting[eio_sid])

    def forget(self, eio_sid: str) -> None:
        """Don't show what waits to be shown."""
        if line := self._lines.get(eio_sid):
            line.socket.viewer.forget()


def _without_type(message: Message) -> str:
    """The text of the message without the type of its packet, which the library sets itself."""
    return message.text[1:].decode()
