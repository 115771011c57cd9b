"""When a snapshot of a live match is due, and when its archive is to be brought up to date."""

from functools import partial

from matches.live.chores import Chores
from matches.live.match import LiveMatch
from matches.services.states import Moment, save_snapshot

SNAPSHOT_EVERY = 500  # events


class Keeping:
    """Called after each commit; has the work done off the hot path."""

    def __init__(self, chores: Chores) -> None:
        self._chores = chores

    def saved(self, match: LiveMatch) -> None:
        """More of this match has reached the log."""
        if match.waiting == match.unsaved:  # else the state is ahead of the log
            self._snapshot(match)

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
