"""Each state goes to its room once, in order; who joins gets the newest."""

from typing import Any

from channels.layers import InMemoryChannelLayer

from matches.live.broadcaster import Broadcaster
from realtime.bus import Bus


def _message(order: list[int], body: str = "{}", *, final: bool = False) -> dict[str, Any]:
    return {
        "type": "match.state",
        "group_code": "HARBOUR1",
        "order": order,
        "body": body,
        "final": final,
    }


class Room:
    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        bus = Bus(InMemoryChannelLayer())
        self.broadcaster = Broadcaster(bus, self._show, self._over)

    def _show(self, code: str, body: str) -> None:
        self.sent.append((code, body))

    def _over(self, code: str) -> None:
        self.sent.append((code, "over"))

    def receive(self, *args: Any, **kwargs: Any) -> None:
        self.broadcaster.receive(_message(*args, **kwargs))


def test_a_state_that_was_overtaken_is_not_sent() -> None:
    room = Room()
    room.receive([1, 1, 2], "newer")
    room.receive([1, 1, 1], "older")
    assert room.sent == [("HARBOUR1", "newer")]


def test_a_repeated_state_is_not_sent_again() -> None:
    room = Room()
    room.receive([1, 1, 2], "state")
    room.receive([1, 1, 2], "state")
    assert len(room.sent) == 1


def test_a_new_owner_counts_from_one_again_and_is_still_newer() -> None:
    room = Room()
    room.receive([1, 1, 500], "old owner")
    room.receive([1, 2, 1], "new owner")
    assert room.sent[-1] == ("HARBOUR1", "new owner")


def test_the_last_state_of_a_match_ends_its_room_until_the_next_match() -> None:
    room = Room()
    room.receive([1, 1, 9], "last", final=True)
    room.receive([1, 1, 8], "a late copy")
    room.receive([2, 1, 1], "next match")
    assert room.sent == [("HARBOUR1", "last"), ("HARBOUR1", "over"), ("HARBOUR1", "next match")]
