"""One member of a guild: how their status went, and what an ADMIN may do with what is stored."""

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from guilds import selectors
from guilds.api import examples, shapes
from guilds.api.callers import guild_of
from guilds.api.describing import OF_MEMBER
from guilds.api.views import GuildView
from guilds.api.windows import ListParameters, page_of, place_of
from guilds.models import Member
from spectra_site.api.describing import described, paged


class PresenceTimeline(GuildView):
    @described(
        "memberPresence",
        "The statuses of a member, in their order",
        paged(shapes.SPAN, "PresenceSpan"),
        OF_MEMBER,
        example=examples.page(examples.SPAN),
        parameters=[ListParameters],
    )
    def get(self, request: Request, guild: int, member: int) -> Response:
        asked = ListParameters.read(request)
        place = place_of(request, asked)
        found = _member_of(request, guild, member)
        spans = selectors.presence_timeline(found.guild_id, found.discord_id, place.window)
        following, rows = page_of(request, spans, place, asked["limit"])
        return Response({"next": following, "results": shapes.SPAN(rows, many=True).data})


def _member_of(request: Request, guild_id: int, discord_id: int) -> Member:
    """Raises NotFound, for a guild that the caller may not see as for none at all."""
    found = Member.objects.filter(guild=guild_of(request, guild_id), discord_id=discord_id).first()
    if found is None:
        raise NotFound("There is no such member.")
    return found
