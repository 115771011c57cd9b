"""The pages for people and for OBS."""

from django.urls import path, re_path

from matches import overlay_pages, pages
from matches.match_pages import crew
from matches.match_pages import views as match_pages
from matches.replay.views import replay_page

urlpatterns = [
    path("", pages.home, name="home"),
    path("overlays/", pages.overlays, name="overlays"),
    path("overlays/options", overlay_pages.options, name="overlay-options"),
    path("overlays/example", overlay_pages.example, name="overlay-example"),
    # A code is free text; one that can't be gets a page that says so, whatever it holds.
    re_path(r"^overlay/(?P<group_code>[\s\S]*)\Z", pages.overlay, name="overlay"),
    path("matches/", match_pages.match_list, name="matches"),
    path("matches/<int:pk>", match_pages.match_page, name="match"),
    path("matches/<int:pk>/state", match_pages.match_state, name="match-state"),
    path("matches/<int:pk>/replay", replay_page, name="match-replay"),
    path("playercams/", crew.crew_sessions, name="crew-sessions"),
    path("playercams/<str:identifier>", crew.crew_for_staff, name="crew-for-staff"),
    # As the field's client spells it.
    path("session/org/<str:identifier>/<str:secret>", crew.crew, name="crew"),
]
