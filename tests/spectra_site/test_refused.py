"""What is refused is counted, and told once a minute."""

import logging

import pytest

from spectra_site.refused import QUIET_S, Refused, SecurityHandler, refused


def test_a_reason_is_logged_once_a_minute_with_its_count(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    counted = Refused(lambda: now[0])
    for _ in range(1_000):
        counted.count("body_too_large")
    counted.count("csrf")
    now[0] += QUIET_S
    counted.count("body_too_large")
    assert counted.by_reason == {"body_too_large": 1_001, "csrf": 1}
    assert [record.getMessage() for record in caplog.records] == [
        "requests refused: body_too_large, 1 since the start",
        "requests refused: csrf, 1 since the start",
        "requests refused: body_too_large, 1001 since the start",
    ]


@pytest.mark.parametrize(
    ("logger", "reason"),
    [("DisallowedHost", "disallowed_host"), ("csrf", "csrf"), ("RequestDataTooBig", None)],
)
def test_what_django_calls_suspicious_is_counted_by_its_kind(
    logger: str, reason: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    reason = reason or "request_data_too_big"
    before = refused.by_reason[reason]
    record = logging.LogRecord(f"django.security.{logger}", 40, "", 1, "evil %s", ("x",), None)
    SecurityHandler().handle(record)
    assert refused.by_reason[reason] == before + 1
    assert "evil" not in caplog.text
