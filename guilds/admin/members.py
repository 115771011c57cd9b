from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from guilds.admin import privacy
from guilds.admin.sight import GuildFilter, OfVisibleGuilds, by_admin
from guilds.models import Member


def named(term: str) -> QuerySet[Member]:
    """The members with this Discord ID, or whose user name begins like this."""
    if term.isdecimal():
        return Member.objects.filter(discord_id=int(term))
    return Member.objects.filter(username__istartswith=term)


@admin.register(Member)
class MemberAdmin(OfVisibleGuilds):
    """Discord tells who they are; an ADMIN can hand out or erase what is known of them."""

    list_display = ["username", "display_name", "guild", "discord_id", "joined_at", "left_at"]
    list_filter = [GuildFilter, ("left_at", admin.EmptyFieldListFilter)]
    list_select_related = ["guild"]
    ordering = ["-pk"]
    sortable_by = ()
    search_fields = ["username"]
    search_help_text = "Discord ID or user name"
    actions = ["erase_selected"]
    fields = [
        "username",
        "display_name",
        "guild",
        "discord_id",
        "joined_at",
        "left_at",
        "account_created_at",
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if search_term:
            queryset = queryset.filter(pk__in=named(search_term))
        return queryset, False

    def has_erase_permission(self, request: HttpRequest) -> bool:
        return by_admin(request)

    @admin.action(description="Erase selected members", permissions=["erase"])
    def erase_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return privacy.erase(self, request, queryset)

    def get_urls(self) -> list[URLPattern]:
        def own(view: Any) -> Any:
            return self.admin_site.admin_view(lambda request, **at: view(self, request, **at))

        return [
            path("erase/", own(privacy.erase), name="guilds_member_erase"),
            path("<int:pk>/export/", own(privacy.export), name="guilds_member_export"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["may_erase"] = self.has_erase_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)
