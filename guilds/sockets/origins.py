"""Which pages may connect to the communities' port: the dashboards of others, and our own."""

import re
from typing import Any

from django.conf import settings
from django.http.request import validate_host

ORIGIN = re.compile(r"(https?)://(\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d+))?", re.ASCII)
USUAL_PORTS = {"http": "80", "https": "443"}


def is_ours(origin: str | None, environ: dict[str, Any]) -> bool:
    """Asked about each request that has an Origin."""
    return origin is not None and (origin in settings.GUILD_CORS_ORIGINS or _is_site(origin))


def _is_site(origin: str) -> bool:
    """A page of the web port, under any name by which the site may be reached."""
    if settings.PUBLIC_URL:
        return origin == settings.PUBLIC_URL
    found = ORIGIN.fullmatch(origin)
    if not found or not validate_host(found[2], settings.ALLOWED_HOSTS):
        return False
    return (found[3] or USUAL_PORTS[found[1]]) == str(settings.PORTS["web"])
