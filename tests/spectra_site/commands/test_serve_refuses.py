"""What is wrong ends the start with a line that says what it is and how to mend it."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings

from spectra_site import boot, env
from spectra_site.env import Problem
from tests.spectra_site.commands.serving import Ended, Site
from tests.support.served import copy_data


@pytest.fixture
def site(prepared_site: Path, tmp_path: Path) -> Site:
    static = str(prepared_site.parent / "static")
    return Site(copy_data(prepared_site, tmp_path / "data"), STATIC_ROOT=static)


@pytest.fixture(autouse=True)
def own_settings(settings: Settings) -> None:
    """The command writes its flags into the settings."""
    settings.PORTS = dict(settings.PORTS)
    for name in ("BIND", "SERVER_KEY", "SERVER_CERT", "INSECURE"):
        setattr(settings, name, getattr(settings, name))


def the_one_line(ended: Ended) -> str:
    assert ended.code == 1
    assert ended.out == ""
    (line,) = ended.err.splitlines()
    return line


# Asked for something that there is not


def test_a_role_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(CommandError, match="no such role: studio; there are ingest, extras"):
        call_command("serve", "web", "studio")


@pytest.mark.parametrize(
    "flag", ["web", "web=", "web=http", "web=0", "web=65536", "web=-1", "studio=8000", "=8000"]
)
def test_a_port_flag_that_is_no_role_and_port_is_refused(flag: str) -> None:
    with pytest.raises(CommandError, match="use ROLE=PORT, such as ingest=5100"):
        call_command("serve", f"--port={flag}")


def test_a_demo_without_the_port_that_it_plays_to_is_refused() -> None:
    with pytest.raises(CommandError, match="--demo needs the role ingest"):
        call_command("serve", "web", "--demo")


# Settings


def test_a_certificate_that_can_t_be_served_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.pem"
    text.write_text("not a certificate")
    with pytest.raises(SystemCheckError) as refused:
        call_command("serve", f"--tls-key={text}", f"--tls-cert={text}")
    (line,) = str(refused.value).splitlines()
    assert line.startswith("spectra.E005: SERVER_KEY and SERVER_CERT can't be used: ")
    assert line.endswith(
        "Give a private key and its certificate as PEM files that this user may read."
    )


def test_everything_that_is_wrong_is_told_at_once_with_a_line_each(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    noted = [Problem("DEBUG", "DEBUG can't be read", "Use true or false.")]
    monkeypatch.setattr(env, "problems", noted)
    settings.CLIENT_VERSIONS = "newer than mine"
    with pytest.raises(SystemCheckError) as refused:
        call_command("serve")
    first, second = str(refused.value).splitlines()
    assert first == "spectra.E001: DEBUG can't be read. Use true or false."
    assert second.startswith("spectra.E007: CLIENT_VERSIONS can't be read. ")


def test_a_check_that_the_operator_silenced_stops_nothing(
    settings: Settings,
) -> None:
    settings.CLIENT_VERSIONS = "newer than mine"
    settings.SILENCED_SYSTEM_CHECKS = ["spectra.E007"]
    assert boot.problems_with_settings() == ([], [])


def test_what_is_only_unwise_is_a_warning(settings: Settings) -> None:
    settings.REQUIRE_AUTH_KEY = False
    errors, (warning,) = boot.problems_with_settings()
    assert errors == []
    assert warning.startswith("spectra.W001: REQUIRE_AUTH_KEY is off. ")


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "WEB_PORT"])
def test_a_database_a_bus_and_a_port_that_can_t_be_are_settings_like_others(
    site: Site, name: str
) -> None:
    line = the_one_line(Site(site.folder, **{name: "0"}).refuses_to_start())
    assert line.startswith(f"spectra.E001: {name} can't be read. ")


def test_a_folder_that_can_t_be_used_is_told_by_its_setting() -> None:
    ended = Site(Path("/proc/nowhere")).refuses_to_start()
    assert ended.code == 1
    assert ended.err.startswith("spectra.E001: DATA_DIR can't be used: ")
    assert "Traceback" not in ended.err


def test_a_variable_that_can_t_be_read_ends_the_process_with_a_line(site: Site) -> None:
    started = Site(site.folder, REQUIRE_AUTH_KEY="perhaps").refuses_to_start()
    assert the_one_line(started) == (
        "spectra.E001: REQUIRE_AUTH_KEY can't be read. Use true or false."
    )


def test_production_without_a_secret_key_ends_with_a_line(site: Site) -> None:
    production = {"SPECTRA_ENV": "production", "ALLOWED_HOSTS": "localhost", "INSECURE": "true"}
    production["JWT_SECRET"] = "j" * 50
    line = the_one_line(Site(site.folder, **production).refuses_to_start())
    assert line.startswith("spectra.E002: SECRET_KEY is not set. Set SECRET_KEY, or ")


# What else it needs


@pytest.fixture
def somebody_else(site: Site) -> Iterator[socket.socket]:
    """A program that has our broadcast port already."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", site.ports["broadcast"]))
        other.listen()
        yield other


@pytest.mark.usefixtures("somebody_else")
def test_a_port_that_another_program_has_ends_it_with_a_line(site: Site) -> None:
    line = the_one_line(site.refuses_to_start())
    assert f"127.0.0.1:{site.ports['broadcast']}" in line
    assert "in use" in line
    assert "--port ROLE=PORT" in line


def test_a_database_without_tables_ends_it_with_the_command_that_makes_them(
    tmp_path: Path,
) -> None:
    line = the_one_line(Site(tmp_path).refuses_to_start())
    assert line == "The database lacks tables of this version. Run manage.py migrate."


def test_a_database_that_is_not_there_ends_it_with_the_setting_s_name(tmp_path: Path) -> None:
    nowhere = "postgres://spectra:hunter2@127.0.0.1:1/spectra"
    line = the_one_line(Site(tmp_path, DATABASE_URL=nowhere).refuses_to_start("ingest"))
    assert line.startswith("The database can't be read: ")
    assert line.endswith(" See DATABASE_URL.")
    assert "hunter2" not in line
