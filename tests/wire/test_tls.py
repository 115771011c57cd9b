"""The ports under TLS: what goes out is the same, at each reader's own pace."""

import ssl
from collections.abc import Iterator

import pytest

from tests.support.node_client import NodeClient
from tests.support.raw_websocket import BROWSERS
from tests.support.served import Served
from tests.wire.crew import Crew
from tests.wire.show import SMALL, Show, number_in, stuff, stuff_without_end

FLAGS = ["--self-signed"]
FORGETS = f"{BROWSERS}; server_no_context_takeover"
CHANGES = 5
# Pings whose answers are more than a connection holds, and less than Twisted would let pile up.
SOME = 400


@pytest.fixture(scope="module")
def tls(house: Served) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=house.certificate)


@pytest.fixture
def node_client(house: Served) -> Iterator[NodeClient]:
    with NodeClient(house.certificate) as client:
        yield client


@pytest.fixture
def show(
    crew: Crew, house: Served, tls: ssl.SSLContext, request: pytest.FixtureRequest
) -> Iterator[Show]:
    with Show(crew, house, f"TLS{abs(hash(request.node.name)) % 10_000_000}", tls) as running:
        yield running
        running.go_on()


def test_every_offer_gets_the_same_states_each_as_small_as_it_allows(show: Show) -> None:
    with show.overlay() as plain, show.overlay(BROWSERS) as keeps, show.overlay(FORGETS) as forgets:
        for _ in range(CHANGES):
            show.go_on()
            newest = {show.catch_up(overlay)[-1] for overlay in (plain, keeps, forgets)}
            assert len(newest) == 1
        latest = [overlay.latest for overlay in (plain, keeps, forgets)]
        assert [frame.compressed for frame in latest] == [False, True, True]
        whole, step, alone = (len(frame.payload) for frame in latest)
        assert step * 3 < alone < whole


@pytest.mark.parametrize("offer", ["", BROWSERS, FORGETS])
def test_who_reads_again_is_sent_the_newest_state_alone_and_can_read_it(
    show: Show, offer: str
) -> None:
    with show.overlay(offer, receive_buffer=SMALL) as slow:
        slow.event("match_data")
        stuff(slow, SOME)
        for _ in range(CHANGES):
            show.go_on()
        assert len(show.catch_up(slow)) == 1
        show.go_on()
        assert number_in(slow.event("match_data")) == show.number


def test_who_never_reads_is_let_go_while_everybody_else_sees_every_state(show: Show) -> None:
    show.lets_go_of_who_never_reads()


def test_who_makes_too_much_wait_for_it_is_let_go_at_once(show: Show) -> None:
    with show.overlay(receive_buffer=SMALL) as greedy:
        with pytest.raises(OSError, match=r"reset|[Bb]roken|EOF"):
            stuff_without_end(greedy)
        assert show.let_go() == 1


def test_the_fields_client_begins_by_polling_and_gets_every_state_after_its_upgrade(
    crew: Crew,
) -> None:
    crew.open_match("alice", "TLSFIELD")
    crew.watch("polls", "TLSFIELD", transports=["polling"])
    crew.watch("upgrades", "TLSFIELD", transports=["polling", "websocket"])
    crew.client.wait_for("upgrades", "upgrade")
    for number in range(1, CHANGES + 1):
        data = {"roundNumber": number, "roundPhase": "combat"}
        assert crew.send("alice", "TLSFIELD", "round_info", data)["ok"]
        by_polling, after_upgrade = (
            crew.state(name, roundNumber=number) for name in ("polls", "upgrades")
        )
        assert by_polling == after_upgrade
    assert crew.client.info("upgrades")["transport"] == "websocket"
    assert crew.client.info("polls")["transport"] == "polling"
