"""The OpenAPI document is valid, complete and true, and its page shows it."""

import re
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command
from django.test import Client
from drf_spectacular.validation import validate_schema

from matches.api.urls import urlpatterns
from spectra_site.api.schema import document

from .cast import API, archive_paths

pytestmark = pytest.mark.django_db

HIDDEN = {"schema/", "docs/"}


def operations() -> dict[str, dict[str, Any]]:
    return {path: methods["get"] for path, methods in archive_paths().items()}


def test_it_is_a_valid_document_without_a_warning(tmp_path: Any) -> None:
    validate_schema(document())
    file = str(tmp_path / "schema.yml")
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", file)


def test_it_is_served_to_everybody_as_json() -> None:
    answer = Client().get(f"{API}/schema/")
    assert answer["Content-Type"].startswith("application/json")
    assert answer.json()["openapi"].startswith("3.")
    assert set(answer.json()["paths"]) == set(document()["paths"])


def test_it_has_every_address_and_nothing_else() -> None:
    routes = {re.sub(r"<\w+:(\w+)>", r"{\1}", str(one.pattern)) for one in urlpatterns}
    visible = {route for route in routes - HIDDEN if not route.startswith("^")}
    assert set(archive_paths()) == {f"{API}/{route}" for route in visible}


def test_every_operation_says_what_it_is_and_what_can_go_wrong() -> None:
    for path, operation in operations().items():
        assert operation["summary"], path
        assert {"200", "400", "401", "429"} <= set(operation["responses"]), path
        for status, answer in operation["responses"].items():
            if status != "200":
                assert list(answer["content"]) == ["application/problem+json"], (path, status)


def test_every_operation_needs_a_key_or_a_session() -> None:
    for path, operation in operations().items():
        schemes = {name for one in operation["security"] for name in one}
        more = {"readKeyInAddress"} if path.endswith("getStats") else set()
        assert schemes == {"readKey", "adminSession"} | more, path


def test_every_answer_in_json_has_an_example_that_fits_it() -> None:
    for path, operation in operations().items():
        content = operation["responses"]["200"]["content"].get("application/json")
        if content is None or path.endswith("state/"):
            continue
        (example,) = content["examples"].values()
        schema = {**_nullable(content["schema"]), "components": _nullable(document()["components"])}
        jsonschema.validate(example["value"], schema)


def _nullable(schema: Any) -> Any:
    """OpenAPI 3.0's `nullable` as JSON Schema has it."""
    if isinstance(schema, list):
        return [_nullable(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _nullable(value) for name, value in schema.items() if name != "nullable"}
    return {"anyOf": [{"type": "null"}, plain]} if schema.get("nullable") is True else plain


def test_the_page_loads_nothing_from_elsewhere() -> None:
    answer = Client().get(f"{API}/docs/")
    page = answer.content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(loaded) >= 4
    assert all(address.startswith("/") and "//" not in address for address in loaded)
    assert "script-src 'self';" in answer["Content-Security-Policy"]
