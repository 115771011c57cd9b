"""A small run of the benchmark that kills servers: it must find nothing lost."""

import json
import subprocess
import sys

from tests.support import needs


def test_five_kills_lose_nothing_and_duplicate_nothing() -> None:
    needs.node()
    recording = needs.conformance() / "real-match.replay"
    command = [sys.executable, "-m", "bench.recover", "--kills", "5", "--recording", str(recording)]
    done = subprocess.run(command, cwd=needs.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["acknowledged"] > 100
    assert (figures["lost"], figures["duplicated"]) == (0, 0)
    assert figures["state_is_fold_of_log"]
