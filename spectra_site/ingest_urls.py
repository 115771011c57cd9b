"""The one page of the ingest port: the link to the overlay, as the field's client copies it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import path

from matches.cleaning import is_group_code


def overlay_link(request: HttpRequest) -> HttpResponse:
    """`/overlay?groupCode=X` leads to the overlay page of that code."""
    group_code = request.GET.get("groupCode", "")
    if not is_group_code(group_code):
        return HttpResponseBadRequest("groupCode: 1 to 32 of A-Z, a-z, 0-9, - and _")
    return HttpResponseRedirect(f"{_web_url(request)}/overlay/{group_code}")


def _web_url(request: HttpRequest) -> str:
    if settings.PUBLIC_URL:
        return str(settings.PUBLIC_URL)
    host = request.get_host().rsplit(":", 1)[0]
    return f"{request.scheme}://{host}:{settings.PORTS['web']}"


urlpatterns = [path("overlay", overlay_link), path("overlay/", overlay_link)]
