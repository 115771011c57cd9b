"""Guilds: which there are, and what is sent to their rooms."""

from rest_framework.request import Request
from rest_framework.response import Response

from guilds import selectors
from guilds.access import visible_guilds
from guilds.api import examples, shapes
from guilds.api.callers import caller_of, guild_of
from guilds.api.describing import OF_GUILD, PROBLEMS
from guilds.api.views import GuildView
from guilds.api.windows import WindowParameters
from spectra_site.api import pages
from spectra_site.api.describing import described, paged
from spectra_site.api.pages import PageParameters, answer_of
from spectra_site.api.parameters import Parameters


class GuildList(GuildView):
    @described(
        "guilds",
        "The guilds that the caller may see",
        paged(shapes.GUILD, "Guild"),
        PROBLEMS,
        example=examples.page(examples.GUILD),
        parameters=[PageParameters],
    )
    def get(self, request: Request) -> Response:
        asked = PageParameters.read(request)
        seen = visible_guilds(caller_of(request)).select_related("organisation")
        page = pages.page_of(seen, "name", asked)
        return Response(answer_of(request, page, lambda rows: shapes.GUILD(rows, many=True).data))


class GuildDetail(GuildView):
    @described("guild", "One guild", shapes.GUILD, OF_GUILD, example=examples.GUILD)
    def get(self, request: Request, guild: int) -> Response:
        Parameters.read(request)
        return Response(shapes.GUILD(guild_of(request, guild)).data)


class Summary(GuildView):
    @described(
        "guildSummary",
        "The heads of ghosts, lurkers and channel diversity, as `analytics:update` has them",
        shapes.SUMMARY,
        OF_GUILD,
        example=examples.SUMMARY,
        parameters=[WindowParameters],
    )
    def get(self, request: Request, guild: int) -> Response:
        window = WindowParameters.read(request)["window"]
        pk = guild_of(request, guild).pk
        found = selectors.summary(pk, window)
        data = {
            "ghosts": found.ghosts,
            "lurkers": found.lurkers,
            "channel_diversity": found.channel_diversity,
            "timestamp": window.end,
        }
        told = {"guildId": pk, "data": data, "timestamp": window.end}
        return Response(shapes.SUMMARY(told).data)
