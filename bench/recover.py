"""What kill -9 costs: ``python -m bench.recover --kills 200``.

An unmodified socket.io-client feeds simulated (and, with --recording, recorded) matches to a
real server, asking for each event to be acknowledged. At random moments the server is killed and
started again, and the client goes on by itself. Then the log is held against what was
acknowledged, and the state that an overlay shows against the fold of the log.

With --away, the database can't be written to for so many seconds in the middle; with --full, its
disk (a small one, which takes the rights to mount it) is full for so long.

Prints a table, then one JSON object on the last line; ends with 1 if anything was lost.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.feeding import PATIENCE_S, Feed, check
from bench.site import prepared
from tests.support import databases
from tests.support.disks import full, small_disk
from tests.support.node_client import NodeClient
from tests.support.served import Served
from tests.wire.crew import Crew

ALIVE_S = (0.05, 0.6)  # how long the server lives after it is up, from and to
DISK_MB = 64


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


def run(options: argparse.Namespace, root: Path, client: NodeClient) -> dict[str, Any]:
    """All kills, and what came of them."""
    chance, folder = random.Random(options.seed), root / "data"
    key = prepared(folder)
    served = Served(folder).start()
    try:
        feed = Feed(Crew(client, served, key), options.recording)
        recoveries = []
        for number in range(options.kills):
            feed.send(chance.uniform(*ALIVE_S))
            if number == options.kills // 2:
                trouble(options, root, feed)
            recoveries.append(kill_and_come_back(served, feed, client))
            print(f"\rkill {number + 1} of {options.kills}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        time.sleep(1)
        shown = client.received(feed.overlay, "match_data")[-1].json
        found = check(folder, feed, shown)
    finally:
        served.close()
    recoveries.sort()
    return {
        "kills": options.kills,
        **found,
        "median_recovery_s": round(recoveries[len(recoveries) // 2], 2),
        "max_recovery_s": round(recoveries[-1], 2),
    }


def trouble(options: argparse.Namespace, root: Path, feed: Feed) -> None:
    """Go on feeding while the database can't be written to, and a little after."""
    if options.away:
        with databases.locked(root / "data"):
            feed.send(options.away, may_end=False)
        feed.send(1, may_end=False)
    if options.full:
        with full(root):
            feed.send(options.full, may_end=False)
        feed.send(1, may_end=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--recording", type=Path, help="a recorded match, played in turn")
    parser.add_argument("--away", type=float, default=0, metavar="SECONDS")
    parser.add_argument("--full", type=float, default=0, metavar="SECONDS")
    options = parser.parse_args()
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if options.full:
            stack.enter_context(small_disk(root, DISK_MB))
        figures = run(options, root, stack.enter_context(NodeClient()))
    for name, value in figures.items():
        print(f"{name:<22} {value}")
    print(json.dumps(figures))
    fine = figures["lost"] == figures["duplicated"] == 0
    return 0 if fine and figures["dense"] and figures["state_is_fold_of_log"] else 1


if __name__ == "__main__":
    sys.exit(main())
