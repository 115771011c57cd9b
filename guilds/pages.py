"""Pages of the community side."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from guilds.access import is_admin, visible_guilds
from guilds.analytics.newcomers import YOUNG_DAYS
from spectra_site.addresses import same_host
from spectra_site.pages import content_security_policy, page


@page
@login_required
def guild_list(request: HttpRequest) -> HttpResponse:
    """The guilds that whoever is signed in may see."""
    guilds = visible_guilds(request.user)
    context = {"guilds": guilds, "sees_all": is_admin(request.user)}
    return render(request, "guilds/list.html", context)


@page
@login_required
def dashboard(request: HttpRequest, guild_id: int) -> HttpResponse:
    """One guild, live; 404 for one that may not be seen as for none at all."""
    guild = get_object_or_404(visible_guilds(request.user), pk=guild_id)
    server = settings.GUILDS_URL or same_host(request, settings.PORTS["guilds"])
    context = {
        "guild": guild,
        "server": server,
        "api": f"/api/v1/guilds/{guild.pk}/",
        "young_days": YOUNG_DAYS,
        "hours": range(24),
    }
    response = render(request, "guilds/dashboard.html", context)
    socket = f"'self' {server} {server.replace('http', 'ws', 1)}"
    response["Content-Security-Policy"] = content_security_policy(connect=socket)
    return response


@page
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, for how long, and how it is erased. For everybody."""
    return render(request, "guilds/privacy.html", {"days": settings.GUILD_EVENTS_DAYS})
