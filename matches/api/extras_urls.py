"""The URLs of port 5101."""

from django.urls import path

from matches.api import extras
from matches.api.archive.stats_view import Stats
from spectra_site.health import readyz

urlpatterns = [
    path("status", extras.Status.as_view()),
    path("createPreview", extras.CreatePreview.as_view()),
    path("preview/<str:code>", extras.Preview.as_view()),
    path("getOrgForKey", extras.OrganisationForKey.as_view()),
    path("readyz", readyz),
    path("getTeamInfoForCode", extras.TeamInfoForCode.as_view()),
    path("getStats", Stats.as_view()),
]
handler404 = "matches.api.views.not_found"
handler500 = "matches.api.views.broken"
