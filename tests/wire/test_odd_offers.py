"""The field's client, whatever it offers: the same states, byte for byte."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.relay import Relay, relay_to
from tests.support.served import Served
from tests.wire.crew import FAST, Crew

CHANGES = 8
PLAIN = "permessage-deflate"


@pytest.fixture
def relay(house: Served) -> Iterator[Relay]:
    with relay_to(house.ports["broadcast"]) as line:
        yield line


class Show:
    """A live match, and an overlay without deflate to compare others with."""

    def __init__(self, crew: Crew, code: str) -> None:
        self.crew = crew
        self.code = code
        self._number = 0
        crew.open_match("alice", code)
        crew.watch("plain", code, perMessageDeflate=False)

    def watch(self, name: str, url: str, **options: Any) -> None:
        self.crew.client.connect(name, url, **({"transports": ["websocket"]} | FAST | options))
        self.log_on(name)

    def log_on(self, name: str) -> None:
        self.crew.client.wait_for(name, "connect")
        self.crew.client.emit(name, "logon", f'{{"groupCode":"{self.code}"}}')
        self.crew.client.wait_for(name, "logon_success")

    def change(self) -> None:
        self._number += 1
        data = {"roundNumber": self._number, "roundPhase": "combat"}
        assert self.crew.send("alice", self.code, "round_info", data)["ok"]

    def go_on(self, *names: str) -> None:
        """Change the match a few times; all of these see each change."""
        for _ in range(CHANGES):
            self.change()
            self.catch_up("plain", *names)

    def catch_up(self, *names: str) -> None:
        for name in names:
            self.crew.state(name, roundNumber=self._number)

    def texts(self, name: str) -> list[str]:
        """The states that this overlay was sent, as they were."""
        return [one.args[0] for one in self.crew.client.received(name, "match_data")]


@pytest.fixture
def show(crew: Crew, request: pytest.FixtureRequest) -> Show:
    return Show(crew, f"ODD{abs(hash(request.node.name)) % 10_000_000}")


@pytest.mark.parametrize(
    ("offer", "answered"),
    [
        ({}, PLAIN),
        ({"threshold": 0}, PLAIN),
        ({"serverNoContextTakeover": True}, f"{PLAIN}; server_no_context_takeover"),
        ({"clientNoContextTakeover": True}, PLAIN),
        *(
            ({"serverMaxWindowBits": bits}, f"{PLAIN}; server_max_window_bits={bits}")
            for bits in range(9, 16)
        ),
        ({"clientMaxWindowBits": 9, "threshold": 0}, PLAIN),
        (
            {
                "serverNoContextTakeover": True,
                "clientNoContextTakeover": True,
                "serverMaxWindowBits": 10,
                "clientMaxWindowBits": 12,
                "threshold": 0,
            },
            f"{PLAIN}; server_no_context_takeover; server_max_window_bits=10",
        ),
        ({"serverMaxWindowBits": 8}, None),
        (False, None),
    ],
    ids=str,
)
def test_every_offer_gets_the_same_states(
    show: Show, relay: Relay, offer: Any, answered: str | None
) -> None:
    show.watch("odd", relay.url, perMessageDeflate=offer)
    show.go_on("odd")
    assert show.texts("odd")[-CHANGES:] == show.texts("plain")[-CHANGES:]
    (line,) = relay.websockets()
    assert line.extensions == answered
    compressed = sum(frame.compressed for frame in line.frames())
    assert compressed == (len(show.texts("odd")) if answered else 0)


def test_states_grow_small_where_the_client_keeps_the_last_one(show: Show, relay: Relay) -> None:
    show.watch("odd", relay.url)
    show.go_on("odd")
    (line,) = relay.websockets()
    sizes = [len(frame.payload) for frame in line.frames() if frame.compressed]
    assert sizes[-1] * 4 < sizes[0]


def test_polling_gets_the_same_states(show: Show, relay: Relay) -> None:
    show.watch("odd", relay.url, transports=["polling"])
    show.go_on("odd")
    assert show.texts("odd")[-CHANGES:] == show.texts("plain")[-CHANGES:]
    assert relay.websockets() == []


def test_an_upgrade_in_mid_match_loses_nothing(show: Show, relay: Relay) -> None:
    show.crew.client.connect("odd", relay.url, transports=["polling", "websocket"], **FAST)
    show.change()
    show.log_on("odd")
    while not show.crew.client.received("odd", "upgrade"):
        show.change()
    show.catch_up("plain", "odd")
    show.go_on("odd")
    seen, all_of_them = show.texts("odd"), show.texts("plain")
    assert seen[-CHANGES:] == all_of_them[-CHANGES:]
    places = [all_of_them.index(text) for text in seen if text in all_of_them]
    assert len(places) == len(seen)
    assert places == sorted(set(places))
    (line,) = relay.websockets()
    assert sum(frame.compressed for frame in line.frames()) >= CHANGES


def test_after_a_reconnect_it_begins_anew(show: Show, relay: Relay) -> None:
    show.watch("odd", relay.url)
    show.go_on("odd")
    show.crew.client.drop("odd")
    show.crew.client.wait_for("odd", "disconnect")
    show.log_on("odd")
    show.go_on("odd")
    assert show.texts("odd")[-CHANGES:] == show.texts("plain")[-CHANGES:]
    first, second = relay.websockets()
    assert second.extensions == PLAIN
    compressed = [sum(frame.compressed for frame in line.frames()) for line in (first, second)]
    assert min(compressed) > CHANGES
    assert sum(compressed) == len(show.texts("odd"))


def test_overlays_of_every_kind_see_the_same_at_the_same_time(show: Show, house: Served) -> None:
    url = house.url("broadcast")
    offers: dict[str, Any] = {
        "browser": {},
        "forgets": {"serverNoContextTakeover": True},
        "small": {"serverMaxWindowBits": 9},
        "none": False,
    }
    for name, offer in offers.items():
        show.watch(name, url, perMessageDeflate=offer)
    show.go_on(*offers)
    newest = show.texts("plain")[-CHANGES:]
    assert all(show.texts(name)[-CHANGES:] == newest for name in offers)
