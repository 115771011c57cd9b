"""Schemathesis asks whatever the OpenAPI document allows, and much that it forbids."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

DOCUMENT = "/api/v1/schema/"
# Not among them: that every value the document allows is taken. Whether a number or a moment is
# where there is something, and a cursor one of ours, is in no schema.
CHECKS: list[Any] = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]


def tries(examples: int) -> settings:
    """So many questions for each address, the same at each run."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def served_document() -> Iterator[schemathesis.BaseSchema]:
    """The document with the site behind it.

    A request ends without closing the connection to the database, which is the test's own.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(DOCUMENT, get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
