"""What an export holds: its columns, and where they come from."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from matches.models import Kill, Match, MatchPlayer, Round
from matches.services.log import from_ms


class Column(NamedTuple):
    """``path`` is the ORM's; ``convert`` makes of a value that is known what is exported."""

    name: str
    path: str
    convert: Callable[[Any], Any] | None = None


class Table(NamedTuple):
    """``match`` is the path to the match, "" for the match itself."""

    model: type[Model]
    match: str
    order: tuple[str, ...]
    columns: tuple[Column, ...]

    def rows(self, matches: QuerySet[Match]) -> QuerySet[Any, Any]:
        """What it holds of these matches, as tuples."""
        mine = self.model._default_manager.filter(**{f"{self.match}pk__in": matches.values("pk")})
        return mine.order_by(*self.order).values_list(*(column.path for column in self.columns))


def _same(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, name) for name in names)


_OF_MATCH = (
    Column("match", "match_id"),
    Column("organisation", "match__organisation__slug"),
    Column("group_code", "match__group_code"),
)

TABLES = {
    "matches": Table(
        Match,
        "",
        ("pk",),
        (
            Column("match", "pk"),
            Column("organisation", "organisation__slug"),
            *_same("group_code", "match_id", "status", "ending", "map", "mode", "winner"),
            *_same("team_0_name", "team_0_tricode", "team_0_score"),
            *_same("team_1_name", "team_1_tricode", "team_1_score", "left_team"),
            *_same("started_at", "game_started_at", "game_ended_at", "ended_at"),
            *_same("last_seq", "damaged_at", "replay_of"),
        ),
    ),
    "rounds": Table(
        Round,
        "match__",
        ("match_id", "number"),
        (
            *_OF_MATCH,
            Column("round", "number"),
            *_same("winner", "reason", "attackers"),
            Column("started_at", "started_ms", from_ms),
            Column("combat_at", "combat_ms", from_ms),
            Column("ended_at", "ended_ms", from_ms),
            *_same("planted", "planted_ms", "defused", "defused_ms", "detonated", "detonated_ms"),
            *_same("team_0_money", "team_0_spent", "team_0_loadout"),
            *_same("team_1_money", "team_1_spent", "team_1_loadout"),
        ),
    ),
    "players": Table(
        MatchPlayer,
        "match__",
        ("match_id", "position", "pk"),
        (
            *_OF_MATCH,
            *_same("team", "riot_id", "name", "tagline", "position", "agent", "agent_internal"),
            *_same("kills", "deaths", "assists", "headshots", "team_kills"),
            *_same("first_bloods", "first_deaths", "multikills", "clutches", "weapons", "enemies"),
        ),
    ),
    "kills": Table(
        Kill,
        "match__",
        ("match_id", "seq"),
        (
            *_OF_MATCH,
            Column("seq", "seq"),
            Column("round", "round_number"),
            *_same("time_ms", "killer_riot_id", "killer_name", "killer_team"),
            *_same("victim_riot_id", "victim_name", "victim_team"),
            *_same("weapon", "weapon_internal", "headshot", "team_kill", "assists"),
        ),
    ),
}
