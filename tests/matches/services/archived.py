"""Matches in the database whose logs are stories, and what the archive then holds of them."""

from typing import Any

from msgspec.structs import replace

from auth_keys.services import NO_ORGANISATION
from matches.models import Kill, Match, MatchPlayer, Round, RoundPlayer
from matches.services import lifecycle, log
from matches.services.log import Chunk, Row, from_ms
from matches.services.sessions import NewClient
from tests.matches.archive.told import Told
from tests.support.game import START_MS

TABLES = (Round, RoundPlayer, MatchPlayer, Kill)


def logged(story: Told, group_code: str = "HARBOUR1") -> Match:
    """A live match with the story's log."""
    client = NewClient(f"pid of {group_code}", "observer", "alice")
    setup = replace(story.setup, group_code=group_code)
    owned, _ = lifecycle.create_match(setup, NO_ORGANISATION, "digest", client, from_ms(START_MS))
    match = Match.objects.get(pk=owned.pk)
    log_more(match, story)
    return match


def log_more(match: Match, story: Told) -> None:
    """Append what the story tells beyond the match's log."""
    match.refresh_from_db()
    rows = [Row(*row) for row in story.rows[match.last_seq :]]
    if rows:
        assert log.append([Chunk(match.pk, match.epoch, rows)]) == set()
        match.refresh_from_db()


def finish(match: Match, ending: str = "game_end", **changes: Any) -> bool:
    values: dict[str, Any] = {"epoch": match.epoch, "team_info": {}, "now": match.last_event_at}
    done = lifecycle.finish_match(match.pk, ending=ending, **{**values, **changes})
    match.refresh_from_db()
    return done


def stored(match: Match) -> dict[str, list[dict[str, Any]]]:
    """Every row of the match's archive, without primary keys."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name != "id"}
            for row in model._default_manager.filter(match=match.pk).order_by("pk").values()
        ]
        for model in TABLES
    }
