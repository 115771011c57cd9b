"""Which pages may connect: those that are listed, and the site's own."""

import pytest
from pytest_django import Settings

from guilds.sockets.origins import is_ours


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.GUILD_CORS_ORIGINS = ["https://dash.example"]
    settings.ALLOWED_HOSTS = [".spectra.example", "[::1]"]
    settings.PUBLIC_URL = ""
    settings.PORTS = {**settings.PORTS, "web": 8000}


@pytest.mark.parametrize(
    "origin",
    [
        "https://dash.example",
        "http://spectra.example:8000",
        "https://live.spectra.example:8000",
        "http://[::1]:8000",
    ],
)
def test_these_may(origin: str) -> None:
    assert is_ours(origin, {})


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "https://evil.example",
        "https://dash.example.evil.example",
        "http://spectra.example",
        "http://spectra.example:9000",
        "http://evilspectra.example:8000",
        "http://spectra.example:8000@evil.example",
        "http://[broken",
    ],
)
def test_these_may_not(origin: str | None) -> None:
    assert not is_ours(origin, {})


def test_behind_a_proxy_the_public_address_counts(settings: Settings) -> None:
    settings.PUBLIC_URL = "https://spectra.example"
    assert is_ours("https://spectra.example", {})
    assert not is_ours("http://spectra.example:8000", {})


def test_the_usual_port_need_not_be_named(settings: Settings) -> None:
    settings.PORTS = {**settings.PORTS, "web": 443}
    assert is_ours("https://spectra.example", {})
    assert not is_ours("http://spectra.example", {})
