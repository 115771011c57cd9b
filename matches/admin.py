"""Live matches for the operator, to be watched; the console that acts on them comes later."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.timesince import timesince

from matches.live.board import board, row_of
from matches.models import Match
from spectra_site.clock import now

UNKNOWN = "-"


class StatusFilter(admin.SimpleListFilter):
    """Live matches unless others are asked for."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("finished", "Finished"), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        _, *others = super().choices(changelist)
        live = changelist.get_query_string(remove=[self.parameter_name])
        yield {"selected": self.value() is None, "query_string": live, "display": "Live"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Match]) -> QuerySet[Match]:
        if self.value() == "all":
            return queryset
        return queryset.filter(status=self.value() or Match.Status.LIVE)


@admin.register(Match)
class MatchAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    change_list_template = "admin/matches/match/change_list.html"
    list_display = (
        "group_code",
        "organisation",
        "teams",
        "score",
        "round",
        "observers",
        "viewers",
        "events_per_second",
        "last_event",
    )
    list_display_links = None
    list_filter = (StatusFilter, "organisation")
    list_select_related = ("organisation",)
    search_fields = ("group_code", "match_id")
    ordering = ("-started_at",)
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Match]:
        return super().get_queryset(request).defer("setup")

    @admin.display(description="teams")
    def teams(self, match: Match) -> str:
        names = row_of(match).teams
        return f"{names[0]} v {names[1]}" if names else UNKNOWN

    @admin.display(description="score")
    def score(self, match: Match) -> str:
        score = row_of(match).score
        return f"{score[0]}:{score[1]}" if score else UNKNOWN

    @admin.display(description="round")
    def round(self, match: Match) -> str:
        row = row_of(match)
        return f"{row.round_number} {row.phase}" if row.phase else UNKNOWN

    @admin.display(description="observers")
    def observers(self, match: Match) -> str:
        row = row_of(match)
        if row.observers is None:
            return UNKNOWN
        return f"{row.observers} + {row.auxiliaries} aux" if row.auxiliaries else str(row.observers)

    @admin.display(description="viewers")
    def viewers(self, match: Match) -> str:
        return str(row_of(match).viewers) if match.status == Match.Status.LIVE else UNKNOWN

    @admin.display(description="events/s")
    def events_per_second(self, match: Match) -> str:
        rate = row_of(match).events_per_second
        return UNKNOWN if rate is None else f"{rate:.1f}"

    @admin.display(description="last event", ordering="last_event_at")
    def last_event(self, match: Match) -> str:
        at = row_of(match).last_event_at
        seconds = max(0, round((now() - at).total_seconds()))
        ago = f"{seconds} s" if seconds < 120 else timesince(at)
        return format_html('<time datetime="{}">{} ago</time>', at.isoformat(), ago)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        extra = {
            "refused": board.totals("refused"),
            "unknown_types": board.totals("unknown_types"),
            **(extra_context or {}),
        }
        return super().changelist_view(request, extra)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Match | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Match | None = None) -> bool:
        return False
