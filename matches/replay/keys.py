"""The key with which the site itself plays a match again."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import Error as DatabaseError

from auth_keys.services import issue_key, revoke_key
from matches.models import Match
from matches.replay.script import ReplayError
from spectra_site import clock

logger = logging.getLogger(__name__)

LIFETIME = timedelta(days=1)  # of a key that nobody gives back, as its process was killed

GiveBack = Callable[[], None]


def borrow_key(match: Match, user: User) -> tuple[str, GiveBack]:
    """A key of the match's organisation, issued in the user's name, and what revokes it again.

    A match without an organisation was opened with the static key, or where none is needed, and
    is played again in the same way. Raises ReplayError.
    """
    if match.organisation is None:
        return _static_key(match), lambda: None
    key, text = issue_key(
        match.organisation,
        label=f"replay of match {match.pk}",
        created_by=user,
        expires_at=clock.now() + LIFETIME,
        now=clock.now(),
    )

    def give_back() -> None:
        try:
            revoke_key(key, now=clock.now())
        except DatabaseError as error:
            logger.error("the key %s can't be revoked, but expires: %s", key, error)

    return text, give_back


def _static_key(match: Match) -> str:
    if settings.REQUIRE_AUTH_KEY and not settings.AUTH_KEY:
        raise ReplayError(
            f"Match {match.pk} belongs to no organisation, so there is no key to play it with. "
            "Play it with the command replay_match and a key of your own."
        )
    return str(settings.AUTH_KEY)
