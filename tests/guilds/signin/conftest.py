"""A browser, and a Discord on loopback that the site is registered at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client
from pytest_django import Settings

from guilds.signin.discord import DiscordOAuth as OurSide
from tests.support.discord_oauth import CLIENT_ID, CLIENT_SECRET, DiscordOAuth, discord_oauth

NELLY = {"id": "80351110224678912", "username": "nelly", "global_name": "Nelly"}


@pytest.fixture
def discord(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[DiscordOAuth]:
    """A Discord in whose browser nelly is signed in; she is in no guild."""
    settings.DISCORD_CLIENT_ID, settings.DISCORD_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
    app = {"client_id": CLIENT_ID, "secret": CLIENT_SECRET}
    providers = settings.SOCIALACCOUNT_PROVIDERS
    settings.SOCIALACCOUNT_PROVIDERS = {"discord": {**providers["discord"], "APPS": [app]}}
    with discord_oauth() as server:
        server.user = {**NELLY, "discriminator": "0", "avatar": None, "email": "n@example.org"}
        monkeypatch.setattr(OurSide, "authorize_url", f"{server.url}/oauth2/authorize")
        monkeypatch.setattr(OurSide, "access_token_url", f"{server.url}/oauth2/token")
        monkeypatch.setattr(OurSide, "profile_url", f"{server.url}/users/@me")
        yield server


@dataclass
class Browser:
    """Follows the way to Discord and back."""

    client: Client = field(default_factory=Client)

    def go_to_discord(self, **form: str) -> str:
        """Where our button leads: to Discord, which at once leads back."""
        answer = self.client.post("/signin/discord/", form)
        assert answer.status_code == 302, answer.content
        there = requests.get(answer["Location"], allow_redirects=False, timeout=5)
        back: str = there.headers["Location"]
        return back

    def come_back(self, address: str) -> Any:
        parts = urlsplit(address)
        return self.client.get(f"{parts.path}?{parts.query}")

    def sign_in(self, **form: str) -> Any:
        """The answer to who comes back from Discord."""
        return self.come_back(self.go_to_discord(**form))

    @property
    def user_id(self) -> int | None:
        user_id = self.client.session.get("_auth_user_id")
        return None if user_id is None else int(user_id)


@pytest.fixture
def browser(db: None) -> Browser:
    return Browser()
