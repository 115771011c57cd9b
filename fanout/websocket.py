"""daphne's WebSocket, with deflate, with a Viewer to send by, and with patience on the way in."""

import logging
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from autobahn.exception import Disconnected, PayloadCorruptError, PayloadExceededError
from daphne.ws_protocol import WebSocketProtocol

from fanout import negotiation
from fanout.compression import Compression, Inflater
from fanout.frames import COMPRESSED, Whole, is_ordinary, read_whole
from fanout.message import Message
from fanout.viewer import Viewer

logger = logging.getLogger(__name__)

# What may wait for the application, inflated; with more the client is held back.
MOST_MESSAGES = 64
MOST_BYTES = 262_144

SOCKET = "spectra.socket"
"""The scope's key of the SharedWebSocket, for applications that know how to use it."""

Take = Callable[[bytes, "SharedWebSocket"], bool]
"""A message, for whoever can take it at once; False: it is to go the ordinary way."""


class SharedWebSocket(WebSocketProtocol):  # type: ignore[misc]
    """One connection.

    ``take``, where it is set, gets messages as they come, while no earlier one is under way.
    """

    compression: ClassVar[Compression] = Compression()
    too_slow: ClassVar[int] = 0
    """How many clients were let go because they took nothing."""

    viewer: Viewer
    websocket_extensions: Sequence[tuple[str, negotiation.Parameters]]
    data: bytes
    take: Take | None = None
    held_back = False
    waiting_bytes = 0  # queued for the application since its queue was last empty
    listening = False  # the application waits for a message: all before are done with

    # Opening and closing

    def connectionMade(self) -> None:  # noqa: N802
        self.viewer = Viewer(self.transport, self._stuck)
        super().connectionMade()

    def succeedHandshake(self, res: Any) -> None:  # noqa: N802
        """Negotiate. What can't be accepted is declined; autobahn would end the connection."""
        offers = self.websocket_extensions if self.compression.level else ()
        terms = negotiation.first_good(offers)
        self.websocket_extensions = [(negotiation.NAME, {})] if terms else []
        if terms:
            self.perMessageCompressionAccept = lambda _: negotiation.acceptance(terms)
        super().succeedHandshake(res)
        if terms:
            self.viewer.agree(terms.window_bits, terms.remembers)
            self._perMessageCompress = Inflater(self.compression)

    def _closeConnection(self, abort: bool = False) -> None:  # noqa: N802
        self.viewer.finish()
        super()._closeConnection(abort)

    def connectionLost(self, *reason: Any) -> None:  # noqa: N802
        self.viewer.gone()
        super().connectionLost(*reason)
        self.is_closed = None  # autobahn's; it holds us as its result

    def _stuck(self) -> None:
        SharedWebSocket.too_slow += 1
        logger.warning("a client was let go: it does not take what it is sent")
        self._closeConnection(abort=True)

    # Out

    def sendData(self, data: bytes, sync: bool = False, chopsize: int | None = None) -> None:  # noqa: N802
        """Everything that autobahn sends."""
        self.viewer.write(data)

    def tell(self, text: bytes) -> None:
        """Send a message that must arrive; there is none for a client that is going."""
        if self.state == self.STATE_OPEN:
            self.viewer.tell(Message(text, self.compression))

    def sendMessage(self, payload: bytes, isBinary: bool = False, **_: Any) -> None:  # noqa: N802, N803
        """Everything that the application sends."""
        if isBinary:
            super().sendMessage(payload, True, doNotCompress=True)
        elif self.state != self.STATE_OPEN:
            raise Disconnected("the WebSocket is closed")
        else:
            self.tell(payload)

    # In

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Read whole messages here, and leave everything else to autobahn, which is slower."""
        if self.state != self.STATE_OPEN or self.current_frame or self.inside_message:
            super().dataReceived(data)
            return
        buffer, start = self.data + data, 0
        while self._reads() and (found := read_whole(buffer, start)):
            if found.compressed and not self._perMessageCompress:
                break  # autobahn knows how to end this
            start = found.end
            self._received(found)
        self.data = buffer[start:]
        if not self.data or self.held_back:
            return
        if self.state != self.STATE_OPEN or not self._is_ours(self.data):
            self.consumeData()

    def _reads(self) -> bool:
        return self.state == self.STATE_OPEN and not self.held_back

    def _is_ours(self, begun: bytes) -> bool:
        """Whether this is the beginning of a message that we can read ourselves."""
        known = not begun[0] & COMPRESSED or self._perMessageCompress is not None
        return known and is_ordinary(begun)

    def _received(self, found: Whole) -> None:
        payload = found.payload
        try:
            if found.compressed:
                payload = self._perMessageCompress.whole(payload, self.maxMessagePayloadSize)
            payload.decode()
        except PayloadExceededError as error:
            self._fail_connection(self.CLOSE_STATUS_CODE_MESSAGE_TOO_BIG, str(error))
        except (PayloadCorruptError, UnicodeDecodeError) as error:
            self._invalid_payload(str(error))
        else:
            self.onMessage(payload, False)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:  # noqa: N802, N803
        """Hand the message over at once if it would overtake nothing, else queue it."""
        overtakes = isBinary or not self.listening or not self.application_queue.empty()
        if self.take and not overtakes and self.take(payload, self):
            return
        super().onMessage(payload, isBinary)
        self.waiting_bytes += len(payload)
        # Where there is a short way, the sooner the queue is empty the better.
        is_full = self.application_queue.qsize() >= MOST_MESSAGES or self.waiting_bytes > MOST_BYTES
        if self.take or is_full:
            self.hold()

    def limit(self, size: int | None) -> None:
        """Take messages of so many bytes, inflated; None: as many as the server takes."""
        self.maxMessagePayloadSize = self.factory.maxMessagePayloadSize if size is None else size

    def hold(self) -> None:
        """Read no more from this client."""
        if not self.held_back:
            self.held_back = True
            self.transport.pauseProducing()

    def go_on(self) -> None:
        """Read again, beginning with what is here already."""
        if self.held_back:
            self.held_back = False
            self.transport.resumeProducing()
            self.dataReceived(b"")

    async def receive(self, ordinary: Callable[[], Any]) -> Any:
        """The application's ``receive``. When nothing is left for it, the client may go on."""
        self.listening = True
        try:
            if self.application_queue.empty():
                self.waiting_bytes = 0
                self.go_on()
            return await ordinary()
        finally:
            self.listening = False
