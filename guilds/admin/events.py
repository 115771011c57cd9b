"""What happened last in guilds, kind by kind."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest

from guilds.admin.members import named
from guilds.admin.sight import MOST_LISTED, GuildFilter, OfVisibleGuilds
from guilds.models import (
    JoinEvent,
    MessageEvent,
    PresenceEvent,
    ReactionEvent,
    RoleChange,
    TypingEvent,
    VoiceEvent,
)

SHOWN: tuple[str, ...] = ("at", "guild", "member")
RELATED: tuple[str, ...] = ("guild", "member")


class EventAdmin(OfVisibleGuilds):
    """Says all in the list: there is no page for one event."""

    list_display = SHOWN
    list_display_links = None
    list_filter = [GuildFilter]
    list_select_related = RELATED
    sortable_by = ()
    search_fields = ["member__username"]
    search_help_text = f"A member's Discord ID or user name. The newest {MOST_LISTED:,} are listed."

    def get_ordering(self, request: HttpRequest) -> tuple[str | Combinable, ...]:
        """By time where an index has it so, else as they were stored, which is nearly the same."""
        narrowed = request.GET.get("guild") or request.GET.get("q")
        return ("-at", "-pk") if narrowed else ("-pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if search_term:
            queryset = queryset.filter(member__in=named(search_term))
        return queryset, False


@admin.register(TypingEvent, MessageEvent, ReactionEvent)
class ChannelEventAdmin(EventAdmin):
    list_display = (*SHOWN, "channel")
    list_select_related = (*RELATED, "channel")


@admin.register(VoiceEvent)
class VoiceEventAdmin(ChannelEventAdmin):
    list_display = (*SHOWN, "channel", "kind")


@admin.register(PresenceEvent)
class PresenceEventAdmin(EventAdmin):
    list_display = (*SHOWN, "status", "platforms")


@admin.register(RoleChange)
class RoleChangeAdmin(EventAdmin):
    list_display = (*SHOWN, "given", "taken")

    @admin.display(description="added")
    def given(self, change: RoleChange) -> str:
        return ", ".join(change.added)

    @admin.display(description="removed")
    def taken(self, change: RoleChange) -> str:
        return ", ".join(change.removed)


@admin.register(JoinEvent)
class JoinEventAdmin(EventAdmin):
    list_display = (*SHOWN, "account_age_days")
