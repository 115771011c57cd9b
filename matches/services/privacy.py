"""Taking a person out of the matches that are kept."""

import secrets
from collections.abc import Iterator

import msgspec
from django.db import transaction
from django.db.models import Q

from matches.archive.aliases import Alias, alias_for, renamed_row, renamed_setup
from matches.engine.setup import MatchSetup
from matches.models import Kill, Match, MatchEvent, MatchPlayer, MatchSnapshot, RoundPlayer
from matches.services import archive, log


class LiveError(Exception):
    """The match is live: its log still grows, in another process too."""


def matches_with(riot_id: str) -> list[Match]:
    """All matches that know the player, by archive, log or set-up; the oldest first.

    Reads every log there is: the archive alone does not know who was on no roster.
    """
    found = {player.match_id for player in MatchPlayer.objects.filter(riot_id=riot_id)}
    found.update(_said_in_logs(riot_id, besides=found))
    return list(Match.objects.filter(pk__in=found).order_by("pk"))


def anonymise(match_pk: int, riot_id: str) -> None:
    """Replace a player by nobody in particular, in one match and for good.

    Another match gets another alias, so that the two can't be put together. Raises LiveError.
    """
    with transaction.atomic():
        match = Match.objects.select_for_update().get(pk=match_pk)
        if match.status == Match.Status.LIVE:
            raise LiveError
        rows = log.read(match.pk)
        setup = msgspec.json.decode(bytes(match.setup), type=MatchSetup)
        alias = alias_for(setup, rows, riot_id, token=secrets.token_hex(4))
        match.setup = msgspec.json.encode(renamed_setup(setup, alias))
        match.save(update_fields=["setup"])
        MatchSnapshot.objects.filter(match=match).delete()
        log.rewrite(match.pk, _renamed(rows, alias))
        if match.events_pruned_at is None:
            _archive_again(match.pk)
        else:
            _rename_rows(match, alias)


def _renamed(rows: list[log.Row], alias: Alias) -> dict[int, bytes]:
    """The rows that change, by number."""
    new = {row.seq: renamed_row(row.data, alias) for row in rows}
    return {row.seq: new[row.seq] for row in rows if new[row.seq] != row.data}


def _archive_again(match_pk: int) -> None:
    filling = archive.prepare(match_pk)
    if filling is not None:
        archive.store(filling, Match.objects.all())


def _rename_rows(match: Match, alias: Alias) -> None:
    """The archive's rows, where there is no log any more to make them from."""
    mine = {"match": match, "riot_id": alias.riot_id}
    names = set(MatchPlayer.objects.filter(**mine).values_list("name", flat=True))
    RoundPlayer.objects.filter(**mine).update(riot_id=alias.new_riot_id)
    MatchPlayer.objects.filter(**mine).update(
        riot_id=alias.new_riot_id, name=alias.new_name, tagline=alias.new_tagline
    )
    for role in ("killer", "victim"):
        kills = Kill.objects.filter(match=match)
        known = Q(**{f"{role}_riot_id": alias.riot_id})
        kills.filter(known | Q(**{f"{role}_name__in": names})).update(
            **{f"{role}_name": alias.new_name}
        )
        kills.filter(known).update(**{f"{role}_riot_id": alias.new_riot_id})
    _rename_in_json(match, alias, names)


def _rename_in_json(match: Match, alias: Alias, names: set[str]) -> None:
    new = dict.fromkeys(names, alias.new_name) | {alias.riot_id: alias.new_riot_id}
    players = list(MatchPlayer.objects.filter(match=match))
    for player in players:
        player.enemies = {new.get(key, key): count for key, count in player.enemies.items()}
    MatchPlayer.objects.bulk_update(players, ["enemies"])
    kills = list(Kill.objects.filter(match=match).exclude(assists=[]))
    for kill in kills:
        for one in kill.assists:
            one["riot_id"] = new.get(one["riot_id"], one["riot_id"])
    Kill.objects.bulk_update(kills, ["assists"])


def _said_in_logs(riot_id: str, *, besides: set[int]) -> Iterator[int]:
    said = msgspec.json.encode(riot_id)[1:-1]
    for pk, setup in list(Match.objects.exclude(pk__in=besides).values_list("pk", "setup")):
        events = MatchEvent.objects.filter(match=pk).values_list("data", flat=True)
        if said in bytes(setup) or any(said in bytes(data) for data in events.iterator()):
            yield pk
