"""What is asked of Discord when somebody signs in: who they are, and which guilds they manage."""

from typing import Any

import msgspec
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.discord.provider import DiscordProvider
from allauth.socialaccount.providers.discord.views import DiscordOAuth2Adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

ADMINISTRATOR = 0x8
MANAGE_SERVER = 0x20


class TokenAnswer(msgspec.Struct):
    access_token: str


class Profile(msgspec.Struct):
    """https://discord.com/developers/docs/resources/user#user-object"""

    id: str
    username: str
    global_name: str | None = None

    @property
    def name(self) -> str:
        return self.global_name or self.username


class UsersGuild(msgspec.Struct):
    """One of the guilds that a user is in; ``permissions`` is a bit field."""

    id: str
    owner: bool = False
    permissions: str = "0"

    @property
    def is_managed(self) -> bool:
        return self.owner or bool(int(self.permissions) & (MANAGE_SERVER | ADMINISTRATOR))


class DiscordOAuth(DiscordOAuth2Adapter):  # type: ignore[misc]
    profile_url = "https://discord.com/api/v10/users/@me"

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        if settings.PUBLIC_URL:
            return f"{settings.PUBLIC_URL}{reverse('discord_callback')}"
        return str(super().get_callback_url(request, app))

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, str]:
        """Of the answer the token alone: it is used at once, and for nothing later."""
        try:
            answer = msgspec.convert(super().get_access_token_data(*args, **kwargs), TokenAnswer)
        except (TypeError, msgspec.ValidationError) as error:
            raise OAuth2Error("Discord's answer has another shape than it should") from error
        return {"access_token": answer.access_token}

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """The sign-in, with the guilds that the user manages as its ``managed_guilds``."""
        with get_adapter().get_requests_session() as session:
            profile = _asked(session, self.profile_url, token, Profile)
            guilds = _asked(session, f"{self.profile_url}/guilds", token, list[UsersGuild])
        try:
            login = self.get_provider().sociallogin_from_response(request, profile)
            login.managed_guilds = [snowflake(guild.id) for guild in guilds if guild.is_managed]
        except ValueError as error:
            raise OAuth2Error("Discord sent an id or permissions that are no number") from error
        return login


class Discord(DiscordProvider):  # type: ignore[misc]
    """Keeps of a profile its id and its name alone."""

    oauth2_adapter_class = DiscordOAuth

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Of what allauth takes from an address we take only where to go afterwards."""
        asked = super().get_redirect_from_request_kwargs(request)
        return {"process": "login", **{key: asked[key] for key in asked if key == "next_url"}}

    def extract_uid(self, data: Profile) -> str:
        return str(snowflake(data.id))

    def extract_extra_data(self, data: Profile) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: Profile) -> list[Any]:
        return []

    def extract_common_fields(self, data: Profile) -> dict[str, str]:
        return {"username": f"discord-{data.id}", "first_name": data.name[:150]}


def snowflake(text: str) -> int:
    """The id as a number that the database can hold; raises ValueError."""
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number


def _asked(session: requests.Session, url: str, token: SocialToken, shape: Any) -> Any:
    answer = session.get(url, headers={"Authorization": f"Bearer {token.token}"})
    answer.raise_for_status()
    try:
        return msgspec.json.decode(answer.content, type=shape)
    except msgspec.MsgspecError as error:
        raise OAuth2Error("Discord's answer has another shape than it should") from error


provider_classes = [Discord]
