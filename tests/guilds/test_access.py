"""Who may see which guild."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User

from guilds.access import (
    Claims,
    Role,
    Somebody,
    hidden_from,
    is_admin,
    may_see,
    role_of,
    shut_out,
    visible_guilds,
)
from guilds.models import Account, Guild, GuildGrant
from tests.guilds.accounts import ERIN_ID, account, granted
from tests.guilds.cast import HARBOUR, LANTERN, NOW, NOWHERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def erin(harbour: Guild, lantern: Guild) -> Account:
    return granted(account("erin", ERIN_ID), harbour)


def with_a_token(one: Account) -> Claims:
    return Claims(one.user.pk, str(one.discord_id), Role(one.role), NOW + timedelta(minutes=15))


def stranger(role: Role) -> Claims:
    """Somebody whom this site doesn't know, with a token of another issuer."""
    return Claims(None, "42", role, NOW + timedelta(minutes=15))


def seen_by(user: Somebody) -> set[int]:
    seen = set(visible_guilds(user).values_list("pk", flat=True))
    assert seen == {pk for pk in (HARBOUR, LANTERN) if may_see(user, pk)}
    assert seen == {HARBOUR, LANTERN} - hidden_from(user, {HARBOUR, LANTERN})
    return seen


def test_a_user_sees_what_was_granted_and_nothing_else(erin: Account) -> None:
    assert seen_by(erin.user) == seen_by(with_a_token(erin)) == {HARBOUR}
    assert not may_see(erin.user, NOWHERE)
    assert hidden_from(erin.user, {HARBOUR, NOWHERE}) == {NOWHERE}


def test_two_grants_of_one_guild_show_it_once_and_either_is_enough(
    erin: Account, harbour: Guild
) -> None:
    granted(erin, harbour, "discord")
    assert [guild.pk for guild in visible_guilds(erin.user)] == [HARBOUR]
    GuildGrant.objects.filter(source="hand").delete()
    assert seen_by(erin.user) == {HARBOUR}


def test_a_grant_that_is_taken_away_is_gone_at_once(erin: Account) -> None:
    claims = with_a_token(erin)
    GuildGrant.objects.all().delete()
    assert seen_by(claims) == seen_by(erin.user) == set()


def test_a_moderator_sees_what_was_granted_too(erin: Account) -> None:
    Account.objects.update(role=Role.MODERATOR)
    assert seen_by(erin.user) == {HARBOUR}
    assert not is_admin(erin.user)


def test_an_admin_sees_every_guild_also_one_that_nothing_is_known_of(erin: Account) -> None:
    Account.objects.update(role=Role.ADMIN)
    assert seen_by(erin.user) == seen_by(with_a_token(erin)) == {HARBOUR, LANTERN}
    assert may_see(erin.user, NOWHERE)
    assert hidden_from(erin.user, {NOWHERE}) == set()
    assert is_admin(erin.user)


def test_a_superuser_counts_as_admin_with_an_account_or_without(
    harbour: Guild, lantern: Guild
) -> None:
    root = User.objects.create_superuser("root")
    assert seen_by(root) == {HARBOUR, LANTERN}
    Account.objects.create(user=root)
    assert role_of(root.pk) == Role.ADMIN


@pytest.mark.parametrize("role", [Role.USER, Role.ADMIN])
def test_who_is_banned_sees_nothing(erin: Account, role: Role) -> None:
    claims = Claims(erin.user.pk, str(ERIN_ID), role, NOW)
    Account.objects.update(role=Role.BANNED)
    assert seen_by(erin.user) == seen_by(claims) == set()
    User.objects.update(is_superuser=True)
    assert seen_by(erin.user) == set()


def test_who_is_switched_off_or_gone_sees_nothing(erin: Account) -> None:
    Account.objects.update(role=Role.ADMIN)
    claims = with_a_token(erin)
    User.objects.update(is_active=False)
    assert seen_by(claims) == seen_by(erin.user) == set()
    User.objects.all().delete()
    assert seen_by(claims) == set()


def test_who_is_not_signed_in_sees_nothing(harbour: Guild) -> None:
    assert seen_by(AnonymousUser()) == set()


def test_a_stranger_with_a_token_counts_by_its_role(erin: Account) -> None:
    assert seen_by(stranger(Role.ADMIN)) == {HARBOUR, LANTERN}
    for role in (Role.USER, Role.MODERATOR, Role.BANNED):
        assert seen_by(stranger(role)) == set()


def test_what_is_hidden_costs_the_same_for_one_guild_and_for_many(
    erin: Account, django_assert_num_queries: Any
) -> None:
    for guild_ids in ({HARBOUR}, {HARBOUR, LANTERN, NOWHERE}):
        with django_assert_num_queries(2):  # the role, the guilds
            hidden_from(with_a_token(erin), guild_ids)


def test_an_id_beyond_what_a_database_holds_is_no_guild(erin: Account) -> None:
    assert not may_see(erin.user, 10**30)


def test_those_who_are_to_be_shut_out_are_found_at_once(
    erin: Account, django_assert_num_queries: Any
) -> None:
    off = account("off").user
    User.objects.filter(pk=off.pk).update(is_active=False)
    banned = account("banned", role=Role.BANNED).user
    plain = User.objects.create_user("plain")
    gone = 10**6
    with django_assert_num_queries(1):
        found = shut_out([erin.user.pk, off.pk, banned.pk, plain.pk, gone])
    assert found == {off.pk, banned.pk, gone}
    with django_assert_num_queries(0):
        assert shut_out([]) == set()
