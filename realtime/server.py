"""A Socket.IO server that takes nothing on trust.

python-socketio's own server lets a client call the application's connect and disconnect
handlers, breaks on acknowledgements that nobody asked for, buffers binary attachments without
end, and logs a traceback for each malformed packet. Here every packet passes one door.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import engineio.packet
import socketio
from socketio import packet

from realtime.refusals import Refusals
from realtime.transport import harden
from realtime.wire import MAX_BODY, MAX_MESSAGE, StrictJson, UnreadableError, event_text, text
from spectra_site.clock import now_ms

logger = logging.getLogger(__name__)

RESERVED = frozenset({"connect", "disconnect", "connect_error", "disconnecting"})
Reply = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent an event, and how to answer it (None: no acknowledgement was asked for)."""

    sid: str
    eio_sid: str
    reply: Reply | None


Handler = Callable[[Caller, list[Any]], Awaitable[None]]
Greet = Callable[[str, Any], Awaitable[dict[str, Any]]]
"""(sid, auth) -> what the CONNECT answer holds beside the sid."""
Leave = Callable[[str], Awaitable[None]]


class TryAgainLater(Exception):
    """A client can't be greeted now: its connection ends, and it comes back by itself."""


class StrictServer(socketio.AsyncServer):  # type: ignore[misc]
    """Serves the default namespace; events run one after the other within a connection."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        refusals: Refusals,
        *,
        cors_credentials: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(
            async_mode="asgi",
            async_handlers=False,
            json=StrictJson,
            max_http_buffer_size=MAX_BODY,
            cors_credentials=cors_credentials,
            **options,
        )
        self._events = handlers
        self.refusals = refusals
        self._tasks: set[asyncio.Task[None]] = set()
        self._greetings: dict[str, dict[str, Any]] = {}
        self.lines = harden(self.eio, self._count_refusal)

    def hooks(self, greet: Greet | None, leave: Leave) -> None:
        """Who is asked when a client comes, and told when it goes."""

        async def connect(sid: str, environ: dict[str, Any], auth: Any = None) -> None:
            if greet:
                self._greetings[sid] = await greet(sid, auth)

        async def disconnect(sid: str, reason: str) -> None:
            self._greetings.pop(sid, None)
            await leave(sid)

        self.on("connect", connect)
        self.on("disconnect", disconnect)

    def is_connected(self, sid: str) -> bool:
        return bool(self.manager.is_connected(sid, "/"))

    # Out

    def later(self, work: Awaitable[Any]) -> None:
        """Run the work beside us, and keep hold of it until it is done."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def tell(self, sid: str, event: str, body: dict[str, Any]) -> None:
        """Send an event with this argument."""
        eio_sid = self.manager.eio_sid_from_sid(sid, "/")
        self.lines.tell(eio_sid, self.written(event, body))

    def written(self, event: str, body: dict[str, Any]) -> bytes:
        """The event as this port writes it: its argument is a string that holds JSON."""
        return event_text(event, text(body))

    def hold_on(self, ping_timeout: float) -> None:
        """Keep connections whose packets we can't read at present, and keep their clients calm.

        A client that hears nothing for its ping interval and timeout gives the connection up.
        """
        self.eio.ping_timeout = ping_timeout
        for eio_sid in self.eio.sockets:
            self.lines.ask(eio_sid)

    async def drop(self, sid: str) -> None:
        """End the connection beneath: the client will come back by itself."""
        await self.end_transport(self.manager.eio_sid_from_sid(sid, "/"))

    async def drop_all(self) -> None:
        """End every connection beneath us, as before a restart: the clients will come back."""
        for eio_sid in list(self.eio.sockets):
            await self.end_transport(eio_sid)

    async def end_transport(self, eio_sid: str | None) -> None:
        """End this connection, named by its Engine.IO id, after what was sent before."""
        connection = self.eio.sockets.get(eio_sid)
        if connection is None:
            return
        if connection.upgraded:
            await connection.queue.put(None)  # ends the writer, which closes the WebSocket
        else:
            await connection.close(wait=False)  # the next poll is answered with CLOSE

    async def refuse(self, caller: Caller, reason: str, hint: str) -> None:
        """Tell the sender what was wrong; close the connection that has had too much of it."""
        self.explain(caller, reason, hint)
        await self._count_refusal(caller.eio_sid, reason)

    def explain(self, caller: Caller, reason: str, hint: str) -> None:
        """How this port tells a sender what was wrong."""
        if caller.reply:
            caller.reply({"ok": False, "error": hint})
        else:
            self.tell(caller.sid, "refused", {"reason": reason, "error": hint})

    async def _count_refusal(self, eio_sid: str, reason: str) -> None:
        if self.refusals.refuse(eio_sid, reason, now_ms()):
            logger.warning("a connection was closed: too many refusals, the last for %s", reason)
            self.later(self.end_transport(eio_sid))

    # In: the door that every packet passes

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if isinstance(data, bytes):
            await self._bad_packet(eio_sid, sid, "binary", "binary packets are not taken here")
        elif isinstance(data, str) and len(data.encode(errors="replace")) > MAX_MESSAGE:
            await self._bad_packet(eio_sid, sid, "too_large", "a packet may have 128 KiB")
        else:
            try:
                parsed = packet.Packet(encoded_packet=data)
            except (ValueError, TypeError, LookupError):
                await self._bad_packet(eio_sid, sid, "malformed", "not a Socket.IO packet of JSON")
                return
            await self._route(eio_sid, sid, parsed)

    async def _route(self, eio_sid: str, sid: str | None, parsed: packet.Packet) -> None:
        if parsed.packet_type == packet.CONNECT:
            await self._connect_once(eio_sid, sid, parsed)
        elif sid is None:
            await self._bad_packet(eio_sid, sid, "not_connected", "send CONNECT first")
        elif parsed.packet_type == packet.DISCONNECT:
            await self._handle_disconnect(eio_sid, "/", self.reason.CLIENT_DISCONNECT)
        elif parsed.packet_type == packet.EVENT:
            await self._event(eio_sid, sid, parsed)
        else:
            await self._bad_packet(eio_sid, sid, "packet_type", "only events are taken here")

    async def _connect_once(self, eio_sid: str, sid: str | None, parsed: packet.Packet) -> None:
        namespace = parsed.namespace or "/"
        if namespace != "/":
            refusal = packet.Packet(
                packet.CONNECT_ERROR, {"message": "Invalid namespace"}, namespace=namespace[:64]
            )
            await self._send_packet(eio_sid, refusal)
            await self._count_refusal(eio_sid, "namespace")
        elif sid is not None:
            await self._bad_packet(eio_sid, sid, "connected_twice", "already connected")
        else:
            try:
                await self._handle_connect(eio_sid, "/", parsed.data)
            except TryAgainLater:
                await self.end_transport(eio_sid)
            else:
                await self._leave_if_gone(eio_sid)

    async def _leave_if_gone(self, eio_sid: str) -> None:
        """A connection that ended while its client was greeted was not yet there to leave."""
        connection = self.eio.sockets.get(eio_sid)
        if connection is None or connection.closed:
            await self._handle_disconnect(eio_sid, "/", self.reason.TRANSPORT_CLOSE)

    async def _event(self, eio_sid: str, sid: str, parsed: packet.Packet) -> None:
        data = parsed.data
        caller = Caller(sid, eio_sid, self.reply(eio_sid, parsed.id))
        if not isinstance(data, list) or not data or not isinstance(data[0], str):
            await self.refuse(caller, "malformed", "an event is a list that begins with its name")
            return
        handler = self._events.get(data[0])
        if data[0] in RESERVED:
            await self.refuse(caller, "reserved_event", "this event name is reserved")
        elif handler is None:
            await self.refuse(caller, "unknown_event", "this port knows no such event")
        else:
            await self._run(handler, caller, data[1:])

    async def _run(self, handler: Handler, caller: Caller, args: list[Any]) -> None:
        try:
            await handler(caller, args)
        except UnreadableError as error:
            await self.refuse(caller, "malformed", f"the argument can't be read: {error}")
        except Exception:
            # The traceback is for our log; the sender learns no more than that it was us.
            logger.exception("a handler failed")
            await self.refuse(caller, "internal", "the server failed on this; it has been logged")

    def reply(self, eio_sid: str, ack_id: int | None) -> Reply | None:
        """How to answer the event of this number; None where it has none."""
        if ack_id is None:
            return None

        def reply(body: dict[str, Any]) -> None:
            answer = packet.Packet(packet.ACK, [body], namespace="/", id=ack_id)
            self._send(eio_sid, answer)

        return reply

    async def _bad_packet(self, eio_sid: str, sid: str | None, reason: str, hint: str) -> None:
        if sid is None:
            await self._count_refusal(eio_sid, reason)
        else:
            await self.refuse(Caller(sid, eio_sid, None), reason, hint)

    # The libraries' own steps, with ours beside them

    async def _send_packet(self, eio_sid: str, pkt: packet.Packet) -> None:
        if pkt.packet_type == packet.CONNECT:
            pkt.data.update(self._greetings.get(pkt.data["sid"], {}))
        self._send(eio_sid, pkt)

    def _send(self, eio_sid: str, pkt: packet.Packet) -> None:
        self.lines.tell(eio_sid, f"{engineio.packet.MESSAGE}{pkt.encode()}".encode())

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        self.refusals.forget(eio_sid)
        await super()._handle_eio_disconnect(eio_sid, reason)
