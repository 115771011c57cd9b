"""What was refused, in words that an operator can act on."""

from matches.admin.refusals import Refused, explained


def test_each_reason_comes_with_a_sentence_and_its_count() -> None:
    (refused,) = explained({"key_expired": 3})
    assert refused == Refused("key_expired", "A logon with a key that has expired.", 3)


def test_the_most_frequent_stays_first() -> None:
    found = explained({"not_json": 40, "binary": 2, "version": 1})
    assert [one.slug for one in found] == ["not_json", "binary", "version"]


def test_a_reason_without_a_sentence_is_readable_too() -> None:
    (refused,) = explained({"brand_new": 1})
    assert refused.meaning == "Brand new."
