"""Whoever is in a room gets everything that is sent there, in however many rooms they are."""

import pytest

from fanout.compression import Compression
from fanout.message import Message
from realtime.audience import Audience


class Post:
    """Stands in for the lines: what each connection got. Those in ``full`` take no more."""

    def __init__(self) -> None:
        self.got: dict[str, list[str]] = {}
        self.full: set[str] = set()

    def share(self, connection: str, message: Message) -> bool:
        if connection in self.full:
            return False
        self.got.setdefault(connection, []).append(message.text.decode())
        return True


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def slow() -> list[str]:
    """Connections that were found to be too slow."""
    return []


@pytest.fixture
def audience(post: Post, slow: list[str]) -> Audience:
    return Audience(post, slow.append)


def message(text: str) -> Message:
    return Message(text.encode(), Compression())


def test_everybody_in_the_room_gets_everything_and_nobody_else(
    audience: Audience, post: Post
) -> None:
    audience.join("first", "guild:1")
    audience.join("second", "guild:1")
    audience.join("elsewhere", "guild:2")
    for text in ("a", "b"):
        audience.send("guild:1", message(text))
    assert post.got == {"first": ["a", "b"], "second": ["a", "b"]}


def test_a_connection_may_be_in_many_rooms(audience: Audience, post: Post) -> None:
    for room in ("guild:1", "guild:2", "analytics:1"):
        audience.join("first", room)
        audience.send(room, message(room))
    assert post.got["first"] == ["guild:1", "guild:2", "analytics:1"]


def test_joining_twice_is_joining_once(audience: Audience, post: Post) -> None:
    audience.join("first", "guild:1")
    audience.join("first", "guild:1")
    audience.send("guild:1", message("a"))
    assert post.got["first"] == ["a"]
    audience.leave("first", "guild:1")
    audience.send("guild:1", message("b"))
    assert post.got["first"] == ["a"]


def test_leaving_one_room_leaves_the_others(audience: Audience) -> None:
    audience.join("first", "guild:1")
    audience.join("first", "guild:2")
    audience.leave("first", "guild:1")
    assert audience.rooms_of("first") == {"guild:2"}
    assert audience.counts() == {"guild:2": 1}


def test_nothing_is_kept_of_whoever_is_gone(audience: Audience) -> None:
    audience.join("first", "guild:1")
    audience.join("second", "guild:1")
    audience.leave_all("first")
    assert audience.rooms_of("first") == set()
    assert audience.is_watched("guild:1")
    audience.leave_all("second")
    assert not audience.is_watched("guild:1")
    assert audience.counts() == {}


def test_leaving_where_one_is_not_is_no_error(audience: Audience) -> None:
    audience.leave("nobody", "guild:1")
    audience.leave_all("nobody")
    assert audience.counts() == {}


def test_who_is_too_slow_is_named_and_the_others_get_it(
    audience: Audience, post: Post, slow: list[str]
) -> None:
    audience.join("first", "guild:1")
    audience.join("second", "guild:1")
    post.full = {"first"}
    audience.send("guild:1", message("a"))
    assert slow == ["first"]
    assert post.got == {"second": ["a"]}
