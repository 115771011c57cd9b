"""One member of a guild: how their status went, and what an ADMIN may do with what is stored."""

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from guilds import selectors
from guilds.api import examples, shapes
from guilds.api.callers import AdminOnly, guild_of, user_of
from guilds.api.describing import FOR_ADMIN, OF_MEMBER
from guilds.api.views import GuildView
from guilds.api.windows import ListParameters, page_of, place_of
from guilds.models import Member
from guilds.services.erasing import erase_member
from guilds.services.exporting import export_member
from spectra_site.api.describing import described, paged
from spectra_site.api.parameters import Parameters
from spectra_site.clock import now

NO_MEMBER = "There is no such member."


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


class Export(GuildView):
    permission_classes = [AdminOnly]
    http_method_names = ["get"]  # the audit keeps each

    @described(
        "memberExport",
        "All that is stored about a member, to be handed out. For an ADMIN",
        shapes.EXPORT,
        FOR_ADMIN,
        example=examples.EXPORT,
    )
    def get(self, request: Request, guild: int, member: int) -> Response:
        Parameters.read(request)
        found = _member_of(request, guild, member)
        return Response(export_member(found, by=user_of(request), now=now()))


class Erasure(GuildView):
    permission_classes = [AdminOnly]
    http_method_names = ["delete"]

    @described(
        "memberErasure",
        "Deletes a member and all that is stored about them, for good. For an ADMIN",
        None,
        FOR_ADMIN,
        status=204,
        more="Whoever is still in the guild is noted again from then on.",
    )
    def delete(self, request: Request, guild: int, member: int) -> Response:
        Parameters.read(request)
        if not erase_member(_member_of(request, guild, member), by=user_of(request), now=now()):
            raise NotFound(NO_MEMBER)  # somebody else was faster
        return Response(status=204)


def _member_of(request: Request, guild_id: int, discord_id: int) -> Member:
    """Raises NotFound, for a guild that the caller may not see as for none at all."""
    members = Member.objects.select_related("guild").filter(guild=guild_of(request, guild_id))
    found = members.filter(discord_id=discord_id).first()
    if found is None:
        raise NotFound(NO_MEMBER)
    return found
