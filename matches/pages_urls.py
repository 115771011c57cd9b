"""The pages for people and for OBS."""

from django.urls import path

from matches import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("overlays/", pages.overlays, name="overlays"),
    path("overlay/", pages.overlay, {"group_code": ""}),
    path("overlay/<path:group_code>", pages.overlay, name="overlay"),
]
