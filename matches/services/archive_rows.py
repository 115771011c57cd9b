"""Facts as rows: what the archive's tables hold of a match, and what they should."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from django.db.models import Model

from matches.archive import MatchFacts, RoundFacts
from matches.models import Kill, MatchPlayer, Round, RoundPlayer
from matches.services.log import from_ms

Values = dict[str, Any]
Key = tuple[Any, ...]


class Change(NamedTuple):
    """A row that isn't as the log has it; ``stored`` or ``derived`` is None where there is none.

    ``stored`` has the row's primary key too.
    """

    model: type[Model]
    key: Key
    stored: Values | None
    derived: Values | None

    def __str__(self) -> str:
        name = " ".join(map(str, (self.model._meta.verbose_name, *self.key)))
        if self.stored is None:
            return f"{name} is missing"
        if self.derived is None:
            return f"{name} is not in the log"
        odd = [
            f"{field} is {self.stored[field]!r}, the log says {value!r}"
            for field, value in self.derived.items()
            if self.stored[field] != value
        ]
        return f"{name}: {'; '.join(odd)}"


# What tells the rows of one match apart.
_KEYS: dict[type[Model], tuple[str, ...]] = {
    Round: ("number",),
    RoundPlayer: ("round_number", "team", "riot_id"),
    MatchPlayer: ("team", "riot_id"),
    Kill: ("seq",),
}


def columns(facts: MatchFacts) -> Values:
    """The archive's columns of the match itself."""
    values: Values = {
        "damaged_at": facts.damaged_at,
        "map": facts.map,
        "mode": facts.mode,
        "game_started_at": None if facts.started_ms is None else from_ms(facts.started_ms),
        "game_ended_at": None if facts.ended_ms is None else from_ms(facts.ended_ms),
        "left_team": facts.teams[0].place,
        "winner": facts.winner,
    }
    for number, team in enumerate(facts.teams):
        values[f"team_{number}_name"] = team.name
        values[f"team_{number}_tricode"] = team.tricode
        values[f"team_{number}_score"] = team.score
    return values


def changes(match_pk: int, facts: MatchFacts) -> list[Change]:
    """What must change in the tables, so that they hold these facts."""
    return [change for model in _KEYS for change in _changes(model, match_pk, facts)]


def write(match_pk: int, rows: Iterable[Change]) -> None:
    """Make the changes; to be called in a transaction."""
    by_model: dict[type[Model], list[Change]] = {}
    for change in rows:
        by_model.setdefault(change.model, []).append(change)
    for model, some in by_model.items():
        stale = [change.stored["pk"] for change in some if change.stored is not None]
        model._default_manager.filter(pk__in=stale).delete()
        model._default_manager.bulk_create(
            model(match_id=match_pk, **change.derived) for change in some if change.derived
        )


def _changes(model: type[Model], match_pk: int, facts: MatchFacts) -> Iterable[Change]:
    derived = {_key(model, row): row for row in _derived(model, facts)}
    fields = [field.attname for field in model._meta.concrete_fields]
    rows = model._default_manager.filter(match=match_pk)
    stored = {_key(model, row): row for row in rows.values("pk", *fields)}
    for key in sorted(derived.keys() | stored.keys()):
        new, old = derived.get(key), stored.get(key)
        if new is None or old is None or any(old[name] != new[name] for name in new):
            yield Change(model, key, old, new)


def _key(model: type[Model], row: Values) -> Key:
    return tuple(row[name] for name in _KEYS[model])


def _derived(model: type[Model], facts: MatchFacts) -> list[Values]:
    if model is Round:
        return [_round(one) for one in facts.rounds]
    if model is RoundPlayer:
        return [_plain(row) for one in facts.rounds for row in one.players]
    return [_plain(row) for row in (facts.players if model is MatchPlayer else facts.kills)]


def _round(one: RoundFacts) -> Values:
    values = _plain(one)
    del values["players"]
    for number, team in enumerate(values.pop("teams")):
        values.update({f"team_{number}_{name}": value for name, value in team.items()})
    return values


def _plain(fact: msgspec.Struct) -> Values:
    """The fact as it comes back from the database: tuples as lists, for one."""
    values: Values = msgspec.json.decode(msgspec.json.encode(fact))
    return values
