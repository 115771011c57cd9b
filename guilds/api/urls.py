"""The URLs of communities under `/api/v1/`."""

from django.urls import path

from guilds.api import auth_views, guild_views, member_views, ranking_views

_GUILD = "guilds/<int:guild>/"
_MEMBER = f"{_GUILD}members/<int:member>/"

urlpatterns = [
    path("auth/token/", auth_views.Token.as_view()),
    path("auth/refresh/", auth_views.Refresh.as_view()),
    path("auth/logout/", auth_views.Logout.as_view()),
    path("auth/session/", auth_views.Session.as_view(), name="auth-session"),
    path("guilds/", guild_views.GuildList.as_view()),
    path(_GUILD, guild_views.GuildDetail.as_view()),
    path(f"{_GUILD}summary/", guild_views.Summary.as_view()),
    path(f"{_GUILD}heatmap/", ranking_views.Heatmap.as_view()),
    *(
        path(f"{_GUILD}{name}/", ranking_views.ranking(one).as_view())
        for name, one in ranking_views.RANKINGS.items()
    ),
    path(_MEMBER, member_views.Erasure.as_view()),
    path(f"{_MEMBER}presence/", member_views.PresenceTimeline.as_view()),
    path(f"{_MEMBER}export/", member_views.Export.as_view()),
]
