"""What strangers send over HTTP: huge bodies, foreign hosts, root paths, guessed passwords."""

import http.client
import re
import urllib.parse
import urllib.request
from contextlib import closing

import pytest

from tests.support.hostile import (
    CHUNK,
    HUGE,
    PIECE,
    SOCKET_IO,
    Browser,
    head,
    polling_session,
    post,
)
from tests.support.processes import memory_kb
from tests.support.served import ROLES, Served

LIMIT = 1_000_000
MOST_KB = 20 * 1024
HOSTS = 1_000
POLLING = SOCKET_IO.format("polling")
PATHS = {
    "ingest": POLLING,
    "extras": "/createPreview",
    "broadcast": POLLING,
    "guilds": POLLING,
    "web": "/admin/login/",
}


def is_refusal(answer: bytes) -> bool:
    is_413 = answer.startswith(b"HTTP/1.1 413 Content Too Large\r\n")
    return is_413 and answer.endswith(b"\r\n\r\nA body may have 1000000 bytes here.\n")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("headers", "piece"),
    [((f"Content-Length: {HUGE}",), PIECE), (("Transfer-Encoding: chunked",), CHUNK)],
    ids=["length", "chunked"],
)
def test_a_huge_body_is_refused_and_not_kept(
    house: Served, role: str, headers: tuple[str, ...], piece: bytes
) -> None:
    before = memory_kb(house.pid)
    answer = post(house, role, head(PATHS[role], *headers), piece, HUGE // len(PIECE))
    assert is_refusal(answer)
    assert memory_kb(house.pid) - before < MOST_KB


def test_a_body_is_refused_before_it_is_sent(house: Served) -> None:
    wanted = (f"Content-Length: {LIMIT + 1}", "Expect: 100-continue")
    assert is_refusal(post(house, "web", head("/signin/", *wanted)))


def test_a_client_that_sends_a_little_too_much_sees_why(house: Served) -> None:
    too_long = head(POLLING, f"Content-Length: {LIMIT + 1}")
    assert is_refusal(post(house, "ingest", too_long, b"x" * (LIMIT + 1), 1))


def test_a_body_of_the_limit_is_read(house: Served) -> None:
    whole = head(POLLING, f"Content-Length: {LIMIT}", "Connection: close")
    answer = post(house, "ingest", whole, b"x" * LIMIT, 1)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")  # of a session that is not there


def test_a_chunked_polling_request_is_taken_as_any(house: Served) -> None:
    url = house.url("broadcast") + POLLING
    session = polling_session(house, "broadcast")
    chunked = head(f"{POLLING}&sid={session}", "Transfer-Encoding: chunked", "Connection: close")
    assert post(house, "broadcast", chunked, b"2\r\n40\r\n0\r\n\r\n", 1).endswith(
        b"\r\nOK\r\n0\r\n\r\n"
    )
    with urllib.request.urlopen(f"{url}&sid={session}") as polled:
        assert polled.read().startswith(b'40{"sid"')


def test_refused_bodies_are_counted_and_logged_once_a_minute(house: Served) -> None:
    for _ in range(3):
        assert is_refusal(post(house, "web", head("/", f"Content-Length: {HUGE}")))
    with urllib.request.urlopen(house.url("web") + "/readyz") as answer:
        assert b'"body_too_large": ' in answer.read()
    assert house.log().count("requests refused: body_too_large") == 1


def get(house: Served, role: str, path: str, **headers: str) -> tuple[int, str]:
    """The answer's status, and where it leads."""
    connection = http.client.HTTPConnection("127.0.0.1", house.ports[role], timeout=20)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=names)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers.get("Location", "")


def test_a_thousand_foreign_hosts_write_next_to_nothing(house: Served) -> None:
    before = len(house.log())
    connection = http.client.HTTPConnection("127.0.0.1", house.ports["web"], timeout=20)
    for number in range(HOSTS):
        connection.request("GET", "/admin/login/", headers={"Host": f"evil{number}.example"})
        with connection.getresponse() as answer:
            answer.read()
            assert answer.status == 400
    connection.close()
    written = house.log()[before:]
    assert len(written) < 1_000
    assert "requests refused: disallowed_host" in written
    assert "evil" not in written


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ["/x", "//evil.example", "https://evil.example"])
def test_the_root_path_of_a_client_changes_nothing(house: Served, role: str, path: str) -> None:
    for page in ("/admin/", "/x/admin/", "/readyz", "/overlay?groupCode=CUP"):
        plain = get(house, role, page)
        assert get(house, role, page, Daphne_Root_Path=path) == plain


@pytest.mark.parametrize(
    ("page", "address"), [("/admin/login/", "127.0.0.2"), ("/signin/", "127.0.0.3")]
)
def test_the_eleventh_wrong_password_of_a_minute_is_answered_429(
    house: Served, page: str, address: str
) -> None:
    # Minutes are the clock's: where one ends meanwhile, it takes up to ten guesses more.
    with closing(Browser(house, page, address)) as browser:
        guesses = [browser.guess(f"nobody at {page}") for _ in range(10)]
        assert {status for status, _, _ in guesses} == {200}
        while (guess := browser.guess(f"nobody at {page}"))[0] == 200:
            guesses.append(guess)
            assert len(guesses) < 20
    status, wait_s, text = guess
    assert (status, 0 < wait_s <= 60) == (429, True)
    assert re.search(r"Too many attempts. Try again in \d+ s\.", text)
