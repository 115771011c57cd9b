import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from spectra_site import tls
from spectra_site.tls import intermediates, problem_with, self_signed_pair


def certificate(path: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(Path(path).read_bytes())


def test_a_pair_made_here_can_be_served(tmp_path: Path) -> None:
    assert problem_with(*self_signed_pair(tmp_path / "new")) == ""


def test_it_is_for_this_machine_under_both_of_its_names(tmp_path: Path) -> None:
    _, cert = self_signed_pair(tmp_path)
    names = certificate(cert).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    assert [str(name.value) for name in names.value] == ["localhost", "127.0.0.1"]


def test_only_its_owner_may_read_the_key(tmp_path: Path) -> None:
    key, _ = self_signed_pair(tmp_path)
    assert stat.S_IMODE(Path(key).stat().st_mode) == 0o600


def test_the_same_pair_serves_again_so_that_nobody_has_to_accept_it_twice(tmp_path: Path) -> None:
    first = certificate(self_signed_pair(tmp_path)[1])
    assert certificate(self_signed_pair(tmp_path)[1]) == first


def test_intermediate_certificates_are_told_from_the_servers_own(tmp_path: Path) -> None:
    _, own = self_signed_pair(tmp_path / "own")
    _, other = self_signed_pair(tmp_path / "other")
    assert intermediates(own, tmp_path) == ""
    both = tmp_path / "both.pem"
    both.write_bytes(Path(own).read_bytes() + Path(other).read_bytes())
    assert certificate(intermediates(str(both), tmp_path)) == certificate(other)


def test_a_pair_that_ends_within_a_day_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as short:
        short.setattr(tls, "VALID_FOR", timedelta(hours=20))
        self_signed_pair(tmp_path)
    key, cert = self_signed_pair(tmp_path)
    assert certificate(cert).not_valid_after_utc > datetime.now(UTC) + timedelta(days=300)
    assert problem_with(key, cert) == ""


@pytest.mark.parametrize("lost", ["self-signed.key", "self-signed.crt"])
def test_where_one_of_the_two_is_lost_both_are_made_anew(tmp_path: Path, lost: str) -> None:
    self_signed_pair(tmp_path)
    (tmp_path / lost).unlink()
    assert problem_with(*self_signed_pair(tmp_path)) == ""


def test_a_pair_that_was_damaged_is_made_anew(tmp_path: Path) -> None:
    _, cert = self_signed_pair(tmp_path)
    Path(cert).write_text("damaged")
    assert problem_with(*self_signed_pair(tmp_path)) == ""


def test_a_key_of_another_certificate_is_a_problem(tmp_path: Path) -> None:
    key, _ = self_signed_pair(tmp_path / "a")
    _, cert = self_signed_pair(tmp_path / "b")
    assert "mismatch" in problem_with(key, cert).lower()


def test_files_that_hold_something_else_are_a_problem(tmp_path: Path) -> None:
    text = tmp_path / "text.pem"
    text.write_text("not a certificate")
    assert problem_with(str(text), str(text))


def test_files_that_are_not_there_are_a_problem(tmp_path: Path) -> None:
    assert "No such file" in problem_with(str(tmp_path / "key"), str(tmp_path / "cert"))
