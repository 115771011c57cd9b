import pytest

from realtime.refusals import NAMES, OTHER, STRIKES, WINDOW_MS, Refusals


def test_the_twentieth_refusal_within_a_minute_is_one_too_many() -> None:
    refusals = Refusals()
    verdicts = [refusals.refuse("mallory", "malformed", now) for now in range(STRIKES)]
    assert verdicts == [False] * (STRIKES - 1) + [True]
    assert refusals.by_reason["malformed"] == STRIKES


def test_twenty_in_more_than_a_minute_are_borne() -> None:
    refusals = Refusals()
    step = WINDOW_MS // (STRIKES - 1) + 1
    assert not any(refusals.refuse("alice", "malformed", n * step) for n in range(3 * STRIKES))


def test_each_connection_has_a_count_of_its_own() -> None:
    refusals = Refusals()
    for now in range(STRIKES - 1):
        refusals.refuse("mallory", "malformed", now)
    assert not refusals.refuse("alice", "malformed", STRIKES)
    refusals.forget("mallory")
    assert not refusals.refuse("mallory", "malformed", STRIKES)


def test_unknown_types_are_counted_by_name_up_to_a_limit() -> None:
    refusals = Refusals()
    for number in range(NAMES + 50):
        refusals.unknown_type(f"type{number}")
    refusals.unknown_type("type0")
    assert refusals.unknown_types["type0"] == 2
    assert refusals.unknown_types[OTHER] == 50
    assert len(refusals.unknown_types) == NAMES + 1


def test_a_reason_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    refusals = Refusals()
    for now in range(5):
        refusals.refuse("mallory", "malformed", now * WINDOW_MS)
    assert [record.getMessage() for record in caplog.records] == [
        "refused: malformed (further ones are counted, not logged)"
    ]
