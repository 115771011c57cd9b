"""What operators hear of a feed that is odd, and how little a hostile client can add to it."""

import json
from typing import Any

import pytest

from matches.engine.events import Odd, parse_observer
from matches.sockets.notices import Notices
from realtime.refusals import NAMES, OTHER
from tests.support.events import Packet, observer, scoreboard


@pytest.fixture
def notices() -> Notices:
    return Notices()


def read(notices: Notices, packet: Packet) -> None:
    notices.names_of(parse_observer(json.dumps(packet), notices.odd_member))


def test_odd_members_are_counted_by_event_and_member(notices: Notices) -> None:
    for money in (None, "800", -1):
        read(notices, scoreboard(money=money, agentInternal=None))
    found = {key: (seen.times, seen.value) for key, seen in notices.odd.items()}
    assert found == {
        ("scoreboard", "data.money"): (3, "-1"),
        ("scoreboard", "data.agentInternal"): (3, "null"),
    }


def test_no_client_makes_the_odd_members_grow(notices: Notices) -> None:
    for number in range(300):
        read(notices, scoreboard(money=f"x{number}") | {f"extra{number}": None})
        odd: Packet = {"money": f"x{number}", f"member{number}": f"x{number}"}
        read(notices, scoreboard(**odd))
    assert set(notices.odd) == {("scoreboard", "data.money")}


def test_an_unknown_map_is_counted_by_its_name(notices: Notices) -> None:
    for word in ("Nova", "Nova", "Jam"):
        read(notices, observer("map", word))
    assert notices.unknown == {"unknown map: Nova": 2}


def test_unknown_words_are_counted_by_name_up_to_a_limit(notices: Notices) -> None:
    for number in range(NAMES + 50):
        read(notices, observer("map", f"Map {number}"))
    assert len(notices.unknown) == NAMES + 1
    assert notices.unknown[OTHER] == 50


def test_an_unknown_word_is_safe_to_print(notices: Notices) -> None:
    read(notices, observer("map", "No\x1b[2Jva\u202e"))
    assert list(notices.unknown) == ["unknown map: No?[2Jva?"]


def test_each_is_logged_once_and_without_its_value(
    notices: Notices, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        notices.odd_member("roster", Odd("data.name", '"a name"', was_read=False))
    assert [record.getMessage() for record in caplog.records] == [
        "odd: data.name of roster (further ones are counted)"
    ]


def test_figures_go_through_json(notices: Notices) -> None:
    read(notices, scoreboard(money=None, agentInternal="Newbie"))
    figures: dict[str, Any] = json.loads(json.dumps(notices.figures()))
    ((event, member, times, value, at_ms),) = figures["odd_members"]
    assert (event, member, times, value) == ("scoreboard", "data.money", 1, "null")
    assert at_ms > 0
    assert figures["unknown_names"] == {"unknown agent: Newbie": 1}
