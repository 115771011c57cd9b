"""Matches for the operator, to be watched; the console that acts on them comes later."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from matches.admin.filters import StatusFilter
from matches.admin.refusals import explained
from matches.live.board import board, row_of
from matches.live.feed import Feed, ago, feed_of
from matches.match_pages.sides import sides_of
from matches.models import Match
from matches.pages import PHASES
from spectra_site import clock

UNKNOWN = "-"
TITLES = {None: "Live matches", "finished": "Finished matches", "all": "All matches"}


@admin.register(Match)
class MatchAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    change_list_template = "admin/matches/match/change_list.html"
    list_display = (
        "feed",
        "group_code",
        "organisation",
        "teams",
        "score",
        "round",
        "observers",
        "viewers",
        "events_per_second",
        "last_event",
        "pages",
    )
    list_display_links = None
    list_filter = (StatusFilter, ("organisation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("organisation",)
    search_fields = ("group_code", "match_id")
    ordering = ("-started_at",)
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    # Not what secures the match, nor its bytes.
    fields = (
        "group_code",
        "match_id",
        "organisation",
        "status",
        "ending",
        "started_at",
        "ended_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Match]:
        return super().get_queryset(request).defer("setup", "team_info")

    @admin.display(description="feed")
    def feed(self, match: Match) -> str:
        feed = feed_of(row_of(match), clock.now())
        if match.status != Match.Status.LIVE:
            feed = Feed("over", match.get_ending_display() or "over", "This match is over.")
        return format_html(
            '<span class="feed {}" title="{}">{}</span>', feed.level, feed.why, feed.word
        )

    @admin.display(description="teams")
    def teams(self, match: Match) -> str:
        names: tuple[str, ...] | None = row_of(match).teams
        if not names and match.archived_seq:
            names = tuple(side.label for side in sides_of(match))
        return format_html("<bdi>{}</bdi> v <bdi>{}</bdi>", *names) if names else UNKNOWN

    @admin.display(description="score")
    def score(self, match: Match) -> str:
        score: tuple[int | None, ...] | None = row_of(match).score
        if not score and match.archived_seq:
            score = tuple(side.score for side in sides_of(match))
        return f"{score[0]}:{score[1]}" if score and None not in score else UNKNOWN

    @admin.display(description="round")
    def round(self, match: Match) -> str:
        row = row_of(match)
        phase = PHASES.get(row.phase or "", row.phase)
        if phase is None:
            return UNKNOWN
        return f"{row.round_number}, {phase}" if row.round_number else phase

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
        age = ago(clock.now() - at)
        return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="seconds"), age)

    @admin.display(description="archive")
    def pages(self, match: Match) -> str:
        page = format_html('<a href="{}">match page</a>', reverse("match", args=[match.pk]))
        if match.status == Match.Status.LIVE or match.events_pruned_at:
            return page
        replay = reverse("match-replay", args=[match.pk])
        return format_html('{} · <a href="{}">play again</a>', page, replay)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        extra = {
            "title": TITLES.get(request.GET.get("status"), "Matches"),
            "refused": explained(board.totals("refused")),
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
