"""What dashboards send is taken for what it is, and for nothing more."""

from typing import Any

import pytest

from guilds.sockets.reading import LARGEST_ID, guild_id_of, token_of


@pytest.mark.parametrize("auth", [None, {}, [], "token", 5, {"token": ""}, {"Token": "x"}])
def test_where_there_is_no_token_there_is_none(auth: Any) -> None:
    assert token_of(auth) is None


def test_a_token_is_handed_on_whatever_it_is() -> None:
    assert token_of({"token": "abc"}) == "abc"
    assert token_of({"token": 5}) == 5


@pytest.mark.parametrize(
    ("args", "guild_id"),
    [
        (["100000000000000001"], 100_000_000_000_000_001),
        (["0"], 0),
        (["007"], 7),
        ([str(LARGEST_ID)], LARGEST_ID),
        ([str(LARGEST_ID + 1)], None),
        (["9" * 10_000], None),
        (["0" * 30], None),
        (["²"], None),
        (["\N{ARABIC-INDIC DIGIT ONE}"], None),
        (["1\n"], None),
        (["+1"], None),
        ([""], None),
        ([1], None),
        ([None], None),
        ([], None),
        (["1", "1"], None),
    ],
)
def test_a_guild_id_is_a_string_of_digits(args: list[Any], guild_id: int | None) -> None:
    assert guild_id_of(args) == guild_id
