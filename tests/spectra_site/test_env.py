from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spectra_site import env
from spectra_site.env import Problem

Set = Callable[[str], None]


@pytest.fixture(autouse=True)
def problems(monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """What was noted in this test alone."""
    noted: list[Problem] = []
    monkeypatch.setattr(env, "problems", noted)
    return noted


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Sets the variable that every test here reads."""
    monkeypatch.delenv("COLOUR", raising=False)
    monkeypatch.delenv("COLOUR_FILE", raising=False)
    return lambda value: monkeypatch.setenv("COLOUR", value)


@pytest.mark.parametrize(
    ("read", "default"),
    [
        (lambda default: env.text("COLOUR", default), "blue"),
        (lambda default: env.flag("COLOUR", default), True),
        (lambda default: env.number("COLOUR", default, 0, 9), 7),
        (lambda default: env.choice("COLOUR", default, ("red", "blue")), "blue"),
        (lambda default: env.words("COLOUR", default), ["blue"]),
    ],
    ids=["text", "flag", "number", "choice", "words"],
)
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_nothing_and_blanks_mean_the_default(
    given: Set, problems: list[Problem], empty: str | None, read: Any, default: Any
) -> None:
    if empty is not None:
        given(empty)
    assert read(default) == default
    assert problems == []


def test_text_loses_the_blanks_around_it(given: Set) -> None:
    given(" deep blue\n")
    assert env.text("COLOUR") == "deep blue"


@pytest.mark.parametrize(
    ("value", "meant"), [("1", True), ("TRUE", True), ("On", True), ("no", False), ("0", False)]
)
def test_a_flag_is_read_in_the_usual_words(given: Set, value: str, *, meant: bool) -> None:
    given(value)
    assert env.flag("COLOUR", default=not meant) is meant


def test_a_flag_that_is_no_yes_or_no_is_a_problem_with_a_hint(
    given: Set, problems: list[Problem]
) -> None:
    given("perhaps")
    assert env.flag("COLOUR", default=True) is True
    assert problems == [Problem("COLOUR", "COLOUR can't be read", "Use true or false.")]


@pytest.mark.parametrize("value", ["1", "5", "9"])
def test_a_number_may_be_as_low_and_as_high_as_its_limits(given: Set, value: str) -> None:
    given(value)
    assert env.number("COLOUR", 3, 1, 9) == int(value)


@pytest.mark.parametrize("value", ["0", "10", "-1", "2.5", "1e1", "two"])
def test_a_number_out_of_its_range_is_a_problem_that_names_the_range(
    given: Set, problems: list[Problem], value: str
) -> None:
    given(value)
    assert env.number("COLOUR", 3, 1, 9) == 3
    assert [problem.hint for problem in problems] == ["Use a whole number from 1 to 9."]


def test_a_choice_is_one_of_the_words_exactly(given: Set, problems: list[Problem]) -> None:
    given("red")
    assert env.choice("COLOUR", "blue", ("red", "blue")) == "red"
    given("Red")
    assert env.choice("COLOUR", "blue", ("red", "blue")) == "blue"
    assert [problem.hint for problem in problems] == ["Use one of: red, blue."]


def test_an_address_has_a_scheme_that_is_known(given: Set, problems: list[Problem]) -> None:
    given("redis://localhost")
    assert env.address("COLOUR", "", ("redis", "unix")) == "redis://localhost"
    given("localhost:6379")
    assert env.address("COLOUR", "", ("redis", "unix")) == ""
    assert [p.hint for p in problems] == ["Use an address that begins with redis:// or unix://."]


def test_a_list_drops_what_is_empty(given: Set) -> None:
    given("red, blue ,,green,")
    assert env.words("COLOUR", []) == ["red", "blue", "green"]


def test_a_secret_comes_from_its_variable_or_from_a_file(
    given: Set, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert env.secret("COLOUR") == ""
    (tmp_path / "colour").write_text("from the file\n")
    monkeypatch.setenv("COLOUR_FILE", str(tmp_path / "colour"))
    assert env.secret("COLOUR") == "from the file"
    given("from the variable")
    assert env.secret("COLOUR") == "from the variable"


def test_a_secret_s_file_that_is_not_there_is_a_problem_that_names_the_variable(
    given: Set, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, problems: list[Problem]
) -> None:
    monkeypatch.setenv("COLOUR_FILE", str(tmp_path / "none"))
    assert env.secret("COLOUR") == ""
    (problem,) = problems
    assert problem.name == "COLOUR_FILE"
    assert "set COLOUR itself" in problem.hint


def test_a_problem_never_repeats_the_value(given: Set, problems: list[Problem]) -> None:
    given("hunter2")
    env.number("COLOUR", 3, 1, 9)
    env.flag("COLOUR", default=True)
    assert "hunter2" not in str(problems)
