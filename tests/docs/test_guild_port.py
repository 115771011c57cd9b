"""docs/sockets.md names what port 3001 takes, sends and objects to, word for word."""

import pytest
from channels.layers import InMemoryChannelLayer

from guilds.sockets.objections import Objection
from guilds.sockets.port import GuildPort
from realtime.bus import Bus
from tests.docs.reading import document, rows, section
from tests.wire.guilds.shapes import EVENTS

SOCKETS = document("docs/sockets.md")
PORT = section(SOCKETS, "## Port 3001: dashboards")


def test_every_objection_is_documented_and_every_documented_one_exists() -> None:
    told = set(rows(section(SOCKETS, "### What it objects to")))
    assert told == {objection.value for objection in Objection}


def test_every_event_that_it_takes_is_documented() -> None:
    told = rows(PORT[PORT.index("| to the server |") : PORT.index("| from the server |")])
    assert set(told) == set(GuildPort(Bus(InMemoryChannelLayer())).server._events)


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_that_it_sends_is_documented_with_its_members(event: str) -> None:
    (*_, payload) = rows(PORT[PORT.index("| from the server |") :])[event]
    assert f"{{{', '.join(EVENTS[event]['properties'])}}}" in payload
