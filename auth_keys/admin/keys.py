from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from auth_keys.admin import operations
from auth_keys.admin.filters import LastUseFilter, StatusFilter
from auth_keys.models import ObserverKey
from auth_keys.selectors import Status, status_of


@admin.register(ObserverKey)
class ObserverKeyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Only the label of a key can be changed; a key is revoked, never deleted."""

    list_display = ["label", "organisation", "shown_key", "status", "expires_at", "last_used_at"]
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
    def shown_key(self, key: ObserverKey) -> SafeString:
        return format_html("<code>{}…</code>", key.prefix)

    @admin.display(description="status")
    def status(self, key: ObserverKey) -> SafeString:
        status = status_of(key, timezone.now())
        return format_html('<span class="key-status {}">{}</span>', status.value, status.label)

    @admin.action(description="Rotate selected keys", permissions=["change"])
    def rotate_selected(
        self, request: HttpRequest, queryset: QuerySet[ObserverKey]
    ) -> HttpResponse:
        return operations.rotate(self, request, queryset.select_related("organisation"))

    @admin.action(description="Revoke selected keys", permissions=["change"])
    def revoke_selected(
        self, request: HttpRequest, queryset: QuerySet[ObserverKey]
    ) -> HttpResponse:
        return operations.revoke(self, request, queryset.select_related("organisation"))

    def get_urls(self) -> list[URLPattern]:
        def own(view: Any) -> Any:
            return self.admin_site.admin_view(lambda request: view(self, request))

        return [
            path("revoke/", own(operations.revoke), name="auth_keys_observerkey_revoke"),
            path("rotate/", own(operations.rotate), name="auth_keys_observerkey_rotate"),
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
            and status in (Status.ACTIVE, Status.EXPIRES_SOON)
            and not key.replaced_by_id,
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: ObserverKey | None = None) -> bool:
        return False
