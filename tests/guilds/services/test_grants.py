"""Grants: by hand and by Discord, side by side, and what the audit says of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User

from guilds.models import Account, AuditEntry, Guild, GuildGrant
from guilds.services.grants import (
    Changes,
    grant,
    replace_discord_grants,
    withdraw,
    withdrawn,
)
from tests.guilds.accounts import account
from tests.guilds.cast import HARBOUR, LANTERN, NOW, NOWHERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def erin() -> Account:
    return account("erin")


@pytest.fixture
def told() -> Iterator[list[tuple[int, set[int]]]]:
    """Whom the signal named, and which guilds."""
    heard: list[tuple[int, set[int]]] = []

    def hear(user_id: int, guild_ids: set[int], **_: Any) -> None:
        heard.append((user_id, guild_ids))

    withdrawn.connect(hear)
    yield heard
    withdrawn.disconnect(hear)


def grants_of(one: Account) -> set[tuple[int, str]]:
    return {(held.guild_id, held.source) for held in one.grants.all()}


def audited() -> list[tuple[str, int, str]]:
    entries = AuditEntry.objects.order_by("pk")
    return [(entry.action, entry.guild_id or 0, entry.detail) for entry in entries]


def test_a_grant_is_made_once_and_noted_with_who_made_it(erin: Account, harbour: Guild) -> None:
    root = User.objects.create_superuser("root")
    assert grant(erin, harbour, "hand", by=root, now=NOW)
    assert not grant(erin, harbour, "hand", by=root, now=NOW)
    assert grants_of(erin) == {(HARBOUR, "hand")}
    (entry,) = AuditEntry.objects.all()
    assert (entry.action, entry.actor, entry.account) == ("granted", root, erin)
    assert (entry.guild, entry.at, entry.detail) == (harbour, NOW, "hand")


def test_taking_one_source_s_grant_away_leaves_the_other_s(erin: Account, harbour: Guild) -> None:
    grant(erin, harbour, "hand", now=NOW)
    grant(erin, harbour, "discord", now=NOW)
    assert withdraw(erin, harbour, "hand", now=NOW)
    assert not withdraw(erin, harbour, "hand", now=NOW)
    assert grants_of(erin) == {(HARBOUR, "discord")}
    assert audited()[-1] == ("withdrawn", HARBOUR, "hand")
    assert len(audited()) == 3


def test_discord_s_word_gives_and_takes(erin: Account, harbour: Guild, lantern: Guild) -> None:
    assert replace_discord_grants(erin, [HARBOUR], now=NOW) == Changes({HARBOUR}, set())
    assert replace_discord_grants(erin, [LANTERN], now=NOW) == Changes({LANTERN}, {HARBOUR})
    assert grants_of(erin) == {(LANTERN, "discord")}
    assert audited() == [
        ("granted", HARBOUR, "discord"),
        ("withdrawn", HARBOUR, "discord"),
        ("granted", LANTERN, "discord"),
    ]


def test_what_stays_is_neither_touched_nor_noted(erin: Account, harbour: Guild) -> None:
    replace_discord_grants(erin, [HARBOUR], now=NOW)
    held = erin.grants.get()
    assert replace_discord_grants(erin, [HARBOUR], now=NOW) == Changes(set(), set())
    assert erin.grants.get() == held
    assert len(audited()) == 1


def test_guilds_that_we_do_not_know_are_passed_over(erin: Account, harbour: Guild) -> None:
    assert replace_discord_grants(erin, [NOWHERE, HARBOUR], now=NOW).granted == {HARBOUR}


def test_what_was_granted_by_hand_and_to_others_stays(erin: Account, harbour: Guild) -> None:
    frank = account("frank")
    grant(erin, harbour, "hand", now=NOW)
    replace_discord_grants(frank, [HARBOUR], now=NOW)
    replace_discord_grants(erin, [HARBOUR], now=NOW)
    replace_discord_grants(erin, [], now=NOW)
    assert grants_of(erin) == {(HARBOUR, "hand")}
    assert grants_of(frank) == {(HARBOUR, "discord")}
    assert GuildGrant.objects.count() == 2


def test_what_is_taken_is_told_after_the_commit(
    erin: Account,
    harbour: Guild,
    lantern: Guild,
    told: list[tuple[int, set[int]]],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        grant(erin, harbour, "hand", now=NOW)
        withdraw(erin, harbour, "hand", now=NOW)
        withdraw(erin, harbour, "hand", now=NOW)
        replace_discord_grants(erin, [HARBOUR, LANTERN], now=NOW)
        replace_discord_grants(erin, [LANTERN], now=NOW)
        assert told == []
    assert told == [(erin.user_id, {HARBOUR}), (erin.user_id, {HARBOUR})]
