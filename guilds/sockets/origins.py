"""Which pages may connect to the communities' port: the dashboards of others, and our own."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host


def is_ours(origin: str | None, environ: dict[str, Any]) -> bool:
    """Asked about each request that has an Origin."""
    return origin in settings.GUILD_CORS_ORIGINS or (origin is not None and _is_site(origin))


def _is_site(origin: str) -> bool:
    """A page of the web port, under any name by which the site may be reached."""
    if settings.PUBLIC_URL:
        return origin == settings.PUBLIC_URL
    domain, port = split_domain_port(urlsplit(origin).netloc)
    scheme = urlsplit(origin).scheme
    known = bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
    return known and (port or _usual(scheme)) == str(settings.PORTS["web"])


def _usual(scheme: str) -> str:
    return {"http": "80", "https": "443"}.get(scheme, "")
