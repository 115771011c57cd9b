"""The socket of a simulated observer: connect, log on, send, and come back when cut off."""

import asyncio
import json
import logging
import time
from contextlib import suppress
from itertools import chain, repeat
from typing import Any

import aiohttp
import socketio
from socketio.exceptions import BadNamespaceError
from socketio.exceptions import ConnectionError as SocketConnectionError

logger = logging.getLogger(__name__)

ANSWER_TIMEOUT_S = 10.0
FIRST_WAITS_S = (0.2, 0.5, 1.0, 2.0)
LONGEST_WAIT_S = 5.0

Answer = asyncio.Future[dict[str, Any] | None]  # None: the connection ended before it came

HINTS = {
    "Invalid Key": "give an observer key of this server with --key or SPECTRA_KEY",
    "Expired Key": "have a new observer key issued, and give it with --key or SPECTRA_KEY",
    "Game with Group Code": "choose another --group-code, or end that match first",
    "Client version": "check the server's CLIENT_VERSIONS setting",
}


class PlayError(Exception):
    """A match could not be played to its end; the text says what to do next."""


class UnreachableError(PlayError):
    """Nobody answers at the address."""


class RefusedError(PlayError):
    """The server refused the logon; ``reason`` is its own word."""

    def __init__(self, reason: str) -> None:
        hint = next((text for start, text in HINTS.items() if reason.startswith(start)), "")
        super().__init__(
            f"The server refused the logon: {reason}" + (f" - {hint}." if hint else "")
        )
        self.reason = reason

    @property
    def code_in_use(self) -> bool:
        return self.reason.startswith("Game with Group Code")


class EndedError(PlayError):
    """The server ended the connection, or the match, before the script was over."""


class Link:
    """One observer's place in one match, over as many connections as it takes."""

    def __init__(self, url: str, logon: dict[str, Any], *, verify_tls: bool = True) -> None:
        self._url, self._logon, self._verify_tls = url, logon, verify_tls
        self._client: Any = None
        self._secret = ""
        self._dismissed = False
        self._down = asyncio.Event()
        self._down.set()

    async def open(self) -> None:
        """Connect and log on. Raises ``UnreachableError`` or ``RefusedError``."""
        answer: Answer = asyncio.get_running_loop().create_future()
        self._client = self._new_client(answer)
        await self._connect()
        self._down.clear()
        await self._log_on(answer)

    async def send(self, event: str, packet: dict[str, Any]) -> float:
        """Send one packet; the seconds that it had to wait for a connection."""
        waited_s = 0.0
        while True:
            if self._down.is_set():
                waited_s += await self._come_back()
            try:
                await self._client.emit(event, json.dumps(packet))
            except BadNamespaceError:
                self._down.set()
            else:
                return waited_s

    async def say_goodbye(self, event: str, packet: dict[str, Any], seconds: float) -> None:
        """Send the last packet if there is a connection, and let the server hang up."""
        if not self._down.is_set():
            with suppress(BadNamespaceError):
                await self._client.emit(event, json.dumps(packet))
            await self.wait_for_end(seconds)

    async def wait_for_end(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._down.wait(), seconds)

    async def close(self) -> None:
        if self._client:
            await self._client.disconnect()

    # Connections

    def _new_client(self, answer: Answer) -> Any:
        # A client of its own for each connection: the library's own reconnection would not
        # know that the logon comes before all else.
        client = socketio.AsyncClient(
            reconnection=False, handle_sigint=False, ssl_verify=self._verify_tls
        )

        def on_answer(raw: str) -> None:
            if not answer.done():
                answer.set_result(json.loads(raw))

        def on_disconnect(reason: str) -> None:
            if client is self._client:
                self._dismissed = reason == client.reason.SERVER_DISCONNECT
                self._down.set()
            if not answer.done():
                answer.set_result(None)

        client.on("obs_logon_ack", on_answer)
        client.on("disconnect", on_disconnect)
        return client

    async def _connect(self) -> None:
        try:
            await self._client.connect(
                self._url, transports=["websocket"], wait_timeout=ANSWER_TIMEOUT_S
            )
        except (SocketConnectionError, aiohttp.ClientError, OSError) as error:
            raise UnreachableError(
                f"No Socket.IO server answers at {self._url} ({error}): start the server, or give "
                "its ingest address with --server (and --any-certificate if it is self-signed)."
            ) from error

    async def _log_on(self, answer: Answer) -> None:
        packet = self._logon | ({"groupSecret": self._secret} if self._secret else {})
        given = None
        with suppress(BadNamespaceError, TimeoutError):
            await self._client.emit("obs_logon", json.dumps(packet))
            given = await asyncio.wait_for(answer, ANSWER_TIMEOUT_S)
        if given is None:
            raise UnreachableError(
                f"The server at {self._url} does not answer the logon: is this its ingest port?"
            )
        if not given["value"]:
            raise RefusedError(given["reason"])
        known, self._secret = self._secret, self._secret or given["reason"]
        if known and given["reason"] != "reconnected":
            raise EndedError("The server has lost the match; start a new one.")

    async def _come_back(self) -> float:
        """Connect and log on again, however long it takes: the seconds that it took."""
        if self._dismissed:
            raise EndedError(
                "The server ended the connection in mid-match: the match was ended or the key "
                "revoked; the server's log says which."
            )
        started = time.monotonic()
        logger.warning("Connection lost; connecting again")
        for wait_s in chain(FIRST_WAITS_S, repeat(LONGEST_WAIT_S)):
            await self.close()
            await asyncio.sleep(wait_s)
            with suppress(UnreachableError):
                await self.open()
                break
        return time.monotonic() - started
