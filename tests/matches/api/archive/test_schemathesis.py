"""Whatever the OpenAPI document allows, and much that it forbids, is answered as it says."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from matches.api.archive.throttles import Downloads, Reads
from matches.models import Match

from .cast import API, Asker, archive_paths

pytestmark = pytest.mark.django_db

# Not among them: that every value the document allows is taken. Whether a number or a moment is
# within the match, and a cursor one of ours, is in no schema.
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.unsupported_method,
    checks.ignored_auth,
]

TRIES = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """A request ends without closing the connection, which is the test's own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def api(
    kept_connection: None,
    match: Match,
    on_air: Match,
    others: Match,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """The document, served; most of the numbers in its addresses are those of matches."""
    monkeypatch.setattr(Reads, "rate", "1000000/min")
    monkeypatch.setattr(Downloads, "rate", "1000000/min")
    schema = schemathesis.openapi.from_wsgi(f"{API}/schema/", get_wsgi_application())
    known = [match.pk, on_air.pk, others.pk]

    @schema.hook
    def map_path_parameters(context: Any, path_parameters: Any) -> Any:
        number = (path_parameters or {}).get("id")
        if isinstance(number, int) and number >= 0 and number % 4 < len(known):
            path_parameters["id"] = known[number % 4]
        return path_parameters

    return schema


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
        case.call_and_validate(headers=alice.headers, checks=CHECKS)

    ask()
