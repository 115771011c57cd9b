from typing import Any, cast

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from auth_keys.models import Organisation
from auth_keys.selectors import usable_keys


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "slug", "is_supporter", "auxiliary_policy", "good_keys"]
    list_filter = ["is_supporter", "auxiliary_policy"]
    search_fields = ["name", "slug"]
    search_help_text = "Name or slug"
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "is_supporter", "auxiliary_policy"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        good = Count("observerkeys", filter=Q(observerkeys__in=usable_keys(timezone.now())))
        organisations: QuerySet[Organisation] = super().get_queryset(request)
        return organisations.annotate(good_keys=good)

    @admin.display(description="good keys", ordering="good_keys")
    def good_keys(self, organisation: Organisation) -> int:
        return cast(int, cast(Any, organisation).good_keys)
