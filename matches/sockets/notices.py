"""What is odd about the feeds, counted for operators: odd members, and words no table has.

Nobody is refused for either. Of odd members there are only as many as events have members; of
unknown words, which clients choose, the first hundred are counted by name.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from typing import Any

from matches.engine.events import Event, Odd, printable
from matches.engine.names import unknown_names
from realtime.refusals import NAMES, OTHER
from spectra_site import clock

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Seen:
    """How often a member was odd, and what it held last."""

    times: int = 0
    value: str = ""
    at_ms: int = 0


class Notices:
    """One per process. ``odd`` goes by event and member, ``unknown`` by words for people."""

    def __init__(self) -> None:
        self.odd: dict[tuple[str, str], Seen] = {}
        self.unknown: Counter[str] = Counter()

    def odd_member(self, event: str, odd: Odd) -> None:
        seen = self.odd.setdefault((event, odd.member), Seen())
        if not seen.times:
            logger.warning("odd: %s of %s (further ones are counted)", odd.member, event)
        seen.times += 1
        seen.value, seen.at_ms = odd.value, clock.now_ms()

    def names_of(self, event: Event) -> None:
        """Count the words of an event that no table has."""
        for kind, word in unknown_names(event):
            self._unknown(f"unknown {kind}: {printable(word)}")

    def _unknown(self, what: str) -> None:
        if what not in self.unknown:
            if len(self.unknown) >= NAMES:
                what = OTHER
            else:
                logger.warning("%s (NAMES_FILE can name it; further ones are counted)", what)
        self.unknown[what] += 1

    def figures(self) -> dict[str, Any]:
        """As they go over the bus."""
        return {
            "odd_members": [
                [event, member, seen.times, seen.value, seen.at_ms]
                for (event, member), seen in self.odd.items()
            ],
            "unknown_names": dict(self.unknown),
        }
