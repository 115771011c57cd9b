"""A server that starts says where to go, serves what it was asked to, and ends when it is told."""

import signal
import ssl
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from spectra_site.roles import ROLES
from tests.spectra_site.commands.serving import Serving, Site
from tests.support.served import copy_data, free_ports


@pytest.fixture
def site(prepared_site: Path, tmp_path: Path) -> Site:
    static = str(prepared_site.parent / "static")
    return Site(copy_data(prepared_site, tmp_path / "data"), STATIC_ROOT=static)


def status(url: str, context: ssl.SSLContext | None = None) -> int:
    try:
        with urlopen(url, context=context) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def test_every_place_that_it_names_is_there_and_ctrl_c_ends_it(site: Site) -> None:
    with Serving(site) as server:
        assert list(server.places) == [
            "admin",
            "overlays",
            "observer clients",
            "overlay clients",
            "guild dashboards",
            "HTTP extras",
        ]
        assert status(server.places["admin"]) == 200
        assert status(server.places["overlays"]) == 200
        assert status(server.places["HTTP extras"] + "/status") == 200
        polling = "/socket.io/?EIO=4&transport=polling"
        assert status(server.places["observer clients"] + polling) == 200
        assert status(server.places["overlay clients"] + polling) == 200
        assert status(server.places["guild dashboards"] + polling) == 200
        assert status(server.places["guild dashboards"] + "/readyz") == 200
        ended = server.stop()
    assert ended.code == 0
    assert ended.out == "Stopped.\n"
    assert ended.err == ""


def test_a_service_manager_s_signal_ends_it_as_cleanly(site: Site) -> None:
    with Serving(site) as server:
        ended = server.stop(signal.SIGTERM)
    assert (ended.code, ended.out, ended.err) == (0, "Stopped.\n", "")


def test_with_the_demo_it_names_the_demo_s_overlay_and_who_may_see_its_community(
    site: Site,
) -> None:
    with Serving(site, "--demo") as server:
        community = server.places["demo community"]
        assert community.startswith(f"http://localhost:{site.ports['web']}/guilds/1000000000")
        assert server.places["sign in there as"].startswith("guild-demo/")
        url = server.places["demo overlay"]
        assert url == f"http://localhost:{site.ports['web']}/overlay/DEMO?demo=1"
        assert status(url) == 200
        ended = server.stop()
    assert ended.code == 0
    assert "Traceback" not in ended.err


def test_a_single_role_opens_its_own_port_alone(site: Site) -> None:
    with Serving(site, "broadcast") as server:
        assert list(server.places) == ["overlay clients"]
        assert [role for role in ROLES if site.listens(role)] == ["broadcast"]
        assert server.stop().code == 0


def test_a_flag_wins_over_the_environment(site: Site) -> None:
    (other,) = free_ports(1)
    with Serving(site, "extras", "--port", f"extras={other}") as server:
        assert status(f"http://127.0.0.1:{other}/status") == 200
        assert not site.listens("extras")
        assert server.stop().code == 0


def test_without_static_files_matches_run_but_it_says_that_pages_do_not(
    site: Site, tmp_path: Path
) -> None:
    with Serving(Site(site.folder, STATIC_ROOT=str(tmp_path / "none"))) as server:
        assert status(server.places["HTTP extras"] + "/status") == 200
        ended = server.stop()
    assert ended.code == 0
    assert ended.err.startswith("No page can be shown without its static files. ")


def test_with_a_certificate_made_here_every_port_speaks_tls(site: Site) -> None:
    with Serving(site, "--self-signed") as server:
        trusted = ssl.create_default_context(cafile=str(site.folder / "self-signed.crt"))
        assert all(url.startswith("https://localhost:") for url in server.places.values())
        assert status(server.places["admin"], trusted) == 200
        assert status(server.places["HTTP extras"] + "/status", trusted) == 200
        polling = "/socket.io/?EIO=4&transport=polling"
        assert status(server.places["observer clients"] + polling, trusted) == 200
        assert status(server.places["overlay clients"] + polling, trusted) == 200
        ended = server.stop()
    assert (ended.code, ended.err) == (0, "")
