from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince, timeuntil

from auth_keys.admin import operations
from auth_keys.admin.filters import LastUseFilter, StatusFilter
from auth_keys.models import Key, ObserverKey, ReadKey
from auth_keys.selectors import Status, status_of


class KeyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Only the label of a key can be changed; a key is revoked, never deleted."""

    list_display = ["label", "status", "organisation", "expires", "last_used", "shown_key"]
    list_select_related = ["organisation"]
    list_filter = [StatusFilter, LastUseFilter, ("organisation", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["label", "prefix", "organisation__name"]
    search_help_text = "Label, organisation or the first 16 characters of the key"
    actions = ["rotate_selected", "revoke_selected"]
    readonly_fields = [
        "organisation",
        "shown_key",
        "status",
        "created_at",
        "created_by",
        "expires_at",
        "revoked_at",
        "last_used_at",
        "replaced_by",
    ]
    fields = ["label", *readonly_fields]

    class Media:
        css = {"all": ["auth_keys/keys.css"]}
        js = ["auth_keys/keys.js"]

    @admin.display(description="key", ordering="prefix")
    def shown_key(self, key: Key) -> SafeString:
        return format_html("<code>{}…</code>", key.prefix)

    @admin.display(description="status")
    def status(self, key: Key) -> SafeString:
        status = status_of(key, timezone.now())
        return format_html('<span class="key-status {}">{}</span>', status.value, status.label)

    @admin.display(ordering="expires_at")
    def expires(self, key: Key) -> SafeString | None:
        return _distance(key.expires_at)

    @admin.display(ordering="last_used_at")
    def last_used(self, key: Key) -> SafeString | None:
        return _distance(key.last_used_at)

    @admin.action(description="Rotate selected keys", permissions=["change"])
    def rotate_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return operations.rotate(self, request, queryset.select_related("organisation"))

    @admin.action(description="Revoke selected keys", permissions=["change"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return operations.revoke(self, request, queryset.select_related("organisation"))

    def get_urls(self) -> list[URLPattern]:
        def own(view: Any) -> Any:
            return self.admin_site.admin_view(lambda request: view(self, request))

        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("revoke/", own(operations.revoke), name=f"{name}_revoke"),
            path("rotate/", own(operations.rotate), name=f"{name}_rotate"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return operations.issue(self, request)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        key = context["original"]
        status = status_of(key, timezone.now())
        may_change = self.has_change_permission(request, key)
        context.update(
            show_save_and_add_another=False,
            show_save_and_continue=False,
            can_revoke=may_change and status != Status.REVOKED,
            can_rotate=may_change
            and self.has_add_permission(request)
            and status in (Status.ACTIVE, Status.EXPIRES_SOON)
            and not key.replaced_by_id,
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Key | None = None) -> bool:
        return False


@admin.register(ObserverKey)
class ObserverKeyAdmin(KeyAdmin):
    pass


@admin.register(ReadKey)
class ReadKeyAdmin(KeyAdmin):
    pass


def _distance(then: datetime | None) -> SafeString | None:
    """ "in 6 days" or "6 days ago", with the exact time to hover over."""
    if then is None:
        return None
    now = timezone.now()
    words = f"in {timeuntil(then, now, depth=1)}"
    if then <= now:
        words = f"{timesince(then, now, depth=1)} ago"
    return format_html('<time title="{}">{}</time>', f"{then:%d %b %Y, %H:%M %Z}", words)
