"""One room at a time, and on joining it what was last shown there."""

import pytest

from fanout.compression import Compression
from fanout.message import Message
from realtime.rooms import Rooms


class Shown:
    """Stands in for the server: what each connection was shown, or "nothing more"."""

    def __init__(self) -> None:
        self.by_connection: dict[str, list[str]] = {}

    def viewer(self, connection: str) -> None:
        """Nobody has one here."""

    def show(self, connection: str, state: Message) -> None:
        self.by_connection.setdefault(connection, []).append(state.text.decode())

    def forget(self, connection: str) -> None:
        self.by_connection.setdefault(connection, []).append("nothing more")

    def to(self, connection: str) -> list[str]:
        return self.by_connection.get(connection, [])


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def rooms(shown: Shown) -> Rooms:
    return Rooms(shown, Compression())


def test_everybody_in_the_room_is_shown_the_state_and_nobody_else(
    rooms: Rooms, shown: Shown
) -> None:
    for overlay in ("first", "second"):
        rooms.join(overlay, "HARBOUR1")
    rooms.join("elsewhere", "LANTERN1")
    rooms.broadcast("HARBOUR1", "match_data", "{}")
    assert shown.to("first") == shown.to("second") == ['42["match_data","{}"]']
    assert shown.to("elsewhere") == []


def test_who_joins_is_shown_the_newest_state_of_the_room(rooms: Rooms, shown: Shown) -> None:
    rooms.broadcast("HARBOUR1", "match_data", "1")
    rooms.broadcast("HARBOUR1", "match_data", "2")
    rooms.join("late", "HARBOUR1")
    assert shown.to("late") == ['42["match_data","2"]']


def test_who_joins_a_room_that_has_ended_is_shown_nothing(rooms: Rooms, shown: Shown) -> None:
    rooms.broadcast("HARBOUR1", "match_data", "1")
    rooms.end("HARBOUR1")
    rooms.join("late", "HARBOUR1")
    assert shown.to("late") == []


def test_a_connection_is_in_one_room_at_a_time(rooms: Rooms, shown: Shown) -> None:
    rooms.join("overlay", "HARBOUR1")
    rooms.join("overlay", "LANTERN1")
    assert rooms.counts() == {"LANTERN1": 1}
    assert shown.to("overlay") == ["nothing more"]


def test_a_room_that_everybody_left_is_forgotten(rooms: Rooms) -> None:
    rooms.join("first", "HARBOUR1")
    rooms.join("second", "HARBOUR1")
    rooms.leave("first")
    assert rooms.counts() == {"HARBOUR1": 1}
    rooms.leave("second")
    assert rooms.counts() == {}


def test_joining_the_same_room_again_changes_nothing(rooms: Rooms) -> None:
    rooms.join("overlay", "HARBOUR1")
    rooms.join("overlay", "HARBOUR1")
    assert rooms.counts() == {"HARBOUR1": 1}


def test_leaving_without_a_room_is_no_error(rooms: Rooms) -> None:
    rooms.leave("nobody")
