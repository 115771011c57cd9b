"""Matches in the database, as a log tells them."""

from datetime import timedelta
from itertools import count

import msgspec

from auth_keys.models import Organisation
from auth_keys.services import NO_ORGANISATION, Access
from matches.models import Match
from matches.services import lifecycle, log
from matches.services.archive import update_archive
from matches.services.log import Chunk, Row, from_ms
from matches.services.sessions import NewClient
from matches.simulator.pace import REAL, SWIFT
from tests.matches.archive.simulated import simulated
from tests.matches.archive.told import Told

_numbers = count()


def stored(
    told: Told,
    *,
    group_code: str | None = None,
    organisation: Organisation | None = None,
    ending: str = Match.Ending.GAME_END,
    later: timedelta = timedelta(),
) -> Match:
    """The match of this log, finished, with its archive. ``ending`` "" leaves it live."""
    number = next(_numbers)
    code = group_code or f"CODE{number}"
    setup = msgspec.structs.replace(told.setup, group_code=code)
    start = from_ms(told.rows[0].received_ms if told.rows else told.now) + later
    client = NewClient(f"pid {number}", "observer", "alice")
    owned, _ = lifecycle.create_match(setup, _access(organisation), "digest", client, start)
    if told.rows:
        log.append([Chunk(owned.pk, 1, [Row(*row) for row in told.rows], _match_id(told))])
    if ending:
        end = from_ms(told.now) + later
        lifecycle.finish_match(owned.pk, 1, ending=ending, team_info={}, now=end)
    update_archive(owned.pk)
    return Match.objects.get(pk=owned.pk)


def simulated_match(seed: int = 3) -> Match:
    """A short match at the pace of life."""
    return stored(simulated(seed, pace=REAL, mode=SWIFT))


def _match_id(told: Told) -> str:
    return told.facts.match_id


def _access(organisation: Organisation | None) -> Access:
    if organisation is None:
        return NO_ORGANISATION
    return Access(None, organisation.pk, organisation.name, False, "open")
