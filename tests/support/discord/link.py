"""One WebSocket of the gateway: hello, identify or resume, heartbeats, dispatches."""

import json
import zlib
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.support.discord.intents import ALL, PRIVILEGED, Intent
from tests.support.discord.payloads import Payload
from tests.support.discord.session import Session

if TYPE_CHECKING:
    from tests.support.discord.server import FakeDiscord

MEMBERS_AT_ONCE = 1_000


class Op(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE_STATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Close(IntEnum):
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQ = 4007
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class Link:
    """A bot's connection, in one session once it has identified itself or resumed."""

    def __init__(self, discord: "FakeDiscord", request: web.Request) -> None:
        self.silent = False  # a zombie: open, and nothing arrives any more
        self._session: Session | None = None
        self._sent = 0  # packets of the session
        self._discord = discord
        self._request = request
        self._socket = web.WebSocketResponse(compress=False)
        compress = request.query.get("compress", "")
        assert compress in ("", "zlib-stream"), f"this gateway has no {compress}"
        self._zlib = zlib.compressobj() if compress else None
        self._on: dict[int, Callable[[Any], Any]] = {
            Op.HEARTBEAT: self._heartbeat,
            Op.IDENTIFY: self._identify,
            Op.RESUME: self._resume,
            Op.REQUEST_MEMBERS: self._request_members,
            Op.PRESENCE: self._ignore,
            Op.VOICE_STATE: self._ignore,
        }

    async def run(self) -> web.WebSocketResponse:
        await self._socket.prepare(self._request)
        await self.send(Op.HELLO, {"heartbeat_interval": self._discord.heartbeat_ms})
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                break
            await self._take(message.data)
        return self._socket

    async def flush(self) -> None:
        """Send what the session has and this connection has not."""
        assert self._session
        while self._sent < len(self._session.packets):
            self._sent += 1
            await self._write(self._session.packets[self._sent - 1])

    async def send(self, op: Op, data: Any = None) -> None:
        await self._write({"op": op, "d": data, "s": None, "t": None})

    async def close(self, code: int) -> None:
        await self._socket.close(code=code)

    def cut(self) -> None:
        """Break it without a word."""
        if self._request.transport:
            self._request.transport.abort()

    async def _write(self, packet: Payload) -> None:
        if self.silent or self._socket.closed:
            return
        text = json.dumps(packet)
        try:
            if self._zlib is None:
                await self._socket.send_str(text)
            else:
                data = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
                await self._socket.send_bytes(data)
        except ConnectionError:
            pass  # the bot will ask for it when it resumes

    # What the bot sends

    async def _take(self, text: str) -> None:
        try:
            packet = json.loads(text)
            op, data = packet["op"], packet["d"]
        except (ValueError, KeyError):
            await self.close(Close.DECODE_ERROR)
            return
        self._discord.received.append((op, data))
        if op not in self._on:
            await self.close(Close.UNKNOWN_OPCODE)
        elif self._session is None and op not in (Op.HEARTBEAT, Op.IDENTIFY, Op.RESUME):
            await self.close(Close.NOT_AUTHENTICATED)
        else:
            await self._on[op](data)

    async def _heartbeat(self, seq: int | None) -> None:
        await self.send(Op.HEARTBEAT_ACK)

    async def _identify(self, data: Payload) -> None:
        if refusal := self._refusal(data):
            await self.close(refusal)
            return
        communities = self._discord.communities
        self._session = session = self._discord.open_session(Intent(data["intents"]), self)
        ready = {
            "v": 10,
            "user": self._discord.bot,
            "guilds": [{"id": str(one.id), "unavailable": True} for one in communities],
            "session_id": session.id,
            "resume_gateway_url": self._discord.gateway_url,
            "application": {"id": self._discord.bot["id"], "flags": 0},
        }
        session.add_system("READY", ready)
        for one in communities:
            session.add(one.created(session.intents, data.get("large_threshold", 50)))
        await self.flush()

    def _refusal(self, data: Payload) -> Close | None:
        intents = data["intents"]
        if self._session:
            return Close.ALREADY_AUTHENTICATED
        if data["token"] != self._discord.token:
            return Close.AUTHENTICATION_FAILED
        if intents & ~ALL:
            return Close.INVALID_INTENTS
        if intents & PRIVILEGED & ~self._discord.allowed:
            return Close.DISALLOWED_INTENTS
        return None

    async def _resume(self, data: Payload) -> None:
        session = self._discord.sessions.get(data["session_id"])
        if data["token"] != self._discord.token:
            await self.close(Close.AUTHENTICATION_FAILED)
        elif session is None:
            await self.send(Op.INVALID_SESSION, False)
        elif data["seq"] > len(session.packets):
            await self.close(Close.INVALID_SEQ)
        else:
            self._session, self._sent, session.link = session, data["seq"], self
            session.add_system("RESUMED", {})
            await self.flush()

    async def _request_members(self, data: Payload) -> None:
        assert self._session
        for chunk in self._discord.community(data["guild_id"]).chunks(MEMBERS_AT_ONCE):
            self._session.add_system("GUILD_MEMBERS_CHUNK", chunk | {"nonce": data.get("nonce")})
        await self.flush()

    async def _ignore(self, data: Any) -> None:
        """How the bot looks to others: nobody looks."""
