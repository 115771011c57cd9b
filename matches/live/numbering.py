"""Entries become rows of the log: numbered match by match, without gaps."""

from matches.engine.events import MatchStart, canonical, event_type
from matches.live.match import Entry, LiveMatch
from matches.services.log import Chunk, Row


def chunks_of(batch: list[Entry]) -> list[Chunk]:
    """One chunk for each match, its entries in order, counted on from the match's ``seq``."""
    by_match: dict[LiveMatch, list[Entry]] = {}
    for entry in batch:
        by_match.setdefault(entry.match, []).append(entry)
    return [_chunk(match, entries) for match, entries in by_match.items()]


def _chunk(match: LiveMatch, entries: list[Entry]) -> Chunk:
    match_id = None
    for seq, entry in enumerate(entries, match.seq + 1):
        entry.seq = seq
        if isinstance(entry.event, MatchStart):
            match_id = entry.event.data
    return Chunk(match.pk, match.epoch, [_row(entry) for entry in entries], match_id)


def _row(entry: Entry) -> Row:
    event = entry.event
    return Row(entry.seq, entry.received_ms, entry.source, event_type(event), canonical(event))
