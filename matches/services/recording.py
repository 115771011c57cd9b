"""The log as others read it: its events one by one, and a whole match as a recording.

A recording is a header and the events, each a JSON object on a line of its own, with a comma
before the line's end. An event is the packet as the log has it (an observer's names obsName and
groupCode, an auxiliary client's playerId and matchId, the server's own neither), with the time of
receipt as ``timestamp``, in ms since the epoch.
"""

from typing import Any, NamedTuple

import msgspec

from matches.engine.events import BadEvent, parse_logged
from matches.engine.setup import MatchSetup
from matches.engine.tools import public_tools
from matches.models import Match
from matches.services import log
from matches.services.log import Row
from matches.services.states import DamagedError
from spectra_site import __version__

_SEPARATOR = b",\n"


class LoggedEvent(NamedTuple):
    """An event of the log, its packet decoded."""

    seq: int
    received_ms: int
    source: str
    packet: dict[str, Any]


def events(match: Match, *, after: int, limit: int) -> list[LoggedEvent]:
    """At most so many events after a number, up to where the log is damaged.

    Raises DamagedError where the very first of them can't be read.
    """
    found: list[LoggedEvent] = []
    rows = log.read(match.pk, after=after, up_to=min(after + limit, match.last_seq))
    for row in rows:
        try:
            packet = _packet(row, after + len(found) + 1)
        except DamagedError:
            if not found:
                raise
            break
        found.append(LoggedEvent(row.seq, row.received_ms, row.source, packet))
    if not found and after < match.last_seq:
        raise DamagedError(after + 1)
    return found


def recording(match: Match) -> bytes:
    """The whole match; raises DamagedError."""
    rows = log.read(match.pk)
    lines = [msgspec.json.encode(_header(match))]
    lines += [_line(row, _packet(row, seq)) for seq, row in enumerate(rows, 1)]
    if len(rows) < match.last_seq:
        raise DamagedError(len(rows) + 1)
    return _SEPARATOR.join(lines)


def _packet(row: Row, seq: int) -> dict[str, Any]:
    """The event of this row, which should have this number."""
    if row.seq != seq:
        raise DamagedError(seq)
    try:
        parse_logged(row.data)
    except BadEvent:
        raise DamagedError(seq) from None
    packet: dict[str, Any] = msgspec.json.decode(row.data)
    return packet


def _line(row: Row, packet: dict[str, Any]) -> bytes:
    return msgspec.json.encode({**packet, "timestamp": row.received_ms})


def _header(match: Match) -> dict[str, Any]:
    """Who recorded, and what the first logon said, less its secrets."""
    setup = msgspec.json.decode(bytes(match.setup), type=MatchSetup)
    tools = public_tools(
        setup.tools,
        is_supporter=setup.org_is_supporter,
        sponsor_logo_url=setup.sponsor_logo_url,
    )
    return {
        "version": f"v{__version__}",
        "groupCode": setup.group_code,
        "leftTeam": setup.left_team,
        "rightTeam": setup.right_team,
        "toolsData": tools,
    }
