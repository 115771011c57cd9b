"""Pages for people and for OBS: the overlay, the list of live codes, the start page."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from matches import overlay_options
from matches.cleaning import typed_group_code
from matches.live import board
from matches.live.board import LiveRow
from matches.live.feed import feed_of
from spectra_site import clock
from spectra_site.addresses import origin_of, same_host
from spectra_site.pages import content_security_policy, page

DEMO_CODE = "DEMO"
PHASES = {
    "LOBBY": "agent select",
    "game_start": "get ready",
    "shopping": "buy phase",
    "combat": "round live",
    "end": "round over",
    "game_end": "match over",
}


@page
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and where to go."""
    return render(request, "site/home.html", {"demo_code": DEMO_CODE})


@page
@staff_member_required
def overlays(request: HttpRequest) -> HttpResponse:
    """The live codes with their links. For staff alone: whoever has a code can watch."""
    matches = [_listed(request, row) for row in board.live_overview()]
    return render(request, "site/overlays.html", {"matches": matches, "demo_code": DEMO_CODE})


def _listed(request: HttpRequest, row: LiveRow) -> dict[str, Any]:
    site = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    return {
        **asdict(row),
        "phase": PHASES.get(row.phase or "", row.phase),
        "url": f"{site}{reverse('overlay', args=[row.group_code])}",
        "feed": feed_of(row, clock.now()),
        "last_event": _ago((clock.now() - row.last_event_at).total_seconds()),
    }


def _ago(seconds: float) -> str:
    if seconds < 60:
        return f"{max(0, round(seconds))} s ago"
    return f"{seconds // 60:.0f} min ago"


@page
def overlay(request: HttpRequest, group_code: str) -> HttpResponse:
    """The browser source of one groupCode, which clients write in capitals."""
    code = typed_group_code(group_code)
    if not code:
        asked = {"group_code": group_code, "demo_code": DEMO_CODE}
        return render(request, "site/bad_code.html", asked, status=404)
    options = overlay_options.read(dict(request.GET.lists()))
    return overlay_answer(request, code, options)


def overlay_answer(
    request: HttpRequest,
    group_code: str,
    options: overlay_options.Options,
    *,
    example: dict[str, Any] | None = None,
) -> HttpResponse:
    """The overlay page, which may be framed and takes the styles that OBS adds by script.

    With an example, the page draws that state and connects to no server.
    """
    server = broadcast_url(request)
    context = {
        "group_code": group_code,
        "broadcast_url": server,
        "sent_at_ms": clock.now_ms(),
        "camera_url": settings.PLAYERCAM_VIEW_URL,
        "options": options,
        "example": example,
        "sides": ("left", "right"),
    }
    response = render(request, "overlay/overlay.html", context)
    response["Content-Security-Policy"] = content_security_policy(
        styles="'self' 'unsafe-inline'",
        fonts="'self' data:",
        images="http: https: data:",
        connect=f"{server} {server.replace('http', 'ws', 1)}",
        frames=origin_of(settings.PLAYERCAM_VIEW_URL),
        framed_by="*",
    )
    response.xframe_options_exempt = True
    return response


def broadcast_url(request: HttpRequest) -> str:
    """Where this page's viewer reaches the broadcast port, as an http(s) origin.

    BROADCAST_URL where it is set; else the host and scheme by which the page was asked for.
    """
    return settings.BROADCAST_URL or same_host(request, settings.PORTS["broadcast"])
