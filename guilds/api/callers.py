"""Who asks: somebody with an access token, or who is signed in to this site."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotFound, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from guilds.access import Claims, Somebody, is_admin, visible_guilds
from guilds.models import Guild
from guilds.tokens import INVALID, TokenRefused, verify_access
from spectra_site.clock import now

SCHEME = "Bearer"


class TokenInHeader(BaseAuthentication):
    """``Authorization: Bearer <access token>``."""

    def authenticate(self, request: Request) -> tuple[Any, Claims] | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        try:
            return AnonymousUser(), verify_access(token, now())
        except TokenRefused as refused:
            raise as_answer(refused) from refused

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class Session(BaseAuthentication):
    """Somebody who is signed in to this site in this browser.

    What changes something must come from a page of ours, or of a dashboard's origin: browsers
    name it with every such request, and let no page write another.
    """

    def authenticate(self, request: Request) -> tuple[User, User] | None:
        user = request._request.user
        if not isinstance(user, User):
            return None
        changes_something = request.method not in SAFE_METHODS
        if changes_something and request.headers.get("Origin") not in _ours(request):
            raise PermissionDenied("This page's origin is not among the dashboards'.")
        return user, user

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class SomebodyKnown(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.auth, Claims | User)


class AdminOnly(SomebodyKnown):
    message = "This is for an ADMIN."

    def has_permission(self, request: Request, view: Any) -> bool:
        return super().has_permission(request, view) and is_admin(caller_of(request))


def caller_of(request: Request) -> Somebody:
    """Who asks; SomebodyKnown has let nobody else in."""
    assert isinstance(request.auth, Claims | User)  # noqa: S101
    return request.auth


def user_of(request: Request) -> User | None:
    """The user of this site who asks; None for one whom another issuer's token names."""
    caller = caller_of(request)
    if isinstance(caller, Claims):
        return User.objects.filter(pk=caller.user_id or 0).first()
    return caller if isinstance(caller, User) else None


def guild_of(request: Request, guild_id: int) -> Guild:
    """Raises NotFound, for a guild that the caller may not see as for none at all."""
    found = visible_guilds(caller_of(request)).filter(pk=guild_id).first()
    if found is None:
        raise NotFound("There is no such guild.")
    return found


def as_answer(refused: TokenRefused) -> AuthenticationFailed | PermissionDenied:
    """What a refused token is answered with: 401, or 403 where its holder is shut out."""
    kind = AuthenticationFailed if refused.message == INVALID else PermissionDenied
    return kind(refused.message)


class TokenInHeaderScheme(OpenApiAuthenticationExtension):
    target_class = TokenInHeader
    name = "accessToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        about = "An access token, of `/api/v1/auth/token/` or of who else has the site's secret."
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": about}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = Session
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


def _ours(request: Request) -> set[str]:
    here = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    return {here, *settings.CSRF_TRUSTED_ORIGINS, *settings.GUILD_CORS_ORIGINS}
