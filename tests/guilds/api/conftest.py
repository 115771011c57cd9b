"""Those who ask over HTTP, and what happened in the guilds that they ask about."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from auth_keys import attempts
from guilds.access import Role
from guilds.api import auth_views, callers, windows
from guilds.models import Account, Guild
from guilds.tokens import issue_pair
from tests.guilds.accounts import ERIN_ID, GRACE_ID, account, granted
from tests.guilds.api.week import WEEK_IN_HARBOUR
from tests.guilds.cast import HARBOUR, LANTERN, NOW
from tests.guilds.happenings import store

API = "/api/v1"


@dataclass(frozen=True)
class Asker:
    """Somebody with an access token, or with none."""

    token: str | None = None
    client: Client = field(default_factory=Client)

    def get(self, path: str, **parameters: Any) -> Any:
        return self.client.get(f"{API}/{path}", parameters, headers=self.headers)

    def delete(self, path: str) -> Any:
        return self.client.delete(f"{API}/{path}", headers=self.headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        told = {**self.headers, **headers}
        return self.client.post(f"{API}/{path}", body, "application/json", headers=told)

    def results(self, path: str, **parameters: Any) -> list[Any]:
        answer = self.get(path, **parameters)
        assert answer.status_code == 200, answer.content
        found: list[Any] = answer.json()["results"]
        return found

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def asker(one: Account) -> Asker:
    return Asker(issue_pair(one.user, NOW).access)


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is NOW."""
    for module in (attempts, auth_views, callers, windows):
        monkeypatch.setattr(module, "now", lambda: NOW)


@pytest.fixture
def guilds(db: None) -> None:
    """Harbour with a week behind it, and Lantern, where nothing happened."""
    store(WEEK_IN_HARBOUR)
    Guild.objects.filter(pk=HARBOUR).update(name="Harbour", icon="a1")
    Guild.objects.filter(pk=LANTERN).update(name="Lantern")


@pytest.fixture
def erin(guilds: None) -> Asker:
    """Was granted Harbour."""
    return asker(granted(account("erin", ERIN_ID), Guild.objects.get(pk=HARBOUR)))


@pytest.fixture
def frank(guilds: None) -> Asker:
    """The outsider of Harbour: was granted Lantern."""
    return asker(granted(account("frank"), Guild.objects.get(pk=LANTERN)))


@pytest.fixture
def grace(guilds: None) -> Asker:
    """ADMIN."""
    return asker(account("grace", GRACE_ID, role=Role.ADMIN))
