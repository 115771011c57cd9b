"""REST and gateway on one port, and what a test can do to them."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.support.aio import end
from tests.support.discord import payloads
from tests.support.discord.community import Community, Event
from tests.support.discord.intents import PRIVILEGED, Intent
from tests.support.discord.link import Link, Op
from tests.support.discord.payloads import Payload
from tests.support.discord.session import Session

TOKEN = "bot-token-of-the-tests"
API = "/api/v10"
PATIENCE_S = 10.0

Handler = Callable[[web.Request], Awaitable[web.Response]]


class FakeDiscord:
    """``received`` has the (op, data) of all that came over the gateway, ``requests`` the paths
    of all that came over REST.

    ``allowed`` are the privileged intents that the bot may have. With ``heeds_intents`` off a
    session is told everything. ``failing`` is the status of every REST answer, if it is set.
    """

    def __init__(self, *communities: Community) -> None:
        self.communities = list(communities)
        self.bot = payloads.user("spectra", bot=True)
        self.token = TOKEN
        self.allowed = PRIVILEGED
        self.heeds_intents = True
        self.heartbeat_ms = 41_250
        self.failing = 0
        self.received: list[tuple[int, Any]] = []
        self.requests: list[str] = []
        self.sessions: dict[str, Session] = {}
        self.port = 0
        self._runner = web.AppRunner(self._application(), shutdown_timeout=0.1, access_log=None)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}{API}"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    @property
    def link(self) -> Link:
        """The newest session's connection."""
        link: Link = list(self.sessions.values())[-1].link
        return link

    def community(self, guild_id: str) -> Community:
        return next(one for one in self.communities if str(one.id) == str(guild_id))

    def ops(self, op: Op) -> list[Any]:
        """The data of each packet of this kind that came."""
        return [data for received, data in self.received if received == op]

    # What a test does

    async def tell(self, *events: Event) -> None:
        """Let it happen. A session whose connection is down is told when it resumes."""
        for session in self.sessions.values():
            for event in events:
                session.add(event)
            await session.link.flush()

    async def invites(self, community: Community) -> None:
        """The bot comes to another guild."""
        self.communities.append(community)
        for session in self.sessions.values():
            name, data = community.created(session.intents, most=250)
            session.add((name, {k: v for k, v in data.items() if k != "unavailable"}))
            await session.link.flush()

    async def ask_to_reconnect(self) -> None:
        await self.link.send(Op.RECONNECT)

    def forget_sessions(self) -> None:
        """Nobody can resume any more."""
        self.sessions.clear()

    # The server

    def open_session(self, intents: Intent, link: Link) -> Session:
        session = Session(intents, link, heeds_intents=self.heeds_intents)
        self.sessions[session.id] = session
        return session

    async def start(self, port: int = 0) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await end(self._runner)

    def _application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/gateway", self._gateway)
        for path, answer in (
            ("/users/@me", lambda: self.bot),
            ("/oauth2/applications/@me", lambda: payloads.application(self.bot)),
            ("/gateway", lambda: {"url": self.gateway_url}),
            ("/gateway/bot", self._gateway_for_bots),
        ):
            application.router.add_get(API + path, self._answering(answer))
        return application

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        return await Link(self, request).run()

    def _gateway_for_bots(self) -> Payload:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return {"url": self.gateway_url, "shards": 1, "session_start_limit": limit}

    def _answering(self, answer: Callable[[], Payload]) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            self.requests.append(request.path.removeprefix(API))
            if self.failing:
                return _json({"message": "no", "code": 0}, self.failing)
            if request.headers.get("Authorization") != f"Bot {self.token}":
                return _json({"message": "401: Unauthorized", "code": 0}, 401)
            return _json(answer(), 200)

        return handle


def _json(body: Payload, status: int) -> web.Response:
    # The library knows JSON by exactly this type, without a charset.
    headers = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers)


async def until(true: Callable[[], Any]) -> None:
    """Wait for it, and fail if it does not come."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, "it did not come"
        await asyncio.sleep(0.005)
