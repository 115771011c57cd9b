import hashlib
import re

import pytest

from auth_keys.keys import digest_of, is_well_formed, new_key, prefix_of

# A key that was made once: the format must not drift, or all issued keys are void.
KNOWN = "spectra_" + "A" * 43 + "0DofJ8"


def test_a_new_key_says_whose_it_is_and_carries_256_bits_and_a_checksum() -> None:
    assert re.fullmatch(r"spectra_[0-9A-Za-z]{49}", new_key())
    assert 62**43 > 2**256


def test_no_two_keys_are_the_same() -> None:
    assert len({new_key() for _ in range(100)}) == 100


def test_it_knows_the_form_of_a_key() -> None:
    assert is_well_formed(KNOWN)
    assert all(is_well_formed(new_key()) for _ in range(100))


@pytest.mark.parametrize("place", range(8, 57))
def test_it_tells_a_key_with_one_wrong_character(place: int) -> None:
    wrong = "b" if KNOWN[place] != "b" else "c"
    assert not is_well_formed(KNOWN[:place] + wrong + KNOWN[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "spectra_",
        KNOWN[8:],
        KNOWN[:-1],
        KNOWN + "A",
        KNOWN + "\n",
        "SPECTRA_" + KNOWN[8:],
        "\ud800",
    ],
)
def test_it_takes_nothing_else_for_a_key(text: str) -> None:
    assert not is_well_formed(text)


def test_what_is_shown_leaves_more_than_200_bits_unknown() -> None:
    assert prefix_of(KNOWN) == "spectra_AAAAAAAA"
    assert 62 ** (43 - 8) > 2**200


def test_what_is_stored_is_the_sha_256() -> None:
    assert digest_of(KNOWN) == hashlib.sha256(KNOWN.encode()).hexdigest()
