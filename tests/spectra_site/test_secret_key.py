import stat
from pathlib import Path

import pytest

from spectra_site import secret_key
from spectra_site.secret_key import kept_secret_key


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    first = kept_secret_key(tmp_path / "new" / "folder")
    assert len(first) >= 50
    assert kept_secret_key(tmp_path / "new" / "folder") == first


def test_two_sites_have_two_keys(tmp_path: Path) -> None:
    assert kept_secret_key(tmp_path / "a") != kept_secret_key(tmp_path / "b")


def test_keys_of_two_names_are_two_keys(tmp_path: Path) -> None:
    first = kept_secret_key(tmp_path)
    assert kept_secret_key(tmp_path, "jwt_secret") != first
    assert (tmp_path / "jwt_secret").exists()
    assert kept_secret_key(tmp_path) == first


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    kept_secret_key(tmp_path)
    (kept,) = tmp_path.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_of_two_processes_that_start_at_once_both_use_the_first_one_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def while_another_process_is_faster() -> str:
        (tmp_path / "secret_key").write_text("theirs")
        return "ours"

    monkeypatch.setattr(secret_key, "get_random_secret_key", while_another_process_is_faster)
    assert kept_secret_key(tmp_path) == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
