"""Who and when: the organisation and the moment that the tests of keys share."""

from datetime import UTC, datetime, timedelta

from auth_keys.models import ObserverKey, Organisation
from auth_keys.services import issue_key

NOW = datetime(2026, 3, 14, 18, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def harbour() -> Organisation:
    """The organisation; made when it is first asked for."""
    defaults = {"name": "Harbour Broadcasts", "is_supporter": True, "auxiliary_policy": "roster"}
    return Organisation.objects.get_or_create(slug="harbour", defaults=defaults)[0]


def key_of_harbour(
    *, label: str = "alice's desk", expires_at: datetime | None = None
) -> tuple[ObserverKey, str]:
    """A key that was issued at NOW, and its text."""
    return issue_key(harbour(), label=label, expires_at=expires_at, now=NOW)
