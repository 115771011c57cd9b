"""Organisations, matches, and what was played in them."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from matches.api.archive import examples
from matches.api.archive.describing import NOT_FOUND, described
from matches.api.archive.filters import NEWEST_FIRST, ORDERINGS, MatchFilters, matching
from matches.api.archive.readers import reader_of
from matches.api.archive.serializers import (
    KillSerializer,
    MatchSerializer,
    OrganisationSerializer,
    PlayerSerializer,
    RoundSerializer,
)
from matches.api.archive.views import ArchiveView
from matches.models import Match, RoundPlayer
from spectra_site.api.describing import paged
from spectra_site.api.pages import PageParameters, answer_of, page_of
from spectra_site.api.parameters import Parameters

Row = TypeVar("Row")


class MatchListParameters(MatchFilters, PageParameters):
    ordering = serializers.ChoiceField(
        choices=[sign + name for name in ORDERINGS for sign in ("", "-")],
        default=NEWEST_FIRST,
        help_text="Column to sort by; `-` before it: downwards.",
    )


class OrganisationList(ArchiveView):
    @described(
        "organisations",
        "The caller's own organisation; all, for staff",
        paged(OrganisationSerializer, "Organisation"),
        example=examples.page(examples.ORGANISATION),
        parameters=[PageParameters],
    )
    def get(self, request: Request) -> Response:
        page = page_of(reader_of(request).organisations(), "name", PageParameters.read(request))
        return Response(answer_of(request, page, lambda rows: _shown(OrganisationSerializer, rows)))


class MatchList(ArchiveView):
    @described(
        "matches",
        "Matches, the newest first",
        paged(MatchSerializer, "Match"),
        example=examples.page(examples.MATCH),
        parameters=[MatchListParameters],
    )
    def get(self, request: Request) -> Response:
        asked = MatchListParameters.read(request)
        found = matching(reader_of(request).matches(), asked)
        page = page_of(found, asked["ordering"], asked)
        return Response(answer_of(request, page, lambda rows: _shown(MatchSerializer, rows)))


class MatchDetail(ArchiveView):
    @described("match", "One match", MatchSerializer, example=examples.MATCH, problems=[NOT_FOUND])
    def get(self, request: Request, id: int) -> Response:
        Parameters.read(request)
        self.match = reader_of(request).match(id)
        return Response(MatchSerializer(self.match).data)


class _PartOfMatch(ArchiveView, ABC):
    """A list of what belongs to one match."""

    def answer(self, request: Request, id: int) -> Response:
        asked = PageParameters.read(request)
        match = self.match = reader_of(request).match(id)
        rows, ordering = self.rows(match)
        page = page_of(rows, ordering, asked)
        return Response(answer_of(request, page, lambda rows: self.shown(match, rows)))

    @abstractmethod
    def rows(self, match: Match) -> tuple[QuerySet[Any], str]:
        """The rows, and the column that numbers them."""

    @abstractmethod
    def shown(self, match: Match, rows: list[Any]) -> Any:
        """What the answer says of these rows."""


class RoundList(_PartOfMatch):
    @described(
        "rounds",
        "The rounds, with the money of teams and players",
        paged(RoundSerializer, "Round"),
        example=examples.page(examples.ROUND),
        parameters=[PageParameters],
        problems=[NOT_FOUND],
    )
    def get(self, request: Request, id: int) -> Response:
        return self.answer(request, id)

    def rows(self, match: Match) -> tuple[QuerySet[Any], str]:
        return match.rounds.all(), "number"

    def shown(self, match: Match, rows: list[Any]) -> Any:
        numbers = [one.number for one in rows]
        told = match.round_players.filter(round_number__in=numbers).order_by("team", "riot_id")
        players = _grouped(told, "round_number")
        return _shown(RoundSerializer, rows, players=players)


class PlayerList(_PartOfMatch):
    @described(
        "players",
        "The players, with their figures and their money by round",
        paged(PlayerSerializer, "Player"),
        example=examples.page(examples.PLAYER),
        parameters=[PageParameters],
        problems=[NOT_FOUND],
    )
    def get(self, request: Request, id: int) -> Response:
        return self.answer(request, id)

    def rows(self, match: Match) -> tuple[QuerySet[Any], str]:
        return match.players.all(), "position"

    def shown(self, match: Match, rows: list[Any]) -> Any:
        told = match.round_players.filter(riot_id__in=[player.riot_id for player in rows])
        rounds = _grouped(told.order_by("round_number"), "team", "riot_id")
        return _shown(PlayerSerializer, rows, rounds=rounds)


class KillList(_PartOfMatch):
    @described(
        "kills",
        "The kills, in order",
        paged(KillSerializer, "Kill"),
        example=examples.page(examples.KILL),
        parameters=[PageParameters],
        problems=[NOT_FOUND],
    )
    def get(self, request: Request, id: int) -> Response:
        return self.answer(request, id)

    def rows(self, match: Match) -> tuple[QuerySet[Any], str]:
        return match.kills.all(), "seq"

    def shown(self, match: Match, rows: list[Any]) -> Any:
        return _shown(KillSerializer, rows)


def _shown(shape: Any, rows: list[Any], **context: Any) -> Any:
    return shape(rows, many=True, context=context).data


def _grouped(rows: Iterable[RoundPlayer], *columns: str) -> dict[Hashable, list[RoundPlayer]]:
    """The rows by the values of the columns; by the value itself where there is one column."""
    groups: dict[Hashable, list[RoundPlayer]] = defaultdict(list)
    for row in rows:
        values = tuple(getattr(row, column) for column in columns)
        groups[values if len(columns) > 1 else values[0]].append(row)
    return groups
