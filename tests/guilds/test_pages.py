"""The pages of communities: who gets which, and what their policy allows."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from guilds.models import Account, Guild
from tests.guilds.accounts import account, granted
from tests.guilds.cast import HARBOUR, NOWHERE

ADDRESS = f"/guilds/{HARBOUR}/"


@pytest.fixture
def erin(harbour: Guild) -> User:
    return granted(account("erin"), harbour).user


def get(user: User | None, address: str = ADDRESS) -> Any:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(address)


def test_a_stranger_is_sent_to_sign_in_and_back(harbour: Guild) -> None:
    answer = get(None)
    assert answer.status_code == 302
    assert answer["Location"] == f"/signin/?next={ADDRESS}"


def test_a_dashboard_is_for_those_who_may_see_the_community(erin: User) -> None:
    answer = get(erin)
    assert answer.status_code == 200
    assert b"Harbour" in answer.content
    assert "no-store" in answer["Cache-Control"]


def test_an_outsider_is_answered_as_if_there_were_none(erin: User, lantern: Guild) -> None:
    frank = granted(account("frank"), lantern).user
    hidden, unknown = get(frank), get(frank, f"/guilds/{NOWHERE}/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content.replace(str(HARBOUR).encode(), str(NOWHERE).encode()) == unknown.content


@pytest.mark.parametrize("guild", ["0", str(2**63), "9" * 5_000])
def test_a_number_that_is_no_guilds_is_not_found(erin: User, guild: str) -> None:
    assert get(erin, f"/guilds/{guild}/").status_code == 404


def test_whoever_is_banned_loses_it_at_once(erin: User) -> None:
    Account.objects.update(role=Account.Role.BANNED)
    assert get(erin).status_code == 404


def test_it_may_connect_to_the_site_and_to_the_port_on_the_same_host(erin: User) -> None:
    answer = get(erin)
    here = "http://testserver:3001 ws://testserver:3001"
    assert f"connect-src 'self' {here};" in answer["Content-Security-Policy"]
    assert b'data-server="http://testserver:3001"' in answer.content


def test_it_looks_for_the_port_where_the_operator_says(erin: User, settings: Settings) -> None:
    settings.GUILDS_URL = "https://guilds.example"
    policy = get(erin)["Content-Security-Policy"]
    assert "connect-src 'self' https://guilds.example wss://guilds.example;" in policy


def test_the_list_leads_to_it(erin: User) -> None:
    assert f'href="{ADDRESS}"'.encode() in get(erin, "/guilds/").content
