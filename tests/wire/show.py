"""A match that changes when it is told to, and overlays that read as they like."""

import json
import ssl
from itertools import count
from typing import Any, Self

from tests.support.raw_websocket import BROWSERS, PING, RawOverlay, closing, frame
from tests.support.served import Served
from tests.wire.crew import Crew

SMALL = 4_096  # bytes that a slow client's own side holds
LET_GO = "a client was let go"


class Show:
    """With an overlay that must see each change; all overlays use this TLS, if any."""

    def __init__(
        self, crew: Crew, house: Served, code: str, tls: ssl.SSLContext | None = None
    ) -> None:
        self._crew = crew
        self._house = house
        self._code = code
        self._tls = tls
        self._let_go_before = self._let_go()
        self._numbers = count(1)
        self.number = 0
        crew.open_match("alice", code)
        self.canary = self.overlay(BROWSERS)
        # The last change that comes by itself: whoever joins from here on is sent one state.
        while not json.loads(self.canary.event("match_data"))["isRegistered"]:
            continue

    def overlay(self, offer: str = "", **options: Any) -> RawOverlay:
        overlay = RawOverlay(self._house.ports["broadcast"], offer, tls=self._tls, **options)
        try:
            assert overlay.log_on(self._code)
        except BaseException:
            overlay.close()
            raise
        return overlay

    def go_on(self) -> None:
        """Change the match once; the canary is sent it."""
        self.number = next(self._numbers) % 200
        data = {"roundNumber": self.number, "roundPhase": "combat"}
        assert self._crew.send("alice", self._code, "round_info", data)["ok"]
        self.catch_up(self.canary)

    def catch_up(self, overlay: RawOverlay) -> list[str]:
        """The states that this overlay is sent, up to the newest."""
        seen = [overlay.event("match_data")]
        while number_in(seen[-1]) != self.number:
            seen.append(overlay.event("match_data"))
        return seen

    def lets_go_of_who_never_reads(self) -> None:
        """Go on until three that read nothing are let go; the canary sees every change."""
        with (
            self.overlay(receive_buffer=SMALL) as never,
            self.overlay(BROWSERS, receive_buffer=SMALL) as never_either,
            self.overlay(receive_buffer=SMALL) as closing_but_not_reading,
        ):
            stuck = (never, never_either, closing_but_not_reading)
            for overlay in stuck:
                stuff(overlay)
            closing_but_not_reading.send(closing(1000))
            while self.let_go() < len(stuck):
                self.go_on()
                assert self.number < 150, "of ten states a second: the patience is ten seconds"
            for overlay in stuck:
                overlay.ends()

    def let_go(self) -> int:
        """How many clients the server has let go in this show."""
        return self._let_go() - self._let_go_before

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.canary.close()

    def _let_go(self) -> int:
        return self._house.log().count(LET_GO)


def number_in(state: str) -> int:
    """Of its round."""
    return int(json.loads(state)["roundNumber"])


def stuff(overlay: RawOverlay, pings: int = 4_000) -> None:
    """Have more sent to a client than its connection holds: it waits in the server."""
    overlay.send(*[frame(PING, b"x" * 125)] * pings)


def stuff_without_end(overlay: RawOverlay) -> None:
    while True:
        stuff(overlay)
