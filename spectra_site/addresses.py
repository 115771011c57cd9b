"""Addresses of our other ports, as whoever asked for a page would reach them."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def same_host(request: HttpRequest, port: int) -> str:
    """The origin of this port, by the host and scheme of the request: ``https://host:port``."""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    host = f"[{host}]" if ":" in host else host
    return f"{request.scheme}://{host}:{port}"
