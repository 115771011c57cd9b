from matches.sockets.rooms import Rooms


def test_a_connection_is_in_one_room_at_a_time() -> None:
    rooms = Rooms()
    rooms.join("overlay", "HARBOUR1")
    rooms.join("overlay", "LANTERN1")
    assert rooms.counts() == {"LANTERN1": 1}
    assert rooms.viewers("LANTERN1") == ["overlay"]


def test_a_room_that_everybody_left_is_forgotten() -> None:
    rooms = Rooms()
    rooms.join("first", "HARBOUR1")
    rooms.join("second", "HARBOUR1")
    rooms.leave("first")
    assert rooms.counts() == {"HARBOUR1": 1}
    rooms.leave("second")
    assert rooms.counts() == {}


def test_joining_the_same_room_again_changes_nothing() -> None:
    rooms = Rooms()
    rooms.join("overlay", "HARBOUR1")
    rooms.join("overlay", "HARBOUR1")
    assert rooms.counts() == {"HARBOUR1": 1}


def test_leaving_without_a_room_is_no_error() -> None:
    Rooms().leave("nobody")
