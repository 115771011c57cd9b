"""How much one socket, and one address, may ask for, and how it is told when it is too much."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.support.node_client import NodeClient
from tests.support.raw_websocket import SOCKET_IO, RawWebSocket
from tests.support.served import copy_beside, serving
from tests.wire.guilds.stage import Hand, HastyServer, Stage, token

CONNECTIONS, ATTEMPTS, COOLDOWN_S, EVENTS, SUBSCRIPTIONS = 5, 12, 1, 20, 8
ADDRESSES = count(1)
TOO_MANY = "Too many connections"
TOO_OFTEN = "Too many connection attempts"
EVENTS_TOLD = {"ok": False, "error": "Too many events"}
FULL = {"ok": False, "error": "Too many subscriptions"}


@pytest.fixture(scope="module")
def server(prepared_site: Path) -> Iterator[HastyServer]:
    """Without Redis, behind what it takes for a proxy."""
    server = HastyServer(
        copy_beside(prepared_site),
        GUILD_CONNECTIONS=str(CONNECTIONS),
        GUILD_ATTEMPTS=str(ATTEMPTS),
        GUILD_COOLDOWN=str(COOLDOWN_S),
        GUILD_EVENTS=str(EVENTS),
        GUILD_SUBSCRIPTIONS=str(SUBSCRIPTIONS),
        PROXY_COUNT="1",
    )
    with serving(server):
        yield server
        assert server.traceback() == ""


@pytest.fixture(scope="module")
def hand(server: HastyServer) -> Iterator[Hand]:
    with closing(Hand(server.folder)) as hand:
        yield hand


@pytest.fixture
def stage(client: NodeClient, hand: Hand, server: HastyServer) -> Iterator[Stage]:
    """Its clients come from an address of their own: the server remembers addresses."""
    stage = Stage(client, hand, server.url("guilds"), f"198.51.100.{next(ADDRESSES)}")
    yield stage
    stage.end()


def test_connections_of_an_address_end_at_a_number_and_others_are_welcome(stage: Stage) -> None:
    for number in range(CONNECTIONS):
        stage.connect(f"erin {number}", token())
    assert stage.refused("one more", {"token": token()}) == TOO_MANY
    stage.connect("a neighbour", token(), extraHeaders={"X-Forwarded-For": "192.0.2.7"})
    stage.leaves("erin 0")
    # The server may notice a moment later that there is room again.
    assert any(stage.is_let_in(f"again {number}", {"token": token()}) for number in range(5))


def test_who_tries_too_often_has_to_wait_however_good_the_token(stage: Stage) -> None:
    for number in range(ATTEMPTS):
        assert stage.refused(f"mallory {number}", None) == "Authentication required"
    assert stage.refused("mallory", {"token": token()}) == TOO_OFTEN
    stage.connect("a neighbour", token(), extraHeaders={"X-Forwarded-For": "2001:db8::1"})
    time.sleep(COOLDOWN_S)
    stage.connect("mallory again", token())


def test_transports_that_are_never_used_are_refused_at_last(server: HastyServer) -> None:
    url = f"{server.url('guilds')}/socket.io/?EIO=4&transport=polling"
    with ExitStack() as held:
        for _ in range(2 * CONNECTIONS):
            held.enter_context(RawWebSocket(server.ports["guilds"], SOCKET_IO))
        with pytest.raises(HTTPError) as refused:
            urlopen(url)
        with refused.value as answer:
            assert (answer.status, answer.read()) == (401, b'"Too many connections"')


def test_a_socket_may_be_in_so_many_rooms(stage: Stage) -> None:
    stage.connect("grace", token(role="ADMIN"))
    stage.joins("grace", *(f"guild:{number}" for number in range(SUBSCRIPTIONS)))
    assert stage.asks("grace", "subscribe:guild", "99") == FULL
    assert stage.hears("grace", "error") == {"message": FULL["error"]}
    stage.joins("grace", "guild:0")
    assert stage.asks("grace", "unsubscribe:guild", "0") == {"ok": True}
    stage.joins("grace", "guild:99")


def test_a_thousand_subscriptions_at_once_are_too_many(stage: Stage) -> None:
    stage.connect("grace", token(role="ADMIN"))
    numbers = [stage.ask("grace", "subscribe:guild", str(number)) for number in range(1000)]
    answers = [stage.answer("grace", number) for number in numbers]
    assert answers.count({"ok": True}) == SUBSCRIPTIONS
    assert EVENTS_TOLD in answers
    assert {"message": "Too many events"} in [one for _, one in stage.heard("grace")]
    time.sleep(1)
    assert stage.asks("grace", "unsubscribe:guild", "0") == {"ok": True}
