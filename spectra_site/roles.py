"""The roles of a process, and which pages each one's port has."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ROLES = ("ingest", "extras", "broadcast", "guilds", "web")

URLS = {
    "ingest": "spectra_site.ingest_urls",
    "extras": "matches.api.extras_urls",
    "broadcast": "spectra_site.socket_urls",
    "guilds": "spectra_site.socket_urls",
    "web": "spectra_site.urls",
}


class RoleUrls:
    """Middleware: the port on which a request came decides which URLs there are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scope = getattr(request, "scope", {})
        request.urlconf = URLS[scope.get("role", "web")]
        return self._get_response(request)
