"""A served site's match as its own database has it: the log, and the states that come of it."""

from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from matches.engine.events import parse_logged
from matches.engine.reducer import apply
from matches.engine.setup import MatchSetup, new_match
from matches.engine.view import public_view
from tests.support import databases


class Logged(NamedTuple):
    seq: int
    received_ms: int
    source: str
    type: str
    data: bytes


def pk_of(folder: Path, group_code: str) -> int:
    """The newest match of this code."""
    with databases.connect(folder) as database:
        select = f"SELECT MAX(id) FROM matches_match WHERE group_code = '{group_code}'"
        (pk,) = database.execute(select).fetchone()
    return int(pk)


def log_of(folder: Path, pk: int) -> list[Logged]:
    with databases.connect(folder) as database:
        select = (
            "SELECT seq, received_ms, source, type, data FROM matches_matchevent "
            f"WHERE match_id = {pk} ORDER BY seq"
        )
        rows = database.execute(select).fetchall()
    return [
        Logged(seq, received_ms, source, kind, bytes(data))
        for seq, received_ms, source, kind, data in rows
    ]


def states_of(folder: Path, pk: int) -> list[dict[str, Any]]:
    """The public state after each event; the first is that before any."""
    with databases.connect(folder) as database:
        (setup,) = database.execute(f"SELECT setup FROM matches_match WHERE id = {pk}").fetchone()
    state = new_match(msgspec.json.decode(bytes(setup), type=MatchSetup))
    states = [public_view(state)]
    for row in log_of(folder, pk):
        state = apply(state, parse_logged(row.data), row.received_ms)
        states.append(public_view(state))
    return states
