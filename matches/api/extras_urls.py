"""The URLs of port 5101."""

from django.urls import path

from matches.api import extras, extras_crew
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
    path("api/createSession", extras_crew.CreateSession.as_view()),
    path(
        "api/getNameOverridesAndPlayercams/<str:identifier>/<str:secret>",
        extras_crew.NamesAndCameras.as_view(),
    ),
    path("session/org/<str:identifier>/<str:secret>", extras_crew.crew_link),
    path("getSupportPackages", extras_crew.SupportPackages.as_view()),
    path("client/oauth-callback", extras_crew.oauth_callback),
]
handler404 = "matches.api.views.not_found"
handler500 = "matches.api.views.broken"
