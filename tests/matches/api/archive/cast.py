"""Who asks the archive, and for what.

alice of harbour has a read key, and so has the outsider, who is of lantern; staff is logged on to
the admin. harbour has played a match of two rounds and is playing another; so has lantern, on
another map. One match belongs to nobody: it was fed with the static key.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from auth_keys.models import Organisation
from auth_keys.services import NO_ORGANISATION, Access, issue_read_key
from matches.engine.setup import TeamSetup
from matches.models import Match
from matches.services import lifecycle, log
from matches.services.archive import update_archive
from matches.services.log import Chunk, Row, from_ms
from matches.services.sessions import NewClient
from spectra_site.api.schema import document
from tests.matches.archive.told import Told
from tests.support.events import (
    ALICE,
    BOB,
    CAST,
    CHARLIE,
    DANA,
    killfeed,
    observer,
    roster,
    round_info,
    score,
    scoreboard,
    setup,
)

NOW = datetime(2026, 3, 14, 18, 0, tzinfo=UTC)
API = "/api/v1"
HERONS = TeamSetup("Harbour Herons", "HBR", "", True)
LYNX = TeamSetup("Lantern Lynx", "LTN", "", False)
OWLS = TeamSetup("Lantern Owls", "OWL", "", True)


@dataclass(frozen=True)
class Asker:
    """Somebody with a key, or with none."""

    key: str | None = None

    def get(self, path: str, **parameters: Any) -> Any:
        """The answer to a GET of a path under the archive's."""
        return Client().get(f"{API}/{path}", parameters, headers=self.headers)

    def get_if_changed(self, path: str, etag: str) -> Any:
        """The answer to somebody who has one with this ETag already."""
        return Client().get(f"{API}/{path}", headers={**self.headers, "If-None-Match": etag})

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def results(self, path: str, **parameters: Any) -> list[Any]:
        answer = self.get(path, **parameters)
        assert answer.status_code == 200, answer.content
        found: list[Any] = answer.json()["results"]
        return found


def archive_paths() -> dict[str, Any]:
    """The archive's part of the OpenAPI document."""
    others = (f"{API}/auth/", f"{API}/guilds/")
    return {path: told for path, told in document()["paths"].items() if not path.startswith(others)}


def cursor_of(body: dict[str, Any]) -> str:
    """The cursor in the address of the next page."""
    cursor: str = parse_qs(urlsplit(body["next"]).query)["cursor"][0]
    return cursor


def organisation(slug: str, name: str) -> Organisation:
    return Organisation.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def reader_of(owner: Organisation) -> Asker:
    return Asker(issue_read_key(owner, label="statistics", now=NOW)[1])


def story(group_code: str, *, left: TeamSetup = HERONS, map_name: str = "Ascent") -> Told:
    """Two rounds, one for each team: a spike that goes off, and one that is defused."""
    told = Told(setup(group_code=group_code, left_team=left, right_team=LYNX))
    told.send(observer("map", map_name), observer("game_mode", "bomb"))
    told.send(observer("match_start", f"game of {group_code}"), *map(roster, CAST))
    _shopping(told, 1)
    told.send(killfeed(ALICE, CHARLIE, headshotKill=True), after=10)
    told.send(observer("spike_planted"), after=10)
    told.send(killfeed(BOB, DANA, assists=["TX_Killfeed_Jett"]), after=1)
    told.send(observer("spike_detonated"), after=45)
    told.send(round_info(1, "end"), score(1, 0))
    _shopping(told, 2)
    told.send(observer("spike_planted"), after=20)
    told.send(killfeed(DANA, ALICE), after=2)
    return told.send(observer("spike_defused"), after=7).send(round_info(2, "end"), score(1, 1))


def _shopping(told: Told, number: int) -> None:
    told.send(round_info(number, "shopping"), after=5)
    boards = (scoreboard(player, money=800, initialArmor=1) for player in (ALICE, BOB))
    told.send(*boards, after=1)
    told.send(round_info(number, "combat"), after=30)


def played(told: Told, owner: Organisation | None) -> Match:
    """A live match with this log, its archive filled."""
    access = NO_ORGANISATION
    if owner is not None:
        access = Access(None, owner.pk, owner.name, owner.is_supporter, owner.auxiliary_policy)
    client = NewClient(f"pid of {told.setup.group_code}", "observer", "desk")
    started = from_ms(told.rows[0].received_ms)
    owned, _ = lifecycle.create_match(told.setup, access, "digest", client, started)
    rows = [Row(*row) for row in told.rows]
    assert log.append([Chunk(owned.pk, 1, rows, match_id=_match_id(told))]) == set()
    update_archive(owned.pk)
    return Match.objects.get(pk=owned.pk)


def finished(told: Told, owner: Organisation | None) -> Match:
    """The same, over."""
    told.send(round_info(2, "game_end"), after=3)
    match = played(told, owner)
    now = from_ms(told.now)
    assert lifecycle.finish_match(match.pk, 1, ending="game_end", team_info={}, now=now)
    return Match.objects.get(pk=match.pk)


def _match_id(told: Told) -> str:
    return f"game of {told.setup.group_code}"
