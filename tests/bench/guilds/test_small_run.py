"""A small run of the benchmark: what it promises to tell, and that it is plausible."""

import json
import subprocess
import sys

from tests.support import needs

PROMISED = {"delivered_per_s", "p50_ms", "p99_ms", "cpu_percent", "kb_per_connection"}


def test_every_dashboard_hears_all_that_happens_in_its_community() -> None:
    command = [sys.executable, "-m", "bench.guilds", "--subscribers", "30", "--guilds", "3"]
    command += ["--rate", "60", "--seconds", "1", "--events", "0"]
    done = subprocess.run(command, cwd=needs.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    *lines, last = done.stdout.splitlines()
    told = json.loads(last)
    assert set(told) >= PROMISED
    assert {line.split()[0] for line in lines[1:]} <= set(told)
    assert told["delivered_per_s"] > 0
    assert 0 < told["p50_ms"] <= told["p99_ms"] <= told["slowest_ms"]
    assert told["kb_per_connection"] > 1
