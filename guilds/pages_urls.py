"""The pages of communities."""

from django.urls import path

from guilds import pages

urlpatterns = [
    path("guilds/", pages.guild_list, name="guilds"),
    path("guilds/<int:guild_id>/", pages.dashboard, name="guild"),
    path("guilds/privacy/", pages.privacy, name="guilds-privacy"),
]
