from pathlib import Path

import pytest

from matches import names_file
from matches.engine import names
from matches.engine.name_tables import Lookup, packaged_tables


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(names, "_lookup", Lookup(packaged_tables()))
    monkeypatch.setattr(names_file, "_problems", [])
    return tmp_path / "names.toml"


def errors() -> list[str]:
    return [error.msg for error in names_file.names_are_usable(None)]


def test_a_map_of_the_sites_own_file_needs_no_release(own_file: Path) -> None:
    own_file.write_text('[maps]\nMeteor = "Crater"\n')
    names_file.lay_over(str(own_file))
    assert names.map_name("meteor") == "Crater"
    assert errors() == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"[maps", "Expected ']'"),
        (b"[mops]", "unknown field `mops`"),
        (b"[maps]\nJam = 3", "at `$.maps"),
        (b'[maps]\nJam = ""', "length >= 1"),
        (b"[weapons.Vandal]\ncost = -1", "at `$.weapons[...].cost`"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_a_bad_file_stops_the_start_and_says_why(own_file: Path, text: bytes, problem: str) -> None:
    own_file.write_bytes(text)
    names_file.lay_over(str(own_file))
    (said,) = errors()
    assert said.startswith(f"NAMES_FILE can't be used: {own_file}: ")
    assert problem in said
    assert names.map_name("Jam") == "Lotus"


def test_a_file_that_is_missing_stops_the_start(own_file: Path) -> None:
    names_file.lay_over(str(own_file))
    assert errors() == [f"NAMES_FILE can't be used: {own_file}: No such file or directory"]
