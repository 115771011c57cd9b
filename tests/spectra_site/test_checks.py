"""A wrong setting stops the start, by its name and with a hint."""

from pathlib import Path

import pytest
from pytest_django import Settings

from spectra_site import env
from spectra_site.checks import settings_are_usable
from spectra_site.env import Problem
from spectra_site.tls import self_signed_pair


@pytest.fixture(autouse=True)
def a_site_as_it_should_be(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(env, "problems", [])
    settings.PRODUCTION = False
    settings.SECRET_KEY = "k" * 50
    settings.SECRET_KEY_IS_MISSING = False
    settings.JWT_SECRET = "j" * 50
    settings.DISCORD_CLIENT_ID = settings.DISCORD_CLIENT_SECRET = ""
    settings.GUILD_CORS_ORIGINS = ["http://localhost:5173"]
    settings.ALLOWED_HOSTS = ["spectra.example.org"]
    settings.REQUIRE_AUTH_KEY = True
    settings.SERVER_KEY = settings.SERVER_CERT = ""
    settings.INSECURE = False
    settings.CLIENT_VERSIONS = ">=0.3.3 <0.3.25"
    settings.PLAYERCAM_VIEW_URL = settings.PLAYERCAM_SEND_URL = (
        "https://v.example/{session}/{player}"
    )
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(tmp_path / "spectra.sqlite3"))


@pytest.fixture
def in_production(settings: Settings, a_site_as_it_should_be: None) -> None:
    settings.PRODUCTION = True
    settings.INSECURE = True


def found() -> list[str | None]:
    """The ids of what the checks report; each comes with a hint."""
    messages = settings_are_usable(None)
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_a_development_site_needs_nothing_set() -> None:
    assert found() == []


def test_every_variable_that_can_t_be_read_is_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = [Problem("DEBUG", "DEBUG can't be read", "Use true or false.")]
    noted.append(Problem("WEB_PORT", "WEB_PORT can't be read", "Use a whole number."))
    monkeypatch.setattr(env, "problems", noted)
    assert found() == ["spectra.E001", "spectra.E001"]
    assert [message.msg for message in settings_are_usable(None)] == [
        "DEBUG can't be read",
        "WEB_PORT can't be read",
    ]


@pytest.mark.usefixtures("in_production")
def test_a_production_site_with_its_settings_has_no_problem() -> None:
    assert found() == []


@pytest.mark.usefixtures("in_production")
def test_production_needs_a_secret_key(settings: Settings) -> None:
    settings.SECRET_KEY_IS_MISSING = True
    assert found() == ["spectra.E002"]


@pytest.mark.usefixtures("in_production")
def test_production_needs_to_know_its_names(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = []
    assert found() == ["spectra.E003"]


@pytest.mark.parametrize("given", ["SERVER_KEY", "SERVER_CERT"])
def test_a_key_without_a_certificate_or_the_other_way_round_is_refused(
    settings: Settings, given: str
) -> None:
    setattr(settings, given, "/path.pem")
    assert found() == ["spectra.E004"]


def test_a_pair_that_can_t_be_served_is_refused_and_says_why(
    settings: Settings, tmp_path: Path
) -> None:
    settings.SERVER_KEY = settings.SERVER_CERT = str(tmp_path / "none.pem")
    assert found() == ["spectra.E005"]
    assert "No such file" in settings_are_usable(None)[0].msg


@pytest.mark.usefixtures("in_production")
def test_production_serves_tls_unless_it_is_told_not_to(settings: Settings, tmp_path: Path) -> None:
    settings.INSECURE = False
    assert found() == ["spectra.E006"]
    settings.SERVER_KEY, settings.SERVER_CERT = self_signed_pair(tmp_path)
    assert found() == []


def test_a_range_of_client_versions_that_nobody_can_read_is_refused(settings: Settings) -> None:
    settings.CLIENT_VERSIONS = "newer than mine"
    assert found() == ["spectra.E007"]


def test_the_folder_of_the_database_must_be_there(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "none" / "spectra.sqlite3"
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(file))
    assert found() == ["spectra.E008"]


@pytest.mark.parametrize("secret", ["", "j" * 31, "k" * 50], ids=["none", "short", "SECRET_KEY"])
def test_tokens_need_a_long_secret_of_their_own(settings: Settings, secret: str) -> None:
    settings.JWT_SECRET = secret
    assert found() == ["spectra.E009"]


@pytest.mark.parametrize("given", ["DISCORD_CLIENT_ID", "DISCORD_CLIENT_SECRET"])
def test_a_client_of_discord_s_without_its_secret_or_the_other_way_round_is_refused(
    settings: Settings, given: str
) -> None:
    setattr(settings, given, "8031")
    assert found() == ["spectra.E010"]


@pytest.mark.parametrize(
    "origin", ["*", "localhost:5173", "https://dash.example/", "https://", "ws://dash.example"]
)
def test_a_dashboard_s_origin_that_is_none_is_refused(settings: Settings, origin: str) -> None:
    settings.GUILD_CORS_ORIGINS = ["https://dash.example", origin]
    assert found() == ["spectra.E011"]


def test_a_site_that_anybody_may_feed_starts_with_a_warning(settings: Settings) -> None:
    settings.REQUIRE_AUTH_KEY = False
    (message,) = settings_are_usable(None)
    assert message.id == "spectra.W001"
    assert not message.is_serious()


def test_no_message_shows_a_secret(settings: Settings) -> None:
    settings.SECRET_KEY = "hunter2"
    settings.AUTH_KEY = settings.JWT_SECRET = settings.DISCORD_CLIENT_SECRET = "hunter2"
    settings.CLIENT_VERSIONS = settings.SERVER_KEY = "?"
    assert len(found()) == 4
    assert "hunter2" not in str(settings_are_usable(None))


@pytest.mark.parametrize("name", ["PLAYERCAM_VIEW_URL", "PLAYERCAM_SEND_URL"])
@pytest.mark.parametrize(
    "template",
    [
        "",
        "https://v.example/{session}",
        "https://v.example/{player}",
        "v.example/{session}/{player}",
        "https://{session}.example/{player}",
        "https://v.example; img-src */{session}/{player}",
    ],
)
def test_a_camera_s_address_without_its_placeholders_is_refused(
    settings: Settings, name: str, template: str
) -> None:
    setattr(settings, name, template)
    assert found() == ["spectra.E013"]
