"""How allauth's sign-in is fitted to this site."""

import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from guilds.models import Account
from guilds.signin.arriving import arrived
from spectra_site.clock import now

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def pre_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse | None:
        """Before the session begins: what Discord says they may see is what they may see."""
        refused: HttpResponse | None = super().pre_login(request, user, **how)
        if refused is None:
            login: SocialLogin = how["signal_kwargs"]["sociallogin"]
            arrived(user, int(login.account.uid), login.managed_guilds, now=now())
        return refused

    def is_safe_url(self, url: str) -> bool:
        """Dashboards of other origins may have their users signed in here."""
        try:
            return is_dashboard(url) or super().is_safe_url(url)
        except ValueError:  # no address at all
            return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page that follows tells who is signed in."""


class SignInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The account that holds this Discord id is the one, also where an ADMIN wrote it there."""
        held = Account.objects.select_related("user").filter(discord_id=sociallogin.account.uid)
        holder = held.first()
        if holder is not None and holder.user != sociallogin.user:
            sociallogin.user = sociallogin.account.user = holder.user
            sociallogin.account.save()

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        **_: Any,
    ) -> None:
        why = type(exception).__name__ if exception else error
        log.warning("a sign-in with Discord failed: %s", why)


def is_dashboard(url: str) -> bool:
    """Whether the address is on one of GUILD_CORS_ORIGINS."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" in settings.GUILD_CORS_ORIGINS
