"""The OpenAPI document, which is made for whoever asks first. What it says the apps' tests know."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from spectra_site.api import schema


@pytest.fixture
def generated(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The documents that were made, each of which takes as long as another needs to begin one."""
    made: list[int] = []
    both_at_it = Barrier(2, timeout=0.2)

    class Generator:
        def get_schema(self, **_: Any) -> dict[str, Any]:
            made.append(1)
            with suppress(BrokenBarrierError):  # nobody else came
                both_at_it.wait()
            return {"openapi": "3.0.3"}

    schema._made.cache_clear()
    monkeypatch.setattr(schema, "SchemaGenerator", Generator)
    yield made
    schema._made.cache_clear()


def test_of_two_who_ask_first_one_waits_for_the_other(generated: list[int]) -> None:
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda _: schema.document(), range(2)))
    assert answers == [{"openapi": "3.0.3"}] * 2
    assert len(generated) == 1
