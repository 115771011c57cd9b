"""Pages of the dashboards' origins may read what is under our addresses."""

from typing import Any

from corsheaders.signals import check_request_enabled
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest

PREFIXES = ("/api/v1/guilds/", "/api/v1/auth/")
SESSION = "/api/v1/auth/session/"  # takes cookies, and answers for itself


@receiver(check_request_enabled)
def is_dashboard(sender: Any, request: HttpRequest, **kwargs: Any) -> bool:
    """With a token in a header and no cookies, as django-cors-headers answers."""
    ours = request.path.startswith(PREFIXES) and request.path != SESSION
    return ours and request.headers.get("Origin", "") in settings.GUILD_CORS_ORIGINS
