"""The simulated community of `manage.py serve --demo`, as the server says where it is."""

import re
import time
from typing import NamedTuple

from tests.support.served import Served

PATIENCE_S = 30.0
SAID = re.compile(r"demo community\s+(\S+)\s+sign in there as\s+(\S+)/(\S+)")


class Demo(NamedTuple):
    """The address of its dashboard, and who may see it."""

    address: str
    user: str
    password: str


def demo_of(served: Served) -> Demo:
    """As the server's last start said it, which may have been a moment ago."""
    deadline = time.monotonic() + PATIENCE_S
    while not (said := SAID.findall(served.log())):
        assert time.monotonic() < deadline, served.log()
        time.sleep(0.05)
    return Demo(*said[-1])
