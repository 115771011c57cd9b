"""JSON Web Tokens: what dashboards show to be let in.

An access token holds what the guild contract asks for (discordId, access, role, exp) and the
user's number; a refresh token the number alone. Others who have JWT_SECRET may issue access
tokens too, with the contract's claims and no more.
"""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import jwt
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from jwt.types import Options
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from guilds.access import Claims, Role, role_of
from guilds.models import Account

ALGORITHM = "HS256"
LONGEST = 4096  # characters; ours have about 300
INVALID = "Invalid token"
DENIED = "Access denied"
_SIGNATURE: Options = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_sub": False,
    "verify_jti": False,
}


class TokenRefused(Exception):
    """``message`` is the contract's: "Invalid token" or "Access denied"."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Pair(NamedTuple):
    access: str
    refresh: str


def verify_access(text: str, now: datetime) -> Claims:
    """Whose access token it is; raises TokenRefused.

    An account that is known counts by its present role and whether it is switched on, one that
    isn't by what the token says.
    """
    payload = _signed(text)
    expires_at = _expiry(payload, now)
    discord_id, told = _told(payload)
    user_id = _user_id(payload, discord_id)
    role = told if user_id is None else role_of(user_id)
    if role is None or role == Role.BANNED:
        raise TokenRefused(DENIED)
    return Claims(user_id, discord_id, role, expires_at)


def issue_pair(user: User, now: datetime) -> Pair:
    """A new access token and the refresh token that it comes with; raises TokenRefused."""
    role = role_of(user.pk)
    if role is None or role == Role.BANNED:
        raise TokenRefused(DENIED)
    discord_id = Account.objects.filter(user=user).values_list("discord_id", flat=True).first()
    access = _dated(AccessToken(), user, now)
    access["discordId"] = "" if discord_id is None else str(discord_id)
    access["access"] = True
    access["role"] = str(role)
    return Pair(str(access), _issue_refresh(user, now))


def renew(refresh: str, now: datetime) -> Pair:
    """A new pair for a refresh token, which is spent by that; raises TokenRefused."""
    return issue_pair(_spent(refresh, now), now)


def revoke(refresh: str, now: datetime) -> None:
    """Ends a refresh token; raises TokenRefused where it had ended before."""
    _spent(refresh, now)


def _signed(text: str) -> dict[str, Any]:
    """What stands in a token that JWT_SECRET signed. Its times are not looked at here."""
    if not isinstance(text, str) or len(text) > LONGEST:
        raise TokenRefused(INVALID)
    try:
        return jwt.decode(text, settings.JWT_SECRET, algorithms=[ALGORITHM], options=_SIGNATURE)
    # A header of nothing but brackets is too deep for the parser; a lone surrogate is no UTF-8.
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise TokenRefused(INVALID) from error


def _expiry(payload: dict[str, Any], now: datetime) -> datetime:
    expires_at = _moment(payload.get("exp"))
    begins_at = _moment(payload["nbf"]) if "nbf" in payload else now
    if now >= expires_at or now < begins_at:
        raise TokenRefused(INVALID)
    return expires_at


def _moment(seconds: Any) -> datetime:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise TokenRefused(INVALID)
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise TokenRefused(INVALID) from error


def _told(payload: dict[str, Any]) -> tuple[str, Role]:
    """The Discord id and the role in an access token."""
    discord_id, role = payload.get("discordId"), payload.get("role")
    is_access = payload.get("access") is True and payload.get("token_type", "access") == "access"
    if not is_access or not isinstance(discord_id, str) or role not in Role.values:
        raise TokenRefused(INVALID)
    if not discord_id and "user_id" not in payload:  # it names nobody
        raise TokenRefused(INVALID)
    return discord_id, Role(role)


def _user_id(payload: dict[str, Any], discord_id: str) -> int | None:
    """Our number for who the token is for: it stands there, or the account has this Discord id."""
    if "user_id" in payload:
        return _number(payload["user_id"])
    accounts = Account.objects.filter(discord_id=_number(discord_id))
    return accounts.values_list("user_id", flat=True).first()


def _number(text: Any) -> int:
    """0, which nobody has, where it is none."""
    digits = str(text)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 20 else 0


def _issue_refresh(user: User, now: datetime) -> str:
    issued = OutstandingToken.objects
    issued.filter(expires_at__lte=now).delete()
    token = _dated(RefreshToken(), user, now)
    token["password"] = _password_mark(user)
    # The table knows of the token what is needed to end it; the token itself is as good as a key.
    issued.create(
        user=user,
        jti=token["jti"],
        token="",
        created_at=now,
        expires_at=datetime.fromtimestamp(token["exp"], UTC),
    )
    return str(token)


def _spent(refresh: str, now: datetime) -> User:
    """Whose refresh token it was; of two that bring it at once, one comes through."""
    payload = _signed(refresh)
    _expiry(payload, now)
    if payload.get("token_type") != "refresh":
        raise TokenRefused(INVALID)
    with transaction.atomic():
        issued = OutstandingToken.objects.select_related("user")
        found = issued.filter(jti=str(payload.get("jti"))).first()
        if found is None or not BlacklistedToken.objects.get_or_create(token=found)[1]:
            raise TokenRefused(INVALID)
    if found.user is None or payload.get("password") != _password_mark(found.user):
        raise TokenRefused(INVALID)
    return found.user


def _dated(token: Token, user: User, now: datetime) -> Any:
    token.set_exp(from_time=now)
    token.set_iat(at_time=now)
    token["user_id"] = str(user.pk)
    return token


def _password_mark(user: User) -> str:
    """Changes with the password, which so ends the refresh tokens from before."""
    return user.get_session_auth_hash()[:16]
