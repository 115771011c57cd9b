"""The way to each connection: straight to its WebSocket, or through the library's queue for it."""

from functools import partial
from typing import Any, NamedTuple

from engineio.packet import MESSAGE, PING, Packet

from fanout.message import Message
from fanout.viewer import Viewer
from fanout.websocket import SharedWebSocket, Take
from realtime.conversation import give_up
from realtime.heartbeat import Heartbeat

_PING = str(PING).encode()

MOST_WAITING = 1_000  # shared messages for a client that polls


class Waiting(Packet):  # type: ignore[misc]
    """A state in the queue of a client that polls: a newer one takes its place there."""

    taken = False

    def encode(self, *args: Any, **kwargs: Any) -> Any:
        """Called when the client fetches it."""
        self.taken = True
        return super().encode(*args, **kwargs)


class Line(NamedTuple):
    """A connection that has a WebSocket, ours unless the server is, and its queue."""

    socket: SharedWebSocket | None
    connection: Any
    queue: Any
    heartbeat: Heartbeat


class Lines:
    """How connections are reached, by their Engine.IO ids.

    Those with a WebSocket of ours are sent to directly, as soon as the library's own queue for
    them, through which everything else goes, has nothing left that came before.
    """

    def __init__(self, server: Any) -> None:
        self._server = server
        self._lines: dict[str, Line] = {}
        self._waiting: dict[str, Waiting] = {}

    def open(self, connection: Any, socket: SharedWebSocket | None) -> Heartbeat:
        """The connection, engineio's, has this WebSocket, or is about to be upgraded to it."""

        def gone() -> None:
            self._server.start_background_task(give_up, connection)

        heartbeat = Heartbeat(connection, partial(self.ask, connection.sid), gone)
        if socket:
            socket.take = heartbeat.take
        self._lines[connection.sid] = Line(socket, connection, connection.queue, heartbeat)
        return heartbeat

    def close(self, eio_sid: str) -> None:
        """Its WebSocket is gone."""
        line = self._lines.pop(eio_sid, None)
        if line and line.socket:
            line.socket.take = None
        self._waiting.pop(eio_sid, None)

    def ask(self, eio_sid: str) -> None:
        """Ping it."""
        self.tell(eio_sid, _PING)

    def direct(self, eio_sid: str) -> SharedWebSocket | None:
        """The WebSocket of this connection, where it may be sent to directly now."""
        line = self._lines.get(eio_sid)
        if line is None or line.queue._unfinished_tasks or not line.connection.upgraded:
            return None
        return line.socket

    def take_directly(self, eio_sid: str, take: Take) -> None:
        """Offer further messages of this connection to ``take`` first, as they come."""
        if self.direct(eio_sid):
            self._lines[eio_sid].heartbeat.then = take

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

    def viewer(self, eio_sid: str) -> Viewer | None:
        """What shows states directly to this one, from now on."""
        socket = self.direct(eio_sid)
        return socket.viewer if socket else None

    def forget(self, eio_sid: str) -> None:
        """Don't show what waits to be shown, nor build upon what was."""
        line = self._lines.get(eio_sid)
        if line and line.socket:
            line.socket.viewer.forget()


def _without_type(message: Message) -> str:
    """The text of the message without the type of its packet, which the library sets itself."""
    return message.text[1:].decode()
