"""Pages for signing in and out."""

from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from auth_keys.signing_in import with_status
from guilds.signin.discord import DiscordOAuth
from guilds.signin.forms import SignInForm
from spectra_site.pages import content_security_policy, page


class SignIn(LoginView):
    """With Discord where the site is registered there, and with a name and a password."""

    template_name = "guilds/signin.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_success_url_allowed_hosts(self) -> set[str]:  # type: ignore[override]
        dashboards = {urlsplit(origin).netloc for origin in settings.GUILD_CORS_ORIGINS}
        return super().get_success_url_allowed_hosts() | dashboards

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(discord=has_discord(), **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = with_status(super().dispatch(request, *args, **kwargs))
        answer.headers["Content-Security-Policy"] = _policy()
        return answer


@require_POST
def to_discord(request: HttpRequest) -> HttpResponse:
    """Sends the browser to Discord, which sends it back to ``from_discord``."""
    _require_discord()
    answer: HttpResponse = OAuth2LoginView.adapter_view(DiscordOAuth)(request)
    return answer


@page
def from_discord(request: HttpRequest) -> HttpResponse:
    """Signs in whom Discord names."""
    _require_discord()
    answer: HttpResponse = OAuth2CallbackView.adapter_view(DiscordOAuth)(request)
    return answer


@page
def cancelled(request: HttpRequest) -> HttpResponse:
    return _ended(request, "You are not signed in", "You did not let Discord tell us who you are.")


@page
def switched_off(request: HttpRequest) -> HttpResponse:
    return _ended(
        request, "Access denied", "This account is switched off. Ask whoever runs the site.", 403
    )


def has_discord() -> bool:
    return bool(settings.DISCORD_CLIENT_ID)


def _ended(request: HttpRequest, title: str, why: str, status: int = 200) -> HttpResponse:
    return render(request, "guilds/signin_ended.html", {"title": title, "why": why}, status=status)


def _require_discord() -> None:
    if not has_discord():
        raise Http404("DISCORD_CLIENT_ID is not set.")


def _policy() -> str:
    """Browsers ask it also of where a form's answer leads: to Discord, or to a dashboard."""
    there = urlsplit(DiscordOAuth.authorize_url)
    discord = [f"{there.scheme}://{there.netloc}"] if has_discord() else []
    forms = ["'self'", *discord, *settings.GUILD_CORS_ORIGINS]
    return content_security_policy(forms=" ".join(forms))
