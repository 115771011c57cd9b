"""Which matches are meant."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers

from matches.models import Match, MatchPlayer
from spectra_site.api.parameters import Bound, Parameters, Text, refused

ORDERINGS = ("started_at", "last_event_at", "group_code", "map", "id")
NEWEST_FIRST = "-started_at"


class MatchFilters(Parameters):
    """Of the filters that are given, a match has to pass all. Case never matters."""

    organisation = serializers.SlugField(
        required=False, max_length=64, help_text="Slug of the organisation."
    )
    team = Text("Name or tricode of one of the teams.")
    player = Text("One of the players: Riot ID (`playerId` of the feed), name, or name#tagline.")
    map = Text("Display name of the map: `Ascent`.")
    mode = Text("The game's name of the mode: `bomb`, `swift`.")
    live = serializers.BooleanField(
        required=False, help_text="true: matches on air; false: finished ones."
    )
    replays = serializers.BooleanField(
        required=False,
        help_text="false: without matches that were played again. Exports leave them out unless "
        "this is true.",
    )
    search = Text("Part of a groupCode, match id, map, team or player name.")

    def get_fields(self) -> dict[str, Any]:
        # `from` can't be the name of an attribute.
        since = Bound(required=False, help_text="Started at this moment, on this day, or later.")
        until = Bound(
            required=False, last=True, help_text="Started before this moment, or by this day's end."
        )
        return {**super().get_fields(), "from": since, "to": until}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        if "from" in attrs and "to" in attrs and attrs["from"] > attrs["to"]:
            raise refused("to", "It is before `from`.")
        return attrs


def matching(matches: QuerySet[Match], asked: dict[str, Any]) -> QuerySet[Match]:
    """Those of the matches that pass the filters of MatchFilters."""
    for name, condition in _CONDITIONS.items():
        if name in asked:
            matches = matches.filter(condition(asked[name]))
    return matches


def _of_team(name: str) -> Q:
    return (
        Q(team_0_name__iexact=name)
        | Q(team_1_name__iexact=name)
        | Q(team_0_tricode__iexact=name)
        | Q(team_1_tricode__iexact=name)
    )


def _of_player(who: str) -> Q:
    name, mark, tagline = who.rpartition("#")
    named = Q(name__iexact=name, tagline__iexact=tagline) if mark else Q(name__iexact=who)
    return _has_player(Q(riot_id=who) | named)


def _found_by(text: str) -> Q:
    columns = ("group_code", "match_id", "map", "team_0_name", "team_0_tricode")
    found = Q(team_1_name__icontains=text) | Q(team_1_tricode__icontains=text)
    for column in columns:
        found |= Q(**{f"{column}__icontains": text})
    return found | _has_player(Q(name__icontains=text))


def _has_player(who: Q) -> Q:
    return Q(Exists(MatchPlayer.objects.filter(who, match=OuterRef("pk"))))


def _is_live(live: bool) -> Q:
    return Q(status=Match.Status.LIVE if live else Match.Status.FINISHED)


_CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "organisation": lambda slug: Q(organisation__slug=slug),
    "team": _of_team,
    "player": _of_player,
    "map": lambda name: Q(map__iexact=name),
    "mode": lambda name: Q(mode__iexact=name),
    "from": lambda moment: Q(started_at__gte=moment),
    "to": lambda moment: Q(started_at__lt=moment),
    "live": _is_live,
    "search": _found_by,
    "replays": lambda wanted: Q() if wanted else Q(replay_of__isnull=True),
}
