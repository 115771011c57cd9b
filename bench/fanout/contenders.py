"""The systems that are compared."""

import gc
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.systems.kind import System
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
    tls: bool = False
    proxied: bool = False


CONTENDERS = {
    "ours": Contender("Spectra", "ours", True),
    "node": Contender("Node Socket.IO, deflate", "node", True),
    "daphne": Contender("daphne + python-socketio", "daphne", True),
    "bare": Contender("bare sends, deflated", "bare", True),
    "ours-plain": Contender("Spectra, no deflate", "ours", False),
    "node-plain": Contender("Node Socket.IO, no deflate", "node", False),
    "ours-tls": Contender("Spectra, TLS", "ours", True, tls=True),
    "ours-proxy": Contender("Spectra behind nginx", "ours", True, proxied=True),
    "daphne-plain": Contender("daphne + python-socketio", "daphne", False),
    "bare-plain": Contender("bare sends, not deflated", "bare", False),
}
# Untouched daphne compresses for nobody, whatever they offer: once is enough.
USUAL = ["ours", "node", "daphne", "bare", "ours-plain", "node-plain", "bare-plain"]
PLAIN = ["ours-plain", "node-plain", "daphne-plain", "bare-plain"]


@contextmanager
def started(contender: Contender, matches: int, seconds: float) -> Iterator[tuple[Crowd, System]]:
    """The system, up, and a crowd without viewers yet."""
    gc.collect()
    gc.disable()  # the generator makes no cycles while it runs, and must not stop to look for them
    crowd = Crowd(unchecked_tls() if contender.tls else None)
    system: System | None = None
    try:
        if contender.kind == "ours":
            system = Ours(crowd, matches, proxied=contender.proxied)
        else:
            states = round(seconds * 10) + SPARE_STATES
            system = Other(contender.kind, matches, states, deflate=contender.deflate)
        yield crowd, system
    except Exception:
        if system:
            print(f"What the server said last:\n{system.log()[-3000:]}", file=sys.stderr)
        raise
    finally:
        if system:
            system.close()
        crowd.close()
        gc.enable()


def unchecked_tls() -> ssl.SSLContext:
    """TLS as the field's clients do it, who take any certificate."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
