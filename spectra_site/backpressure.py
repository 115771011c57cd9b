"""Reading from a WebSocket only as fast as its application takes what was read.

daphne puts every message into a queue without a limit. Here a connection whose queue is long
stops reading, so that the client holds the rest back, and goes on when the queue is short again.
"""

from typing import Any

from daphne.ws_protocol import WebSocketProtocol

LONG = 64  # messages
SHORT = 16

RESUME = "spectra.resume"
"""The scope's key of what an application calls after each message that it took."""


class PatientWebSocket(WebSocketProtocol):  # type: ignore[misc]
    """A WebSocket of daphne's that can hold back its client."""

    paused = False

    def onMessage(self, payload: bytes, isBinary: bool) -> None:  # noqa: N802, N803
        super().onMessage(payload, isBinary)
        if not self.paused and self.application_queue.qsize() >= LONG:
            self.paused = True
            self.transport.pauseProducing()

    def resume(self) -> None:
        """Read on, if the queue has become short."""
        if self.paused and self.application_queue.qsize() <= SHORT:
            self.paused = False
            self.transport.resumeProducing()


def held_back(scope: dict[str, Any], receive: Any) -> Any:
    """``receive`` for the application of this scope, which lets the connection read on."""
    resume = scope.get(RESUME)
    if resume is None:
        return receive

    async def receive_and_resume() -> Any:
        message = await receive()
        resume()
        return message

    return receive_and_resume
