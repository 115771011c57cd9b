"""A hundred thousand states, each of which the field's client sees once, whole and in order."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.needs import ROOT, node
from tests.support.relay import relay_to
from tests.support.served import free_ports, listens

STATES = 100_000
CLIENT = ROOT / "tests" / "wire" / "clients" / "versions.mjs"


@contextmanager
def torrent() -> Iterator[int]:
    """A server of states; its port."""
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "tests.support.torrent", str(port)]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "spectra_site.settings"}
    with subprocess.Popen(command, cwd=ROOT, env=env) as server:
        try:
            while not listens(port):
                assert server.poll() is None
                time.sleep(0.02)
            yield port
        finally:
            server.kill()


def test_a_client_that_keeps_up_sees_every_state() -> None:
    with torrent() as port, relay_to(port) as relay:
        client = [node(), str(CLIENT), relay.url, str(STATES)]
        done = subprocess.run(client, capture_output=True, text=True, timeout=300, check=False)
        (line,) = relay.websockets()
    assert done.returncode == 0, done.stderr
    assert sum(frame.compressed for frame in line.frames()) >= STATES
