"""The state of a match at one of its events, for the scrubber."""

from typing import Any

from matches.engine.view import public_view
from matches.models import Match, MatchEvent
from matches.services import states


def moment_at(match: Match, seq: int) -> dict[str, Any]:
    """The event, and the public state after it; ``seq`` 0 is the match before its first event.

    ``{seq, event, state}``; ``event`` is ``{type, source, receivedMs}`` or None. Raises
    matches.services.states.DamagedError.
    """
    moment = states.at_seq(match, seq)
    fields = ("type", "source", "received_ms")
    row = MatchEvent.objects.filter(match=match, seq=seq).values_list(*fields).first()
    event = dict(zip(("type", "source", "receivedMs"), row, strict=True)) if row else None
    return {"seq": moment.seq, "event": event, "state": public_view(moment.state)}
