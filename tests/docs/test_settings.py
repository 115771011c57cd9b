"""docs/settings.md names every setting and every check, with its true default, and no other."""

import ast
import re
from collections.abc import Iterator

from tests.docs.reading import document, rows, sources
from tests.support.needs import ROOT

SETTINGS = document("docs/settings.md")
READERS = {"text", "secret", "flag", "number", "choice", "address", "words"}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every reading of the environment: (reader, call)."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            function = getattr(node, "func", None)
            if isinstance(node, ast.Call) and isinstance(function, ast.Attribute):
                owner = function.value
                if isinstance(owner, ast.Name) and owner.id == "env" and function.attr in READERS:
                    yield function.attr, node


def name_of(call: ast.Call) -> str:
    return str(ast.literal_eval(call.args[0]))


def read_names() -> Iterator[str]:
    for reader, call in calls():
        yield name_of(call)
        if reader == "secret":
            yield f"{name_of(call)}_FILE"


def documented() -> dict[str, list[str]]:
    return {name: cells for name, cells in rows(SETTINGS).items() if name.isupper()}


def default_of(reader: str, call: ast.Call) -> str:
    """A default that the code spells out, as the document would write it; "" for none."""
    given = [*call.args[1:], *(word.value for word in call.keywords if word.arg == "default")]
    if reader not in ("flag", "number", "choice") or not isinstance(given[0], ast.Constant):
        return ""
    value = given[0].value
    return str(value).lower() if reader == "flag" else str(value)


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    assert set(documented()) == set(read_names())


def test_the_documented_defaults_are_those_of_the_code() -> None:
    checked = 0
    for reader, call in calls():
        if default := default_of(reader, call):
            assert f"`{default}`" in documented()[name_of(call)][0], name_of(call)
            checked += 1
    assert checked >= 10


def test_a_choice_names_what_can_be_chosen() -> None:
    for reader, call in calls():
        if reader == "choice":
            _, meaning = documented()[name_of(call)]
            for word in ast.literal_eval(call.args[2]):
                assert f"`{word}`" in meaning


def test_every_check_is_documented_and_every_documented_one_exists() -> None:
    modules = ("spectra_site/checks.py", "matches/names_file.py")
    text = "".join((ROOT / module).read_text() for module in modules)
    used = re.findall(r"spectra\.[EW]\d{3}", text)
    told = [name for name in rows(SETTINGS) if name.startswith("spectra.")]
    assert set(told) == set(used)
