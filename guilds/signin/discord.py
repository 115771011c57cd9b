"""What is asked of Discord when somebody signs in."""

from allauth.socialaccount.providers.discord.provider import DiscordProvider


class Discord(DiscordProvider):  # type: ignore[misc]
    pass


provider_classes = [Discord]
