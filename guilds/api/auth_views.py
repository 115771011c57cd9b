"""Tokens for dashboards: `/api/v1/auth/`."""

from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.request import Request
from rest_framework.response import Response

from auth_keys.attempts import wait_for_password, wait_for_token
from auth_keys.models import OneTimePassword
from guilds.api import callers, examples
from guilds.api.callers import SomebodyKnown, as_answer
from guilds.api.views import LONGEST_BODY, JsonView
from guilds.tokens import Pair, TokenRefused, issue_pair, renew, revoke
from spectra_site.api.describing import TOO_OFTEN, described
from spectra_site.clock import now

Shape = TypeVar("Shape", bound=serializers.Serializer[Any])

_PROBLEMS = {
    400: "The body is no JSON, or lacks a field: `errors` names it.",
    403: "The account is switched off or banned, or its password may be used once.",
    413: f"The body is longer than {LONGEST_BODY} bytes.",
    429: TOO_OFTEN,
}
_SPENT = {401: "The refresh token is none of ours, has ended or was used before."}


class CredentialsSerializer(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=4096, trim_whitespace=False)


class RefreshSerializer(serializers.Serializer[Any]):
    refresh = serializers.CharField(max_length=4096)


class PairSerializer(serializers.Serializer[Any]):
    access = serializers.CharField(help_text="Good for 15 minutes.")
    refresh = serializers.CharField(help_text="Good for 7 days, and for one use.")


class AuthView(JsonView):
    authentication_classes = []
    permission_classes = []
    http_method_names = ["post"]

    def get_authenticate_header(self, request: Request) -> str:
        """So that what is refused is answered with 401."""
        return "Bearer"


class Token(AuthView):
    @described(
        "token",
        "A pair of tokens for a user of this site",
        PairSerializer,
        {**_PROBLEMS, 401: "No active account has this name and this password."},
        body=CredentialsSerializer,
        example=examples.PAIR,
    )
    def post(self, request: Request) -> Response:
        asked = _body(request, CredentialsSerializer)
        _hold_back(wait_for_password(request._request, asked["username"]))
        user = authenticate(request._request, **asked)
        if not isinstance(user, User):
            raise AuthenticationFailed("No active account has this name and this password.")
        if OneTimePassword.objects.filter(user=user).exists():
            raise PermissionDenied("This password may be used once: choose another in the admin.")
        return _answer(issue_pair, user)


class Refresh(AuthView):
    @described(
        "refresh",
        "A new pair of tokens for a refresh token, which is spent by that",
        PairSerializer,
        {**_PROBLEMS, **_SPENT},
        body=RefreshSerializer,
        example=examples.PAIR,
    )
    def post(self, request: Request) -> Response:
        _hold_back(wait_for_token(request._request))
        return _answer(renew, _body(request, RefreshSerializer)["refresh"])


class Logout(AuthView):
    @described(
        "logout",
        "Ends a refresh token",
        None,
        {**_PROBLEMS, **_SPENT},
        status=204,
        body=RefreshSerializer,
        more="An access token that is out goes on to its end, within 15 minutes.",
    )
    def post(self, request: Request) -> Response:
        _hold_back(wait_for_token(request._request))
        try:
            revoke(_body(request, RefreshSerializer)["refresh"], now())
        except TokenRefused as refused:
            raise as_answer(refused) from refused
        return Response(status=204)


class Session(AuthView):
    """After a sign-in here: dashboards of other origins send the cookie too."""

    authentication_classes = [callers.Session]
    permission_classes = [SomebodyKnown]
    http_method_names = ["post", "options"]

    @described(
        "session",
        "A pair of tokens for whoever is signed in to this site in this browser",
        PairSerializer,
        {**_PROBLEMS, 401: "Nobody is signed in.", 403: "As above, or the page's origin is none."},
        example=examples.PAIR,
        more="For pages of this site and of the dashboards' origins, with the browser's cookies.",
    )
    def post(self, request: Request) -> Response:
        _hold_back(wait_for_token(request._request))
        return _answer(issue_pair, request.auth)

    def options(self, *args: Any, **kwargs: Any) -> Response:
        """Before a POST browsers may ask whether it will be taken."""
        return Response(status=204)

    def finalize_response(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, *args, **kwargs)
        response.headers["Vary"] = "Origin, Cookie"
        origin = request.headers.get("Origin", "")
        if origin in settings.GUILD_CORS_ORIGINS:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Credentials"] = "true"
            response.headers["Access-Control-Allow-Headers"] = "content-type"
        return response


def _body(request: Request, shape: type[Shape]) -> dict[str, str]:
    """What was sent; raises ValidationError, with the names of the fields."""
    sent = shape(data=request.data)
    sent.is_valid(raise_exception=True)
    values: dict[str, str] = sent.validated_data
    return values


def _hold_back(seconds: int) -> None:
    if seconds:
        raise Throttled(seconds)


def _answer(make: Any, of: Any) -> Response:
    try:
        pair: Pair = make(of, now())
    except TokenRefused as refused:
        raise as_answer(refused) from refused
    return Response(pair._asdict())
