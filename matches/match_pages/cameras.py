"""The players on a crew's page, and the addresses of their cameras."""

from typing import Any, NamedTuple
from urllib.parse import quote

from django.conf import settings

from matches import selectors
from matches.engine.view import public_view
from matches.models import Match, PlayercamSession
from matches.services import states


class Row(NamedTuple):
    """One player: ``name`` is the full name, ``usual`` what is shown without the crew's word."""

    name: str
    usual: str
    shown: str
    camera: bool
    plays: bool
    view_url: str
    send_url: str


class Group(NamedTuple):
    """The players of a team, or those who are in none."""

    title: str
    rows: list[Row]


def groups_of(session: PlayercamSession, match: Match | None) -> list[Group]:
    """Left team, right team, and the others that the crew has listed."""
    said = {one["name"]: one for one in session.players}
    teams = public_view(states.newest(match).state)["teams"] if match else []
    groups = [
        Group(
            team["teamName"] or side,
            [_row(session, p["fullName"], p["name"], said, plays=True) for p in team["players"]],
        )
        for team, side in zip(teams, ("Left team", "Right team"), strict=False)
    ]
    playing = {row.name for group in groups for row in group.rows}
    others = [name for name in said if name not in playing]
    rows = [_row(session, name, name.rpartition("#")[0], said, plays=False) for name in others]
    return [*groups, Group("Not in the match", rows)]


def listed(session: PlayercamSession, name: str) -> bool:
    """Whether the page has a player of exactly this full name."""
    match = selectors.match_followed_by(session)
    return any(row.name == name for group in groups_of(session, match) for row in group.rows)


def camera_address(template: str, identifier: str, full_name: str) -> str:
    """The template with session and player filled in, in the front end's own spelling."""
    name, _, tagline = full_name.rpartition("#")
    stream = f"{name.replace(' ', '_')}_H_{tagline}"
    filled = template.replace("{session}", quote(identifier, safe=""))
    return filled.replace("{player}", quote(stream, safe=""))


def _row(
    session: PlayercamSession, name: str, usual: str, said: dict[str, Any], *, plays: bool
) -> Row:
    word = said.get(name, {"shown": "", "camera": False})
    view_url, send_url = (
        camera_address(template, session.identifier, name)
        for template in (settings.PLAYERCAM_VIEW_URL, settings.PLAYERCAM_SEND_URL)
    )
    return Row(name, usual, word["shown"], word["camera"], plays, view_url, send_url)
