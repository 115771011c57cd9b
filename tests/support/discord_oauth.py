"""Discord's OAuth2 and what it tells of a user, on loopback, as its documents describe them.

https://discord.com/developers/docs/topics/oauth2
"""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT_ID = "400000000000000001"
CLIENT_SECRET = "secret of the client"


def guild(guild_id: int, permissions: int = 0, *, owner: bool = False) -> dict[str, Any]:
    """An entry of the list of guilds that a user is in."""
    told: dict[str, Any] = {
        "id": str(guild_id),
        "name": "A guild",
        "icon": None,
        "banner": None,
        "features": [],
    }
    return {**told, "owner": owner, "permissions": str(permissions)}


class DiscordOAuth:
    """``user`` and ``guilds``: whose browser it is; ``answers`` replaces whole answers by path."""

    def __init__(self) -> None:
        self.user: dict[str, Any] = {}
        self.guilds: list[dict[str, Any]] = []
        self.refuses = False
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.asked: dict[str, str] = {}
        self.url = ""
        self._codes: dict[str, str] = {}
        self._tokens: dict[str, set[str]] = {}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent once its user has agreed, or has not."""
        self.asked = asked
        if self.refuses:
            answer = {"error": "access_denied"}
        else:
            code = secrets.token_urlsafe()
            self._codes[code] = asked["redirect_uri"]
            answer = {"code": code}
        return f"{asked['redirect_uri']}?{urlencode({**answer, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> tuple[int, Any]:
        """Changes a code, once, into a token."""
        client = (form.get("client_id"), form.get("client_secret"))
        redirect_uri = self._codes.pop(form.get("code", ""), None)
        if client != (CLIENT_ID, CLIENT_SECRET) or redirect_uri is None:
            return 401, {"error": "invalid_client"}
        if form.get("redirect_uri") != redirect_uri:
            return 400, {"error": "invalid_grant"}
        token = secrets.token_urlsafe()
        self._tokens[token] = set(self.asked["scope"].split())
        told = {"access_token": token, "token_type": "Bearer", "expires_in": 604_800}
        return 200, {**told, "refresh_token": "r", "scope": self.asked["scope"]}

    def told(self, path: str, authorization: str) -> tuple[int, Any]:
        scopes = self._tokens.get(authorization.removeprefix("Bearer "), set())
        needed = {"/users/@me": "identify", "/users/@me/guilds": "guilds"}.get(path)
        if needed not in scopes:
            return 401, {"message": "401: Unauthorized", "code": 0}
        return 200, self.user if needed == "identify" else self.guilds


@contextmanager
def discord_oauth() -> Iterator[DiscordOAuth]:
    """A server that answers until the end of the block."""
    discord = DiscordOAuth()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(discord))
    discord.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield discord
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(discord: DiscordOAuth) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, urlsplit(self.path).query
            if path == "/oauth2/authorize":
                self.send_response(302)
                self.send_header("Location", discord.authorize(_flat(query)))
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                authorization = self.headers.get("Authorization", "")
                self._answer(path, *discord.told(path, authorization))

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(self.path, *discord.token(_flat(form)))

        def _answer(self, path: str, status: int, body: Any) -> None:
            status, content = discord.answers.get(path, (status, json.dumps(body).encode()))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Tests are quiet."""

    return Handler


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
