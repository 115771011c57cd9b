"""The communities' part of the OpenAPI document is complete and true."""

import re
from typing import Any

import jsonschema

from guilds.api.urls import urlpatterns
from spectra_site.api.schema import document
from tests.guilds.api.conftest import API
from tests.guilds.api.document import AUTH, operations


def test_it_has_every_address() -> None:
    routes = {re.sub(r"<\w+:(\w+)>", r"{\1}", str(one.pattern)) for one in urlpatterns}
    assert {path for path, _ in operations()} == {f"{API}/{route}" for route in routes}


def test_every_operation_says_what_it_is_and_what_can_go_wrong() -> None:
    for where, operation in operations().items():
        assert operation["summary"], where
        assert {"400", "401", "403", "429"} <= set(operation["responses"]), where
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"], (where, status)


def test_every_operation_needs_a_token_or_a_session_but_those_that_make_tokens() -> None:
    for (path, method), operation in operations().items():
        schemes = {name for one in operation.get("security", []) for name in one}
        if path.startswith(AUTH):
            assert schemes == ({"session"} if path.endswith("session/") else set()), path
        else:
            assert schemes == {"accessToken", "session"}, (path, method)


def test_every_answer_has_an_example_that_fits_it() -> None:
    for where, operation in operations().items():
        content = operation["responses"].get("200", {}).get("content", {}).get("application/json")
        if content is None:
            continue
        (example,) = content["examples"].values()
        parts = {"components": strict(document()["components"])}
        jsonschema.validate(example["value"], {**strict(content["schema"]), **parts})
        assert example["value"], where


def strict(schema: Any) -> Any:
    """OpenAPI 3.0's `nullable` as JSON Schema has it, and no member that is not named."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: strict(value) for name, value in schema.items() if name != "nullable"}
    if "properties" in plain and "type" in plain:
        plain["additionalProperties"] = False
    return {"anyOf": [{"type": "null"}, plain]} if schema.get("nullable") is True else plain
