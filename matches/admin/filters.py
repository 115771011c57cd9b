"""Filters of the list of matches."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from matches.models import Match


class StatusFilter(admin.SimpleListFilter):
    """Live matches unless others are asked for."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("finished", "Finished"), ("all", "All")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        _, *others = super().choices(changelist)
        live = changelist.get_query_string(remove=[self.parameter_name])
        yield {"selected": self.value() is None, "query_string": live, "display": "Live"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Match]) -> QuerySet[Match]:
        if self.value() == "all":
            return queryset
        return queryset.filter(status=self.value() or Match.Status.LIVE)
