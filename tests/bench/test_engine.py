"""The benchmark of the engine runs, and says what it promises to say."""

import json

import pytest

from bench.engine import STEPS, main


def test_its_last_line_is_one_json_object_with_figures_of_every_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(passes=1)
    *_, last = capsys.readouterr().out.splitlines()
    told = json.loads(last)
    assert set(told) == {"events", *STEPS}
    assert told["parse"]["calls"] == told["events"] > 1_000
    assert all(0 < told[step]["median_us"] <= told[step]["p99_us"] for step in STEPS)
