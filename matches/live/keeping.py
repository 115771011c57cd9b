"""When a snapshot of a live match is due, and when its archive is to be brought up to date."""

from collections.abc import Callable
from functools import partial

from matches.live.chores import Chores
from matches.live.match import LiveMatch
from matches.services.archive import update_archive
from matches.services.states import Moment, save_snapshot

SNAPSHOT_EVERY = 500  # events


class Keeping:
    """Called after each commit; has the work done off the hot path.

    ``registered`` is told of a match whose archive record exists from now on.
    """

    def __init__(self, chores: Chores, registered: Callable[[LiveMatch], None]) -> None:
        self._chores = chores
        self._registered = registered

    def saved(self, match: LiveMatch) -> None:
        """More of this match has reached the log."""
        if match.waiting == match.unsaved:  # else the state is ahead of the log
            self._snapshot(match)
        self._archive(match)

    def _archive(self, match: LiveMatch) -> None:
        """At the start of the match and of each round; its end is filled with the closing."""
        state = match.state
        begins = bool(state.match_id) and not match.archive_begun
        if not begins and state.round_number == match.archived_round:
            return
        match.archived_round = state.round_number
        match.archive_begun = match.archive_begun or begins
        then = partial(self._registered, match) if begins and not state.is_registered else None
        self._chores.ask(("archive", match.pk, begins), partial(update_archive, match.pk), then)

    def _snapshot(self, match: LiveMatch) -> None:
        state = match.state
        round_over = state.round_phase == "end" and state.round_number != match.snapshot_round
        if not round_over and match.seq - match.snapshot_seq < SNAPSHOT_EVERY:
            return
        match.snapshot_seq, match.snapshot_round = match.seq, state.round_number
        moment = Moment(match.seq, match.last_saved_ms, state)
        self._chores.ask(
            ("snapshot", match.pk, match.seq), partial(save_snapshot, match.pk, moment)
        )
