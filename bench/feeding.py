"""Marked events from an unmodified client, and the proof that none of them was lost."""

import itertools
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from matches.engine.events import parse_logged
from matches.engine.reducer import advance, apply
from matches.engine.setup import MatchSetup, new_match
from matches.engine.state import MatchState
from matches.engine.view import public_view
from matches.simulator.script import simulate
from tests.support import databases
from tests.wire.crew import Crew

EVENTS_PER_S = 250
PATIENCE_S = 30.0
MORE = {"type": "switch_kda_credits", "data": True}
END = {"roundPhase": "game_end", "roundNumber": 0}

Packet = dict[str, Any]


def scripts(recording: Path | None) -> Iterator[list[Packet]]:
    """Matches without their end, one after the other, for ever."""
    recorded = []
    if recording:
        _, *parts = recording.read_text().split(",\n")
        recorded = [json.loads(part) for part in parts]
    for seed in itertools.count(1):
        packets = [step.packet for step in simulate(seed, group_code="X")]
        yield [packet for packet in packets if not _is_end(packet)]
        if recorded:
            yield [dict(packet) for packet in recorded if not _is_end(packet)]


def _is_end(packet: Packet) -> bool:
    return bool(packet["type"] == "round_info" and packet["data"]["roundPhase"] == "game_end")


class Feed:
    """One match after another, each event marked with a number of its own."""

    def __init__(self, crew: Crew, recording: Path | None) -> None:
        self._crew = crew
        self._scripts = scripts(recording)
        self._numbers = itertools.count(1)
        self._codes = (f"RECOVER{number}" for number in itertools.count(1))
        self.by_ack: dict[int, str] = {}
        self.next_match()

    def next_match(self) -> None:
        self.code = next(self._codes)
        self.observer = f"observer of {self.code}"
        self.overlay = f"overlay of {self.code}"
        self._packets = iter(next(self._scripts))
        self._crew.log_on(self.observer, self.code)
        self._crew.watch(self.overlay, self.code)

    def send(self, seconds: float, *, may_end: bool = True) -> None:
        """Feed for this long; the client holds back what it can't send.

        A match that has run out of events ends, and the next begins, where it may.
        """
        for _ in range(round(seconds * EVENTS_PER_S)):
            packet = next(self._packets, None)
            if packet is None and may_end:
                self._end()
            self._emit(packet or MORE)
            time.sleep(1 / EVENTS_PER_S)

    def _end(self) -> None:
        self._emit({"type": "round_info", "data": END})
        dismissed = "io server disconnect"
        self._crew.client.wait_for(
            self.observer, "disconnect", lambda reason: reason == dismissed, timeout=PATIENCE_S
        )
        self.next_match()

    def _emit(self, packet: Packet) -> None:
        mark = f"n{next(self._numbers)}"
        marked = {**packet, "obsName": mark, "groupCode": self.code}
        number = self._crew.client.ask(self.observer, "obs_data", json.dumps(marked))
        self.by_ack[number] = mark

    def acknowledged(self) -> dict[str, int]:
        """The number in the log that each marked event was promised."""
        answers = (
            answer
            for name in {f"observer of RECOVER{n}" for n in range(1, int(self.code[7:]) + 1)}
            for answer in self._crew.client.received(name, "ack")
        )
        return {
            self.by_ack[answer.args[0]]: answer.args[1]["seq"]
            for answer in answers
            if answer.args[1]["ok"]
        }


def check(folder: Path, feed: Feed, shown: Packet) -> dict[str, Any]:
    """The log against what was acknowledged, and the last state against the fold of its log."""
    with databases.connect(folder) as database:
        select = (
            "SELECT m.group_code, e.seq, e.received_ms, e.data FROM matches_matchevent e "
            "JOIN matches_match m ON m.id = e.match_id ORDER BY m.id, e.seq"
        )
        rows = [(code, seq, ms, bytes(data)) for code, seq, ms, data in database.execute(select)]
        select = f"SELECT setup FROM matches_match WHERE group_code = '{feed.code}'"
        ((setup,),) = database.execute(select).fetchall()
    state, last_ms = new_match(msgspec.json.decode(bytes(setup), type=MatchSetup)), 0
    places: dict[str, list[int]] = {}
    for code, seq, ms, data in rows:
        event = parse_logged(data)
        places.setdefault(getattr(event, "obs_name", ""), []).append(seq)
        if code == feed.code:
            state, last_ms = apply(state, event, ms), ms
    shown = {name: value for name, value in shown.items() if name != "feed"}  # is not in the log
    acknowledged = feed.acknowledged()
    in_order = all(
        [seq for other, seq, _, _ in rows if other == code]
        == list(range(1, sum(other == code for other, *_ in rows) + 1))
        for code in {code for code, *_ in rows}
    )
    return {
        "acknowledged": len(acknowledged),
        "lost": sum(seq not in places.get(mark, []) for mark, seq in acknowledged.items()),
        "duplicated": sum(len(seqs) > 1 for mark, seqs in places.items() if mark.startswith("n")),
        "dense": in_order,
        "state_is_fold_of_log": shown in _seconds_after(state, last_ms),
    }


def _seconds_after(state: MatchState, last_ms: int) -> list[Packet]:
    """What is shown as time passes after the last event: a timeout counts down."""
    return [public_view(advance(state, last_ms + second * 1000)) for second in range(60)]
