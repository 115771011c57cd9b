from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from guilds.admin.sight import OfVisibleGuilds
from guilds.live.board import board
from guilds.models import Guild, Member


@admin.register(Guild)
class GuildAdmin(OfVisibleGuilds):
    """Discord tells all but the organisation, so only that can be changed."""

    guild_path = "pk"
    list_display = [
        *("name", "discord_id", "organisation", "present", "members", "subscriptions"),
        "created_at",
    ]
    list_filter = ["present", ("organisation", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation"]
    search_fields = ["name", "discord_id__exact"]
    search_help_text = "Name or Discord ID"
    ordering = ["name", "pk"]
    autocomplete_fields = ["organisation"]
    fields = ["name", "discord_id", "organisation", "present", "created_at"]
    readonly_fields = ["name", "discord_id", "present", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        present = Member.objects.filter(guild=OuterRef("pk"), left_at=None).order_by()
        counted = present.values("guild").annotate(there=Count("pk")).values("there")
        guilds: Any = super().get_queryset(request)
        annotated: QuerySet[Any] = guilds.annotate(there=Coalesce(Subquery(counted), 0))
        return annotated

    def has_change_permission(self, request: HttpRequest, obj: Guild | None = None) -> bool:
        return admin.ModelAdmin.has_change_permission(self, request, obj)

    @admin.display(description="members", ordering="there")
    def members(self, guild: Any) -> str:
        return f"{guild.there:,}"

    @admin.display(description="live subscriptions")
    def subscriptions(self, guild: Any) -> str:
        """To either of its rooms, over all processes, as of the last few seconds."""
        return f"{board.listeners(guild.pk):,}"
