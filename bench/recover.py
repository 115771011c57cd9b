"""What kill -9 costs: ``python -m bench.recover --kills 200``.

An unmodified socket.io-client feeds simulated (and, with --recording, recorded) matches to a
real server, asking for each event to be acknowledged. At random moments the server is killed and
started again, and the client goes on by itself. Then the log is held against what was
acknowledged, and the state that an overlay shows against the fold of the log.

Prints a table, then one JSON object on the last line; ends with 1 if anything was lost.
"""

import argparse
import itertools
import json
import random
import sys
import tempfile
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
from tests.support.node_client import NodeClient
from tests.support.served import Served, manage
from tests.wire.crew import Crew

EVENTS_PER_S = 250
ALIVE_S = (0.05, 0.6)  # how long the server lives after it is up, from and to
PATIENCE_S = 30.0
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

    def send(self, seconds: float) -> None:
        """Feed for this long; the client holds back what it can't send."""
        for _ in range(round(seconds * EVENTS_PER_S)):
            packet = next(self._packets, None)
            if packet is None:
                self._crew.state(self.overlay)  # it is connected, so the end reaches the server
                self._emit({"type": "round_info", "data": END})
                self._crew.client.wait_for(self.observer, "disconnect", timeout=PATIENCE_S)
                self.next_match()
                continue
            self._emit(packet)
            time.sleep(1 / EVENTS_PER_S)

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


def kill_and_come_back(served: Served, feed: Feed, client: NodeClient) -> float:
    """Seconds from the kill to the first state that the overlay gets after it."""
    seen = len(client.received(feed.overlay, "match_data"))
    killed = time.monotonic()
    served.kill()
    served.start()
    client.wait_for(feed.overlay, "connect", timeout=PATIENCE_S)
    client.emit(feed.overlay, "logon", json.dumps({"groupCode": feed.code}))
    while len(client.received(feed.overlay, "match_data")) == seen:
        if time.monotonic() - killed > PATIENCE_S:
            raise TimeoutError(client.conversation()[-2000:])
        time.sleep(0.002)
    return time.monotonic() - killed


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


def run(kills: int, seed: int, recording: Path | None) -> dict[str, Any]:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as root, NodeClient() as client:
        folder = Path(root) / "data"
        databases.create(folder)
        for command in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            manage(folder, *command)
        key = manage(folder, "issue_key", "bench", "--create-org", "Bench", "--label", "b").strip()
        served = Served(folder).start()
        try:
            feed = Feed(Crew(client, served, key), recording)
            recoveries = []
            for number in range(kills):
                feed.send(chance.uniform(*ALIVE_S))
                recoveries.append(kill_and_come_back(served, feed, client))
                print(f"\rkill {number + 1} of {kills}", end="", file=sys.stderr, flush=True)
            print(file=sys.stderr)
            time.sleep(1)
            client.wait_for(feed.observer, "connect", timeout=PATIENCE_S)
            shown = client.received(feed.overlay, "match_data")[-1].json
            found = check(folder, feed, shown)
        finally:
            served.close()
    recoveries.sort()
    return {
        "kills": kills,
        **found,
        "median_recovery_s": round(recoveries[len(recoveries) // 2], 2),
        "max_recovery_s": round(recoveries[-1], 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--recording", type=Path, help="a recorded match, played in turn")
    options = parser.parse_args()
    figures = run(options.kills, options.seed, options.recording)
    for name, value in figures.items():
        print(f"{name:<22} {value}")
    print(json.dumps(figures))
    fine = figures["lost"] == figures["duplicated"] == 0
    return 0 if fine and figures["dense"] and figures["state_is_fold_of_log"] else 1


if __name__ == "__main__":
    sys.exit(main())
