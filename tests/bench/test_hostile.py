"""A small run of the attacks: each is told of, and the matches beside lose nothing."""

import pytest

from bench.hostile import __main__ as hostile
from bench.hostile import attacks


def test_an_attack_is_measured_beside_matches_that_lose_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hostile, "SETTLE_S", 1.0)
    monkeypatch.setattr(hostile, "ATTACKS", {"root paths": attacks.root_paths})
    monkeypatch.setattr(attacks, "REQUESTS", 5)
    told = hostile.run(matches=2)
    assert told["sent"] == told["acknowledged"] > 0
    assert told["in_order"]
    assert list(told["attacks"]) == ["none", "root paths"]
    assert told["attacks"]["root paths"]["answered"] == "5 x 200"
    assert told["attacks"]["root paths"]["p99_ms"] > 0
