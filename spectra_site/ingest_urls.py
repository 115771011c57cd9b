"""The one page of the ingest port: the link to the overlay, as the field's client copies it."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import path

from matches.cleaning import GROUP_CODE_HINT, clean_group_code
from spectra_site.addresses import same_host
from spectra_site.health import readyz


def overlay_link(request: HttpRequest) -> HttpResponse:
    """`/overlay?groupCode=X` leads to the overlay page of that code."""
    group_code = clean_group_code(request.GET.get("groupCode", ""))
    if not group_code:
        return HttpResponseBadRequest(f"groupCode: {GROUP_CODE_HINT}")
    site = settings.PUBLIC_URL or same_host(request, settings.PORTS["web"])
    return HttpResponseRedirect(f"{site}/overlay/{quote(group_code, safe='')}")


urlpatterns = [
    path("overlay", overlay_link),
    path("overlay/", overlay_link),
    path("readyz", readyz),
]
