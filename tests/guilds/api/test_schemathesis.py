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

from guilds import attempts
from guilds.api.views import Reads
from tests.guilds.api.conftest import API, Asker
from tests.guilds.api.document import operations
from tests.guilds.cast import CHARLIE, HARBOUR

pytestmark = pytest.mark.django_db

# Not among them: that every value the document allows is taken. Whether a moment is within a
# year of another, and a cursor one of ours, is in no schema.
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]

TRIES = settings(
    max_examples=10,
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
def api(kept_connection: None, guilds: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The document, served; about half of the ids in its addresses are known."""
    monkeypatch.setattr(Reads, "rate", "1000000/min")
    monkeypatch.setattr(attempts, "TOKENS", 1_000_000)
    monkeypatch.setattr(attempts, "PASSWORDS", 1_000_000)
    schema = schemathesis.openapi.from_wsgi(f"{API}/schema/", get_wsgi_application())
    known = {"guild": HARBOUR, "member": CHARLIE.discord_id}

    @schema.hook
    def map_path_parameters(context: Any, path_parameters: Any) -> Any:
        for name in known.keys() & (path_parameters or {}).keys():
            number = path_parameters[name]
            if isinstance(number, int) and number >= 0 and number % 4:
                path_parameters[name] = known[name]
        return path_parameters

    return schema


@pytest.mark.parametrize("mode", list(GenerationMode), ids=["what it allows", "what it forbids"])
@pytest.mark.parametrize(("path", "method"), sorted(operations()))
def test_it_answers_as_the_document_says(
    api: Any, grace: Asker, path: str, method: str, mode: GenerationMode
) -> None:
    @TRIES
    @given(case=api[path][method].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers=grace.headers, checks=CHECKS)

    ask()
