"""The filters of the list of keys."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from auth_keys.selectors import Status, has_status


class StatusFilter(admin.SimpleListFilter):
    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return Status.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        if chosen not in Status.values:
            return queryset
        return queryset.filter(has_status(Status(chosen), timezone.now()))


class LastUseFilter(admin.SimpleListFilter):
    title = "last use"
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("week", "Within a week"), ("idle", "Not for a month"), ("never", "Never")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        conditions = {
            "week": Q(last_used_at__gt=now - timedelta(days=7)),
            "idle": Q(last_used_at__lte=now - timedelta(days=30)),
            "never": Q(last_used_at=None),
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))
