"""Where in the log the rounds begin, so that a click on one can lead there."""

from matches.engine.events import BadEvent, RoundInfo, known, parse_logged
from matches.models import Match, MatchEvent, Round

Told = tuple[int, str, int]
"""Round number, phase and time of receipt of a `round_info`."""


def round_marks(match: Match, rounds: list[Round]) -> dict[int, int]:
    """By round number, the event with which its combat began, or its shopping where none did.

    By number, phase and time together: a round that was played again was told twice.
    """
    told = _phases(match)
    marks = {}
    for one in rounds:
        beginnings = (("combat", one.combat_ms), ("shopping", one.started_ms))
        found = (told.get((one.number, phase, ms)) for phase, ms in beginnings if ms is not None)
        mark = next((seq for seq in found if seq is not None), None)
        if mark is not None:
            marks[one.number] = mark
    return marks


def _phases(match: Match) -> dict[Told, int]:
    events = MatchEvent.objects.filter(match=match, type="round_info").order_by("seq")
    told: dict[Told, int] = {}
    for seq, received_ms, data in events.values_list("seq", "received_ms", "data"):
        try:
            event = parse_logged(bytes(data))
        except BadEvent:
            break  # the archive ends here too
        if isinstance(event, RoundInfo):
            phase = known(event.data.round_phase, "")
            told.setdefault((event.data.round_number, phase, received_ms), seq)
    return told
