"""The systems that are compared."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.fanout.measure import System
from bench.systems.others import Other
from bench.systems.ours import Ours
from bench.viewers.crowd import Crowd

SPARE_STATES = 150  # what warming up and draining may take


@dataclass(frozen=True)
class Contender:
    """A system as it takes part: with viewers who offer compression, or with such as don't."""

    label: str
    kind: str
    deflate: bool


CONTENDERS = {
    "ours": Contender("Spectra", "ours", True),
    "node": Contender("Node Socket.IO, deflate", "node", True),
    "daphne": Contender("daphne + python-socketio", "daphne", True),
    "bare": Contender("bare sends, deflated", "bare", True),
    "ours-plain": Contender("Spectra, no deflate", "ours", False),
    "node-plain": Contender("Node Socket.IO, no deflate", "node", False),
    "daphne-plain": Contender("daphne + python-socketio", "daphne", False),
    "bare-plain": Contender("bare sends, not deflated", "bare", False),
}
# Untouched daphne compresses for nobody, whatever they offer: once is enough.
USUAL = [name for name in CONTENDERS if name != "daphne-plain"]
PLAIN = [name for name in CONTENDERS if name.endswith("-plain")]


@contextmanager
def started(contender: Contender, matches: int, seconds: float) -> Iterator[tuple[Crowd, System]]:
    """The system, up, and a crowd without viewers yet."""
    gc.collect()
    gc.disable()  # the generator makes no cycles while it runs, and must not stop to look for them
    crowd = Crowd()
    system: System | None = None
    try:
        if contender.kind == "ours":
            system = Ours(crowd, matches)
        else:
            states = round(seconds * 10) + SPARE_STATES
            system = Other(contender.kind, matches, states, deflate=contender.deflate)
        yield crowd, system
    finally:
        if system:
            system.close()
        crowd.close()
        gc.enable()
