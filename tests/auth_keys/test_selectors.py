from datetime import datetime, timedelta
from typing import Any

import pytest

from auth_keys.models import ObserverKey
from auth_keys.selectors import Status, has_status, revoked_among, status_of, usable_keys
from auth_keys.services import revoke_key
from tests.auth_keys.cast import DAY, NOW, key_of_harbour

pytestmark = pytest.mark.django_db

TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("expires_at", "expected"),
    [
        (None, Status.ACTIVE),
        (NOW + 7 * DAY + TICK, Status.ACTIVE),
        (NOW + 7 * DAY, Status.EXPIRES_SOON),
        (NOW + TICK, Status.EXPIRES_SOON),
        (NOW, Status.EXPIRED),
        (NOW - DAY, Status.EXPIRED),
    ],
)
@pytest.mark.parametrize("revoked", [False, True])
def test_a_status_and_its_condition_agree(
    expires_at: datetime | None, expected: Status, revoked: bool
) -> None:
    key, _ = key_of_harbour(expires_at=expires_at)
    if revoked:
        revoke_key(key, now=NOW)
        expected = Status.REVOKED
    key.refresh_from_db()
    assert status_of(key, NOW) == expected
    found = [s for s in Status if ObserverKey.objects.filter(has_status(s, NOW)).exists()]
    assert found == [expected]
    assert usable_keys(NOW).exists() == (expected in (Status.ACTIVE, Status.EXPIRES_SOON))


def test_it_finds_the_revoked_keys_among_those_in_use(django_assert_num_queries: Any) -> None:
    revoked, unused, good = (key_of_harbour(label=label)[0] for label in "abc")
    revoke_key(revoked, now=NOW)
    revoke_key(unused, now=NOW)
    with django_assert_num_queries(1):
        assert revoked_among([revoked.pk, good.pk]) == {revoked.pk}


def test_a_key_whose_row_is_gone_counts_as_revoked() -> None:
    assert revoked_among([404]) == {404}


def test_an_expired_key_is_not_revoked() -> None:
    key, _ = key_of_harbour(expires_at=NOW - DAY)
    assert revoked_among([key.pk]) == set()


def test_it_asks_nothing_when_no_key_is_in_use(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert revoked_among(()) == set()
