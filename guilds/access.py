"""Who may see which guild: the one way to any, for rooms, REST, admin and pages alike.

Roles, grants and whether somebody is switched off are read anew each time, so that what is taken
away is gone at once.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet

from guilds.models import Account, Guild, GuildGrant

Role = Account.Role


@dataclass(frozen=True, slots=True)
class Claims:
    """Who somebody with a token is.

    ``user_id`` is None for those whom this site doesn't know: ``role`` is then the token's word,
    else it is the account's when the token was looked at. ``discord_id`` may be "".
    """

    user_id: int | None
    discord_id: str
    role: Role
    expires_at: datetime


Somebody: TypeAlias = User | AnonymousUser | Claims


def visible_guilds(user: Somebody) -> QuerySet[Guild]:
    """All guilds for ADMIN, none for BANNED and who is switched off, else those granted."""
    return _visible(user, _present_role(user))


def may_see(user: Somebody, guild_id: int) -> bool:
    """ADMIN may see any guild, also one that nothing is known of yet."""
    role = _present_role(user)
    return role == Role.ADMIN or _visible(user, role).filter(pk=guild_id).exists()


def hidden_from(user: Somebody, guild_ids: Collection[int]) -> set[int]:
    """Those of the guilds that they may not see: as ``may_see``, for all of them at once."""
    role = _present_role(user)
    if role == Role.ADMIN:
        return set()
    seen = _visible(user, role).filter(pk__in=guild_ids)
    return set(guild_ids) - set(seen.values_list("pk", flat=True))


def is_admin(user: Somebody) -> bool:
    """Whether they may do to members what only an ADMIN may: export, erase."""
    return _present_role(user) == Role.ADMIN


def role_of(user_id: int) -> Role | None:
    """The present role of a user; None for one who is gone or switched off.

    A superuser is ADMIN, unless somebody has set them to BANNED.
    """
    found = (
        User.objects.filter(pk=user_id, is_active=True)
        .values_list("is_superuser", "guild_account__role")
        .first()
    )
    if found is None:
        return None
    is_superuser, role = found
    if is_superuser and role != Role.BANNED:
        return Role.ADMIN
    return Role(role or Role.USER)


def shut_out(user_ids: Collection[int]) -> set[int]:
    """Those of the users who are gone, switched off or BANNED: one query, none for nobody."""
    if not user_ids:
        return set()
    let_in = User.objects.filter(pk__in=user_ids, is_active=True)
    let_in = let_in.exclude(guild_account__role=Role.BANNED)
    return set(user_ids) - set(let_in.values_list("pk", flat=True))


def _visible(user: Somebody, role: Role | None) -> QuerySet[Guild]:
    if role == Role.ADMIN:
        return Guild.objects.all()
    if role in (None, Role.BANNED):
        return Guild.objects.none()
    granted = GuildGrant.objects.filter(account__user=_user_id(user))
    return Guild.objects.filter(pk__in=granted.values("guild"))


def _present_role(user: Somebody) -> Role | None:
    if isinstance(user, Claims) and user.user_id is None:
        return user.role
    user_id = _user_id(user)
    return None if user_id is None else role_of(user_id)


def _user_id(user: Somebody) -> int | None:
    return user.user_id if isinstance(user, Claims) else user.pk
