"""Whoever logs on with a one-time password gets to choose another, and nothing else."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from auth_keys.models import OneTimePassword

NOTICE = "You are using a one-time password. Choose your own to go on."


class OneTimePasswordMiddleware:
    """Goes after the middleware of authentication and of messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _has_one_time_password(request) or request.path == _page("logout"):
            return self.get_response(request)
        if request.path != _page("password_change"):
            return HttpResponseRedirect(_page("password_change"))
        if request.method == "GET":
            messages.warning(request, NOTICE)
        return self.get_response(request)


def _has_one_time_password(request: HttpRequest) -> bool:
    # Overlays and clients have no session: they must not cost a query, nor vary by cookie.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return False
    return OneTimePassword.objects.filter(user=request.user).exists()


def _page(name: str) -> str:
    # Other ports have other URLs, but cookies know no ports.
    return reverse(f"admin:{name}", urlconf=settings.ROOT_URLCONF)
