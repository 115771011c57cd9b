"""What is tried against the server. Each gives a word of how it was answered."""

import http.client
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress

from tests.support.hostile import (
    CHUNK,
    FLOOD,
    HUGE,
    PIECE,
    SOCKET_IO,
    Browser,
    head,
    polling_session,
    post,
    upgrade,
)
from tests.support.raw_websocket import TEXT, frame
from tests.support.served import ROLES, Served

PORTS = ("ingest", "broadcast", "guilds")
UPGRADES = 20  # to each port
GUESSERS = 24
GUESSES = 4  # of each
REQUESTS = 1_000

Attack = Callable[[Served], str]


def flooded_upgrades(served: Served) -> str:
    return _upgrades(served, FLOOD)


def silent_upgrades(served: Served) -> str:
    return _upgrades(served, frame(TEXT, b"2probe"))


def huge_bodies(served: Served) -> str:
    kinds = (
        (f"Content-Length: {HUGE}", PIECE),
        ("Transfer-Encoding: chunked", CHUNK),
    )
    path, times = SOCKET_IO.format("polling"), HUGE // len(PIECE)
    answers = Counter(
        post(served, role, head(path, header), piece, times)[:12]
        for role in ROLES
        for header, piece in kinds
    )
    return _counted({answer.decode(): times for answer, times in answers.items()})


def guessed_passwords(served: Served) -> str:
    """At once, each from an address and of a name of its own: no limit keeps them out."""

    def guess(number: int) -> list[int]:
        page = ("/admin/login/", "/signin/")[number % 2]
        with closing(Browser(served, page, f"127.0.1.{number + 1}")) as browser:
            return [browser.guess(f"name{number}")[0] for _ in range(GUESSES)]

    with ThreadPoolExecutor(GUESSERS) as guessers:
        answers = guessers.map(guess, range(GUESSERS))
        return _counted(Counter(str(status) for statuses in answers for status in statuses))


def foreign_hosts(served: Served) -> str:
    return _requests(served, lambda number: {"Host": f"evil{number}.example"})


def root_paths(served: Served) -> str:
    return _requests(served, lambda number: {"Daphne-Root-Path": f"https://evil{number}.example"})


ATTACKS: dict[str, Attack] = {
    "upgrades with 70 MiB each": flooded_upgrades,
    "upgrades that say nothing": silent_upgrades,
    "bodies of 600 MB": huge_bodies,
    "guessed passwords": guessed_passwords,
    "foreign hosts": foreign_hosts,
    "root paths": root_paths,
}


def _upgrades(served: Served, sent: bytes) -> str:
    with ExitStack() as stack:
        sockets = []
        for role in PORTS * UPGRADES:
            socket = upgrade(served, role, polling_session(served, role))
            socket.socket.settimeout(30)
            sockets.append(stack.enter_context(socket))
            with suppress(BrokenPipeError, ConnectionResetError):
                socket.send(sent)
        for socket in sockets:
            socket.ends()
    return f"{len(sockets)} closed"


def _requests(served: Served, headers: Callable[[int], dict[str, str]]) -> str:
    answers: Counter[str] = Counter()
    with closing(http.client.HTTPConnection("127.0.0.1", served.ports["web"])) as connection:
        for number in range(REQUESTS):
            connection.request("GET", "/admin/login/", headers=headers(number))
            with connection.getresponse() as answer:
                answer.read()
                answers[str(answer.status)] += 1
    return _counted(answers)


def _counted(answers: dict[str, int]) -> str:
    return ", ".join(f"{times} x {answer}" for answer, times in sorted(answers.items()))
