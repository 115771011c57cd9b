"""The times of the guild contract, which other tests shorten so as not to wait for them."""

from guilds.live import throttle
from guilds.sockets import patrol
from spectra_site import settings

A_MINUTE = 60.0


def test_analytics_of_a_guild_are_sent_at_most_once_in_30_seconds() -> None:
    assert throttle.INTERVAL == 30.0


def test_tokens_accounts_and_grants_are_looked_at_well_within_a_minute() -> None:
    assert 2 * patrol.EVERY < A_MINUTE
    assert patrol.GRANTS_EVERY < A_MINUTE


def test_events_are_kept_for_90_days_unless_told_otherwise() -> None:
    assert settings.GUILD_EVENTS_DAYS == 90
