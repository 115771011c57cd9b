"""Who may see which guild, and what was done about that."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from guilds.admin.sight import ForAdmins, GuildFilter, OfVisibleGuilds
from guilds.models import Account, AuditEntry, GuildGrant
from guilds.services.grants import grant, withdraw
from spectra_site.clock import now


@admin.register(Account)
class AccountAdmin(ForAdmins):
    """A user of the site; goes when the user goes."""

    list_display = ["user", "discord_id", "role", "is_active", "guilds"]
    list_filter = ["role"]
    list_select_related = ["user"]
    ordering = ["user__username"]
    search_fields = ["user__username", "discord_id__exact"]
    search_help_text = "User name or Discord ID"
    autocomplete_fields = ["user"]
    fields = ["user", "discord_id", "role"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        accounts: Any = super().get_queryset(request)
        counted: QuerySet[Any] = accounts.annotate(guilds=Count("grants__guild", distinct=True))
        return counted

    def get_readonly_fields(self, request: HttpRequest, obj: Account | None = None) -> list[str]:
        return ["user"] if obj else []

    @admin.display(description="active", boolean=True)
    def is_active(self, account: Account) -> bool:
        return account.user.is_active

    @admin.display(description="granted guilds", ordering="guilds")
    def guilds(self, account: Any) -> int:
        return int(account.guilds)

    def has_delete_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:
        return False


@admin.register(GuildGrant)
class GuildGrantAdmin(ForAdmins):
    """Given by hand here; those from Discord come and go with each sign-in."""

    list_display = ["account", "guild", "source", "created_at"]
    list_display_links = None
    list_filter = ["source", GuildFilter]
    list_select_related = ["account__user", "guild"]
    search_fields = ["account__user__username", "guild__name", "account__discord_id__exact"]
    search_help_text = "User name, guild, or the Discord ID of an account"
    autocomplete_fields = ["account", "guild"]
    fields = ["account", "guild"]

    def has_change_permission(self, request: HttpRequest, obj: GuildGrant | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: GuildGrant, form: Any, change: bool) -> None:
        by_hand = GuildGrant.Source.HAND
        if not grant(obj.account, obj.guild, by_hand, by=_user(request), now=now()):
            self.message_user(request, "They had it already.", messages.WARNING)
        made = GuildGrant.objects.get(account=obj.account, guild=obj.guild, source=by_hand)
        obj.pk, obj.source, obj.created_at = made.pk, made.source, made.created_at

    def delete_model(self, request: HttpRequest, obj: GuildGrant) -> None:
        withdraw(obj.account, obj.guild, obj.source, by=_user(request), now=now())
        if obj.source == GuildGrant.Source.DISCORD:
            comes_back = "Discord's word counts anew at the next sign-in: it may come back then."
            self.message_user(request, comes_back, messages.WARNING)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[GuildGrant]) -> None:
        for one in queryset.select_related("account", "guild"):
            self.delete_model(request, one)


@admin.register(AuditEntry)
class AuditEntryAdmin(ForAdmins, OfVisibleGuilds):
    list_display = ["at", "action", "actor", "account", "guild", "detail"]
    list_display_links = None
    list_filter = ["action", GuildFilter]
    list_select_related = ["actor", "account__user", "guild"]
    ordering = ["-at", "-pk"]


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (the admin lets nobody else in)
    return request.user
