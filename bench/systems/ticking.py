"""What the compared Python servers have in common: the order, and when to send which state."""

import argparse
import json
import sys
from pathlib import Path
from time import monotonic

PERIOD_S = 0.1


class Ticks:
    """When each match is to be sent its next state, and when it was sent each.

    Those who are late lose their place, and don't catch up: so does a timer of a fixed interval.
    """

    def __init__(self, matches: int) -> None:
        self._due = [PERIOD_S * place / matches for place in range(matches)]
        self._sent: list[list[float]] = [[] for _ in range(matches)]

    def start(self) -> None:
        now = monotonic()
        self._due = [due + now for due in self._due]

    def wait(self) -> float:
        """Seconds until somebody's turn."""
        return max(min(self._due) - monotonic(), 0)

    def take(self) -> tuple[int, int]:
        """(match, number of the state from 1 on) whose turn it is: to be sent at once."""
        match = self._due.index(min(self._due))
        now = monotonic()
        self._sent[match].append(now)
        self._due[match] = max(self._due[match] + PERIOD_S, now)
        return match, len(self._sent[match])

    def report(self) -> str:
        """When each state of each match was sent, as JSON."""
        return json.dumps(self._sent)


class Order:
    """What the benchmark asks for on the command line."""

    def __init__(self) -> None:
        parser = argparse.ArgumentParser()
        parser.add_argument("--port", type=int, required=True)
        parser.add_argument("--matches", type=int, required=True)
        parser.add_argument("--states", type=Path, required=True, help="one JSON text per line")
        parser.add_argument("--deflate", action="store_true")
        options = parser.parse_args()
        self.port: int = options.port
        self.matches: int = options.matches
        self.deflate: bool = options.deflate
        self.states: list[str] = options.states.read_text().splitlines()


def packet(state: str) -> str:
    """The state as Socket.IO sends it."""
    return f"42{json.dumps(['match_data', state], separators=(',', ':'))}"


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
