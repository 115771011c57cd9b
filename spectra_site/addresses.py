"""Addresses: of our other ports as a reader of a page reaches them, of clients, behind proxies."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def same_host(request: HttpRequest, port: int) -> str:
    """The origin of this port, by the host and scheme of the request: ``https://host:port``."""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    host = f"[{host}]" if ":" in host else host
    return f"{request.scheme}://{host}:{port}"


def origin_of(address: str) -> str:
    """``scheme://host`` of an address, with the port where it names one."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def proxied_path(told: str, *, trusted: bool) -> str:
    """The path below which a proxy serves us, where the proxy's word counts; otherwise "".

    Only a path counts: "//host" and "https://host" would lead browsers away.
    """
    is_path = told.startswith("/") and not told.startswith("//")
    return told if trusted and is_path else ""


def client_of(peer: str, forwarded: str, proxies: int) -> str:
    """Whose address counts: the peer's, or the one that the outermost of our proxies saw.

    ``forwarded`` is X-Forwarded-For. What stands in it before that is the caller's own word.
    """
    told = [part.strip() for part in forwarded.split(",") if part.strip()]
    return told[-min(proxies, len(told))] if proxies and told else peer
