"""What the pages of the admin have in common: who sees what, and at what cost."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from guilds.access import is_admin, visible_guilds

MOST_LISTED = 1_000


class NewestPaginator(Paginator):  # type: ignore[type-arg]
    """Knows the first rows only, so that a page costs the same however many there are."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows[:MOST_LISTED].count())


def by_admin(request: HttpRequest) -> bool:
    """Whether an ADMIN asks; looked up once, though each table of the admin wants to know."""
    known = request.__dict__
    if "by_guild_admin" not in known:
        known["by_guild_admin"] = is_admin(request.user)
    return bool(known["by_guild_admin"])


class OfVisibleGuilds(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows of the guilds that the user may see, newest first; ``guild_path`` leads to the guild."""

    guild_path = "guild"
    paginator = NewestPaginator
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if by_admin(request):
            return rows
        return rows.filter(**{f"{self.guild_path}__in": visible_guilds(request.user)})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ForAdmins(admin.ModelAdmin):  # type: ignore[type-arg]
    """Of no use to whoever is no ADMIN, whatever Django's permissions say.

    Those are asked first, for they are known by now: whoever lacks them costs no query.
    """

    def has_module_permission(self, request: HttpRequest) -> bool:
        return super().has_module_permission(request) and by_admin(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and by_admin(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and by_admin(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and by_admin(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and by_admin(request)


class GuildFilter(admin.SimpleListFilter):
    title = "guild"
    parameter_name = "guild"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(str(guild.pk), guild.name) for guild in visible_guilds(request.user)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        if chosen is None:
            return queryset
        return (
            queryset.filter(guild=chosen)
            if chosen in dict(self.lookup_choices)
            else queryset.none()
        )
