"""Lists that are counted from a guild's rows, one query each."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from rest_framework.request import Request
from rest_framework.response import Response

from guilds import selectors
from guilds.analytics.window import Window
from guilds.api import examples, shapes
from guilds.api.callers import guild_of
from guilds.api.describing import OF_GUILD
from guilds.api.shapes import Shape
from guilds.api.views import GuildView
from guilds.api.windows import ListParameters, page_of, place_of
from spectra_site.api.describing import described, paged


class Ranking(NamedTuple):
    """A list about the members of a guild that a selector counts."""

    operation: str
    summary: str
    select: Callable[[int, Window], Sequence[Any]]
    shape: Shape
    example: dict[str, Any]


def ranking(of: Ranking) -> type[GuildView]:
    """The view that answers with it."""

    class RankingView(GuildView):
        @described(
            of.operation,
            of.summary,
            paged(of.shape, of.shape.__name__.removesuffix("Serializer")),
            OF_GUILD,
            example=examples.page(of.example),
            parameters=[ListParameters],
        )
        def get(self, request: Request, guild: int) -> Response:
            asked = ListParameters.read(request)
            place = place_of(request, asked)
            found = of.select(guild_of(request, guild).pk, place.window)
            following, rows = page_of(request, found, place, asked["limit"])
            return Response({"next": following, "results": of.shape(rows, many=True).data})

    return RankingView


RANKINGS = {
    "ghosts": Ranking(
        "guildGhosts",
        "Who begins to type and then sends nothing, the highest score first",
        selectors.ghosts,
        shapes.GHOST,
        examples.GHOST,
    ),
    "lurkers": Ranking(
        "guildLurkers",
        "Who is there and neither types nor writes, the surest first",
        selectors.lurkers,
        shapes.LURKER,
        examples.LURKER,
    ),
    "channel-diversity": Ranking(
        "guildChannelDiversity",
        "In how many channels members type or write, the most first",
        selectors.channel_diversity,
        shapes.CHANNEL_COUNT,
        examples.CHANNEL_COUNT,
    ),
    "multi-client": Ranking(
        "guildMultiClient",
        "Who is on several clients at once, the most often first",
        selectors.multi_client_logins,
        shapes.MULTI_CLIENT,
        examples.MULTI_CLIENT,
    ),
    "role-drift": Ranking(
        "guildRoleDrift",
        "Whose roles changed, the most changes first",
        selectors.drift,
        shapes.DRIFT,
        examples.DRIFT,
    ),
    "new-accounts": Ranking(
        "guildNewAccounts",
        "Who joined with an account of less than a week, the last first",
        selectors.new_accounts,
        shapes.NEWCOMER,
        examples.NEWCOMER,
    ),
}


class Heatmap(GuildView):
    @described(
        "guildHeatmap",
        "When messages are written: by hour and weekday, of the guild and of its channels",
        shapes.HEATMAP_PAGE,
        OF_GUILD,
        example=examples.HEATMAP,
        parameters=[ListParameters],
        more="The busiest channel comes first. All times are UTC.",
    )
    def get(self, request: Request, guild: int) -> Response:
        asked = ListParameters.read(request)
        place = place_of(request, asked)
        found = selectors.heatmap(guild_of(request, guild).pk, place.window)
        following, rows = page_of(request, found.channels, place, asked["limit"])
        results = shapes.CHANNEL_HEAT(rows, many=True).data
        told = {"next": following, "messages": found.messages, "week": found.week}
        return Response({**told, "results": results})
