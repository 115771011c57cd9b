"""A live match in the memory of the process that owns it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from matches.engine.events import Event
from matches.engine.next_game import NextGame
from matches.engine.setup import MatchSetup
from matches.engine.state import MatchState
from matches.engine.view import Feed
from matches.live.encoding import Encoding
from matches.live.rate import Rate
from matches.services.lifecycle import Owned

Reply = Callable[[dict[str, Any]], None]


@dataclass(eq=False, slots=True)
class LiveMatch:
    """Its newest state, and where its log stands. Touched by the event loop alone."""

    pk: int
    epoch: int
    group_code: str
    secret_digest: str
    organisation: str
    auxiliary_policy: str
    setup: MatchSetup  # of the newest logon
    state: MatchState
    clock_ms: int  # nothing is stamped, and no deadline passes, before this
    last_event_ms: int
    unfed_since_ms: int  # when the last observer left; of use while there is none
    observers: int = 0  # connected to this process
    game_id: str = ""  # the newest match_start's, which may not be folded yet
    next_game: NextGame = field(default_factory=NextGame)
    rival: str = ""  # the newest observer whose other game was refused, and when
    rival_ms: int = 0
    seq: int = 0  # the number of the newest event in the log
    waiting: int = 0  # events received but not yet folded
    unsaved: int = 0  # events received but not yet in the log
    last_saved_ms: int = 0  # when the newest event in the log was received
    closing: bool = False  # its last event was received: no more are taken
    followed: asyncio.Event | None = None  # set once the next match of its code has its clients
    snapshot_seq: int = 0  # the newest snapshot, and its round
    snapshot_round: int = 0
    archive_begun: bool = False
    archived_round: int = 0
    encoding: Encoding = field(default_factory=Encoding)
    version: int = 0  # counts the states that were published
    rate: Rate = field(default_factory=Rate)
    deadline_ms: int | None = None
    deadline_timer: asyncio.TimerHandle | None = None
    published_at: float = 0.0  # loop time of the last state that went out
    publish_due: float = 0.0  # loop time at which the next one's turn is
    publish_timer: asyncio.TimerHandle | None = None

    @classmethod
    def of(cls, owned: Owned) -> Self:
        """The match that this process now owns."""
        return cls(
            pk=owned.pk,
            epoch=owned.epoch,
            group_code=owned.setup.group_code,
            secret_digest=owned.secret_digest,
            organisation=owned.organisation,
            auxiliary_policy=owned.auxiliary_policy,
            setup=owned.setup,
            state=owned.newest.state,
            clock_ms=max(owned.last_event_ms, owned.started_ms),
            last_event_ms=owned.last_event_ms,
            unfed_since_ms=owned.fed_until_ms,
            game_id=owned.newest.state.match_id,
            seq=owned.newest.seq,
            last_saved_ms=owned.newest.received_ms,
            snapshot_seq=owned.newest.seq,
        )

    @property
    def feed(self) -> Feed:
        return Feed(self.observers, self.last_event_ms)

    def stamp(self, now_ms: int) -> int:
        """The time of receipt for an event that arrives now: it never runs backwards."""
        self.clock_ms = max(self.clock_ms, now_ms)
        return self.clock_ms


@dataclass(eq=False, slots=True)
class Entry:
    """An accepted event on its way into the log."""

    match: LiveMatch
    event: Event
    source: str
    received_ms: int
    reply: Reply | None = None
    seq: int = 0
    folded: bool = False
