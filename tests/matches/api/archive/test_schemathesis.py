"""Whatever the OpenAPI document allows, and much that it forbids, is answered as it says."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import given
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from matches.api.archive.throttles import Downloads, Reads
from matches.models import Match
from tests.support.asking import CHECKS, served_document, tries

from .cast import Asker, archive_paths

pytestmark = pytest.mark.django_db

MORE_CHECKS = [*CHECKS, checks.negative_data_rejection, checks.ignored_auth]
TRIES = tries(20)


@pytest.fixture
def api(
    match: Match, on_air: Match, others: Match, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """The document, served; most of the numbers in its addresses are those of matches."""
    monkeypatch.setattr(Reads, "rate", "1000000/min")
    monkeypatch.setattr(Downloads, "rate", "1000000/min")
    known = [match.pk, on_air.pk, others.pk]
    with served_document() as schema:

        @schema.hook
        def map_path_parameters(context: Any, path_parameters: Any) -> Any:
            number = (path_parameters or {}).get("id")
            if isinstance(number, int) and number >= 0 and number % 4 < len(known):
                path_parameters["id"] = known[number % 4]
            return path_parameters

        yield schema


def aim(schema: schemathesis.BaseSchema) -> None:
    """What no schema tells: a code that was played, a number that was reached, no cursor."""

    @schema.hook
    def map_query(context: Any, query: Any) -> Any:
        aimed = {**(query or {})}
        aimed.pop("cursor", None)
        if "code" in aimed:
            aimed["code"] = "HARBOUR1"
        for name in {"seq", "after"} & set(aimed):
            aimed[name] %= 40
        return aimed


@pytest.mark.parametrize("mode", list(GenerationMode), ids=["what it allows", "what it forbids"])
@pytest.mark.parametrize("path", sorted(archive_paths()))
def test_it_answers_as_the_document_says(
    api: Any, alice: Asker, path: str, mode: GenerationMode
) -> None:
    if mode is GenerationMode.POSITIVE:
        aim(api)

    @TRIES
    @given(case=api[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers=alice.headers, checks=MORE_CHECKS)

    ask()
