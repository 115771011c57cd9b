"""Answers for `/matches/`, `/matches/<id>` and `/matches/<id>/state`. For staff alone."""

import json
import re
from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from matches.match_pages import economy, kills, rounds, scoreboard
from matches.match_pages.listing import PER_PAGE, Filters
from matches.match_pages.marks import round_marks
from matches.match_pages.moment import moment_at
from matches.match_pages.people import names_of
from matches.match_pages.sides import sides_of
from matches.models import Match
from matches.pages import PHASES
from matches.services.states import DamagedError
from spectra_site.pages import page

_NUMBER = re.compile("[0-9]{1,18}")


@page
@staff_member_required
def match_list(request: HttpRequest) -> HttpResponse:
    """Every match that was ever opened here, the newest first."""
    filters = Filters(request.GET or None)
    shown = Paginator(filters.found(), PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    listed = [{"match": match, "sides": sides_of(match)} for match in shown]
    context = {"filters": filters, "shown": shown, "listed": listed, "asked": asked.urlencode()}
    return render(request, "match/list.html", context)


@page
@staff_member_required
def match_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is known of one match."""
    match = get_object_or_404(Match.objects.select_related("organisation"), pk=pk)
    return render(request, "match/match.html", _described(match))


@page
@staff_member_required
def match_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The public state after event ``seq``, as JSON; see moment_at."""
    match = get_object_or_404(Match, pk=pk)
    asked = request.GET.get("seq", "")
    if not _NUMBER.fullmatch(asked) or int(asked) > match.last_seq:
        return _problem(400, f"seq: a whole number from 0 to {match.last_seq}")
    if match.events_pruned_at:
        return _problem(410, "the events of this match were deleted")
    try:
        return JsonResponse(moment_at(match, int(asked)))
    except DamagedError as damage:
        return _problem(409, str(damage))


def _problem(status: int, error: str) -> JsonResponse:
    return JsonResponse({"error": error}, status=status)


def _described(match: Match) -> dict[str, Any]:
    sides = sides_of(match)
    played = list(match.rounds.order_by("number"))
    players = list(match.players.all())
    marks = {} if match.events_pruned_at else round_marks(match, played)
    columns = rounds.columns(played, sides, marks)
    fallen = match.kills.order_by("seq")
    return {
        "match": match,
        "sides": sides,
        "last_seq": match.damaged_at - 1 if match.damaged_at else match.last_seq,
        "state_url": reverse("match-state", args=[match.pk]),
        "phases": json.dumps(PHASES),
        "columns": columns,
        "charts": economy.charts(played, sides, marks),
        "boards": scoreboard.boards(players, sides),
        "duels": scoreboard.duels(players, sides),
        "cards": kills.cards(played, columns, fallen, names_of(players), sides),
    }
