"""The URLs of the archive, `/api/v1/`."""

from django.urls import path, re_path

from matches.api.archive import (
    exports,
    live_views,
    log_views,
    match_views,
    schemes,  # noqa: F401  (the OpenAPI document takes them from there)
    stats_view,
)
from matches.api.archive.views import NowhereView
from spectra_site.api import schema

urlpatterns = [
    path("organisations/", match_views.OrganisationList.as_view()),
    path("matches/", match_views.MatchList.as_view()),
    path("matches/<int:id>/", match_views.MatchDetail.as_view()),
    path("matches/<int:id>/rounds/", match_views.RoundList.as_view()),
    path("matches/<int:id>/players/", match_views.PlayerList.as_view()),
    path("matches/<int:id>/kills/", match_views.KillList.as_view()),
    path("matches/<int:id>/events/", log_views.EventList.as_view()),
    path("matches/<int:id>/state/", log_views.State.as_view()),
    path("matches/<int:id>/replay/", log_views.Replay.as_view()),
    path("live/", live_views.LiveList.as_view()),
    path("exports/<str:table>.<str:form>", exports.Export.as_view()),
    path("getStats", stats_view.Stats.as_view()),
    path("schema/", schema.Schema.as_view(), name="archive-schema"),
    path("docs/", schema.Docs.as_view(), name="archive-docs"),
    # Only with a slash at the end, so that Django still adds one where it is all that lacks.
    re_path(r"^(?:[\s\S]*/)?$", NowhereView.as_view()),
]
