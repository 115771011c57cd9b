"""A small run of the benchmark: what it promises to tell, and that it is plausible."""

import json
import subprocess
import sys
from typing import Any

from tests.support import needs

PROMISED = {
    *("viewers", "states_per_s", "p50_ms", "p99_ms", "bytes_per_state"),
    *("cpu_ratio_node_deflate", "cpu_ratio_node_plain", "cpu_ratio_floor"),
}


def run(*arguments: str) -> tuple[list[str], dict[str, Any]]:
    """The lines of the table, and the object of the last line."""
    command = [sys.executable, "-m", "bench.fanout", "--viewers", "20", *arguments]
    done = subprocess.run(command, cwd=needs.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    *lines, last = done.stdout.splitlines()
    told: dict[str, Any] = json.loads(last)
    return lines, told


def test_it_compares_systems_whose_every_state_was_checked() -> None:
    needs.node()
    systems = ["ours", "node", "node-plain", "bare"]
    lines, told = run("--seconds", "1", "--systems", *systems)
    assert len(lines) == 1 + len(systems)
    assert set(told) >= PROMISED
    assert told["viewers"] == 20
    assert 5 < told["states_per_s"] <= 12
    assert 0 < told["p50_ms"] <= told["p99_ms"]
    assert told["bytes_per_state"] < 2_000 < told["systems"]["node-plain"]["bytes_per_state"]
    assert all(told[name] > 0 for name in PROMISED if name.startswith("cpu_ratio"))
    assert told["complete"] == 20


def test_a_join_storm_gives_each_joiner_one_state_of_its_own() -> None:
    lines, told = run("--join", "--no-deflate")
    assert len(lines) == 3
    for name in ("join", "connect"):
        assert 0 <= told[f"{name}_p50_ms"] <= told[f"{name}_p99_ms"]
        assert told[f"{name}_extra_states"] <= 1.5
