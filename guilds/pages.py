"""Pages of the community side that need no live data."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guilds.access import is_admin, visible_guilds
from spectra_site.pages import page


@page
@login_required
def guild_list(request: HttpRequest) -> HttpResponse:
    """The guilds that whoever is signed in may see."""
    guilds = visible_guilds(request.user)
    context = {"guilds": guilds, "sees_all": is_admin(request.user)}
    return render(request, "guilds/list.html", context)


@page
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, for how long, and how it is erased. For everybody."""
    return render(request, "guilds/privacy.html", {"days": settings.GUILD_EVENTS_DAYS})
