"""Whatever the OpenAPI document allows, and much that it forbids, is answered as it says."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import given
from schemathesis.generation import GenerationMode

from auth_keys import attempts
from guilds.api.views import Reads
from tests.guilds.api.conftest import Asker
from tests.guilds.api.document import operations
from tests.guilds.cast import CHARLIE, HARBOUR
from tests.support.asking import CHECKS, served_document, tries

pytestmark = pytest.mark.django_db

TRIES = tries(10)


@pytest.fixture
def api(guilds: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The document, served; about half of the ids in its addresses are known."""
    monkeypatch.setattr(Reads, "rate", "1000000/min")
    monkeypatch.setattr(attempts, "TOKENS", 1_000_000)
    monkeypatch.setattr(attempts, "PASSWORDS", 1_000_000)
    known = {"guild": HARBOUR, "member": CHARLIE.discord_id}
    with served_document() as schema:

        @schema.hook
        def map_path_parameters(context: Any, path_parameters: Any) -> Any:
            for name in known.keys() & (path_parameters or {}).keys():
                number = path_parameters[name]
                if isinstance(number, int) and number >= 0 and number % 4:
                    path_parameters[name] = known[name]
            return path_parameters

        yield schema


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
