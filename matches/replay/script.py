"""What an observer's client sends to play a finished match again.

Auxiliary events are left out: players' own clients sent them, and a replay has none. The server's
own events are left out too: the server that the match is played to writes its own.

That server takes the time for itself, so what only the clock decides (a round won because time
ran out, a timeout that was used up) comes out as it was at the speed of life alone, and not before
the round from which a replay begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from matches.cleaning import GROUP_CODE_HINT, is_group_code
from matches.engine.setup import MatchSetup
from matches.models import Match, MatchEvent
from matches.services import recording
from matches.services.recording import LoggedEvent
from matches.services.states import DamagedError
from matches.simulator.logon import CLIENT_VERSION
from matches.simulator.timeline import Step

Packet = dict[str, Any]


class ReplayError(Exception):
    """A match can't be played again like that; the text says why, and what can be done."""


@dataclass(frozen=True, slots=True)
class Script:
    """The steps, and in ``notes`` where they differ from the match as it was, in words."""

    steps: list[Step]
    notes: list[str]


def script_of(match: Match, group_code: str, from_round: int | None = None) -> Script:
    """The match as steps for this groupCode, in the time in which it was played.

    What comes before ``from_round`` is due at once, the rest as long after it as it was.
    Raises ReplayError.
    """
    if not is_group_code(group_code):
        raise ReplayError(f"A group code has {GROUP_CODE_HINT}.")
    logged = _events_of(match)
    notes = []
    if len(logged) < match.last_seq:
        notes.append(f"The log is damaged at event {len(logged) + 1}: the replay ends before it.")
    if auxiliary := sum(one.source == MatchEvent.Source.AUXILIARY for one in logged):
        notes.append(f"{auxiliary} events of players' own clients are left out.")
    observed = [one for one in logged if one.source == MatchEvent.Source.OBSERVER]
    if not observed:
        raise ReplayError(f"Match {match.pk} has no event of an observer: nothing can be played.")
    steps = list(_steps(observed, group_code, _start_ms(observed, from_round, match)))
    if not _is_end(steps[-1].packet):
        notes.append("The match has no end in its log: the replay ends it after the last event.")
        steps.append(_end_after(steps))
    return Script(steps, notes)


def logon_of(match: Match, group_code: str, key: str) -> Packet:
    """``obs_logon`` with the teams and toolsData that the match was opened with."""
    setup = msgspec.json.decode(bytes(match.setup), type=MatchSetup)
    return {
        "type": "authenticate",
        "clientVersion": CLIENT_VERSION,
        "obsName": f"Replay of match {match.pk}",
        "key": key,
        "groupCode": group_code,
        "leftTeam": msgspec.to_builtins(setup.left_team),
        "rightTeam": msgspec.to_builtins(setup.right_team),
        "toolsData": setup.tools,
    }


def _events_of(match: Match) -> list[LoggedEvent]:
    if match.status == Match.Status.LIVE:
        raise ReplayError(f"Match {match.pk} is live: it can be played again when it is over.")
    if match.events_pruned_at:
        raise ReplayError(f"The events of match {match.pk} were deleted: nothing is left to play.")
    try:
        return recording.events(match, after=0, limit=match.last_seq)
    except DamagedError as error:
        raise ReplayError(f"Match {match.pk} can't be read: {error}.") from error


def _start_ms(observed: list[LoggedEvent], from_round: int | None, match: Match) -> int:
    """When the part begins that is played in time: at the first word of its round."""
    if from_round is None:
        return observed[0].received_ms
    begun: dict[int, int] = {}
    for one in observed:
        if one.packet["type"] == "round_info":
            begun.setdefault(_round(one.packet), one.received_ms)
    if from_round not in begun:
        known = f"its rounds are {min(begun)} to {max(begun)}" if begun else "it has none"
        raise ReplayError(f"Match {match.pk} has no round {from_round}: {known}.")
    return begun[from_round]


def _steps(observed: list[LoggedEvent], group_code: str, start_ms: int) -> Iterator[Step]:
    for one in observed:
        packet = {**one.packet, "groupCode": group_code}
        yield Step(max(0, one.received_ms - start_ms), "obs_data", packet)


def _round(packet: Packet) -> int:
    return int(packet["data"]["roundNumber"])


def _is_end(packet: Packet) -> bool:
    return bool(packet["type"] == "round_info" and packet["data"]["roundPhase"] == "game_end")


def _end_after(steps: list[Step]) -> Step:
    """Without it the code would stay taken until the match has been idle for long enough."""
    told = (step.packet for step in reversed(steps) if step.packet["type"] == "round_info")
    number = next(map(_round, told), 0)
    packet = {
        **steps[-1].packet,
        "type": "round_info",
        "data": {"roundNumber": number, "roundPhase": "game_end"},
    }
    return replace(steps[-1], packet=packet)
