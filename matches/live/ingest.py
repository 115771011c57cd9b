"""The live matches that this process owns: how they open, take events, and end."""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import Error as DatabaseError
from msgspec.structs import replace

from auth_keys.services import Access
from matches import selectors
from matches.engine.events import Event, LoggedOn, Registered, ServerEvent
from matches.engine.setup import MatchSetup
from matches.live.chores import Chores
from matches.live.closing import closed, is_idle
from matches.live.commit import CommitLoop
from matches.live.folding import Folding
from matches.live.groups import OWNERS
from matches.live.keeping import Keeping
from matches.live.match import Entry, LiveMatch, Reply
from matches.live.publisher import Publisher
from matches.models import Match, MatchEvent
from matches.services import lifecycle, sessions
from matches.services.lifecycle import CodeTakenError
from matches.services.log import from_ms
from matches.services.sessions import NewClient
from realtime.bus import Bus, Message
from spectra_site.tasks import tell_if_failed
from spectra_site.threads import in_thread

logger = logging.getLogger(__name__)

SWEEP_EVERY = 5.0  # seconds
UNTENDED = 3 * SWEEP_EVERY  # seconds after which another process takes a match over

Clock = Callable[[], int]
Ended = Callable[[LiveMatch], Awaitable[None]]
Followed = Callable[[LiveMatch, LiveMatch], Awaitable[None]]


class Joined(NamedTuple):
    """The match that an observer now feeds; ``secret`` only where it is new."""

    match: LiveMatch
    session_pk: int
    secret: str | None


class Ingest:
    """One per process. ``ended`` lets go of the match's clients; so does ``deposed``.

    ``followed`` moves the observers of a match to the next one of its code.
    """

    def __init__(
        self, bus: Bus, clock: Clock, ended: Ended, deposed: Ended, followed: Followed
    ) -> None:
        self._bus = bus
        self._clock = clock
        self._ended = ended
        self._notify_deposed = deposed
        self._notify_followed = followed
        self._matches: dict[int, LiveMatch] = {}
        self._opening = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self.publisher = Publisher(bus)
        self._folding = Folding(clock, self.publisher.changed, self._over)
        self._chores = Chores()
        self._keeping = Keeping(self._chores, self._register)
        self.commits = CommitLoop(self._folding.accepted, self._keeping.saved, self._deposed)

    # Running

    async def start(self, *, claim: bool) -> None:
        """Begin to commit; with ``claim``, first take over every live match there is."""
        self._keep(self.commits.run())
        self._keep(self._chores.run())
        if claim:
            for pk in await in_thread(selectors.live_match_pks):
                await self.claim(pk)
        self._keep(self._sweep())
        self._keep(self._bus.listen(OWNERS, self._on_request))

    async def stop(self) -> None:
        """Let what is queued reach the log, then end."""
        await self.commits.flushed()
        await self._chores.finished()
        for match in self._matches.values():
            self.publisher.stop(match)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def matches(self) -> list[LiveMatch]:
        return list(self._matches.values())

    def by_code(self, group_code: str) -> LiveMatch | None:
        return next((m for m in self._matches.values() if m.group_code == group_code), None)

    def by_match_id(self, match_id: str) -> LiveMatch | None:
        """The live match that the game knows by this id."""
        if not match_id:
            return None
        return next((m for m in self._matches.values() if m.state.match_id == match_id), None)

    # Opening

    async def join(
        self,
        setup: MatchSetup,
        access: Access,
        secret: str,
        client: NewClient,
        replay_of: int | None = None,
    ) -> Joined:
        """Open the match of this groupCode, or join it with its secret and take over its set-up.

        Raises CodeTakenError (live, and the secret is another's) and django.db.Error.
        """
        known = self.by_code(setup.group_code)
        if known and known.followed:
            await known.followed.wait()
        async with self._opening:
            live = await in_thread(selectors.live_match, setup.group_code)
            if live is None:
                return await self._open(setup, access, client, replay_of)
            if not hmac.compare_digest(sessions.digest(secret), live.secret_digest):
                raise CodeTakenError(setup.group_code)
            match = self._matches.get(live.pk) or await self._load(live.pk)
        if match is None or match.closing:
            raise CodeTakenError(setup.group_code)  # it ends at this moment
        joined = Joined(match, await self.remember(client, match), None)
        self._take_over(match, setup)
        return joined

    def _take_over(self, match: LiveMatch, setup: MatchSetup) -> None:
        """Write the logon's set-up into the log, unless it is what the match has already."""
        known = match.setup
        setup = replace(
            setup,
            organization_id=known.organization_id,
            org_is_supporter=known.org_is_supporter,
        )
        if setup != known:
            match.setup = setup
            self.note(match, LoggedOn(setup=setup))

    async def claim(self, pk: int) -> LiveMatch | None:
        """The live match of this primary key, taken over where it isn't ours yet."""
        async with self._opening:
            return self._matches.get(pk) or await self._load(pk)

    async def remember(self, client: NewClient, match: LiveMatch) -> int:
        """Store the client's session, with which it can come back; its primary key."""
        now = from_ms(self._clock())
        return await in_thread(sessions.save_session, client, match.pk, now)

    async def _open(
        self, setup: MatchSetup, access: Access, client: NewClient, replay_of: int | None
    ) -> Joined:
        secret = sessions.new_secret()
        digest = sessions.digest(secret)
        owned, session_pk = await in_thread(
            lifecycle.create_match,
            setup,
            access,
            digest,
            client,
            from_ms(self._clock()),
            replay_of,
        )
        return Joined(self._adopt(owned), session_pk, secret)

    async def _load(self, pk: int) -> LiveMatch | None:
        owned = await in_thread(lifecycle.claim_match, pk)
        await in_thread(lifecycle.tend, [pk], from_ms(self._clock()))
        return self._adopt(owned) if owned else None

    def _adopt(self, owned: lifecycle.Owned) -> LiveMatch:
        match = LiveMatch.of(owned)
        self._matches[match.pk] = match
        logger.info("match %s (%s): live, %s events", match.pk, match.group_code, match.seq)
        if match.state.is_over:
            self._over(match)
        else:
            self._folding.arm(match)
            # Its client is counted in this very turn of the loop: show it with that one.
            asyncio.get_running_loop().call_soon(self._show_first, match)
        return match

    def _show_first(self, match: LiveMatch) -> None:
        if not match.version and not match.closing:
            self.publisher.changed(match)

    # Feeding

    async def accept(
        self, match: LiveMatch, event: Event, source: str, reply: Reply | None = None
    ) -> None:
        """Queue the event for the log; waits only while the queue is full."""
        self.put(match, event, source, reply)
        await self.commits.room()

    def put(self, match: LiveMatch, event: Event, source: str, reply: Reply | None = None) -> None:
        """Queue the event for the log. Who calls this waits first while ``commits.full``."""
        now_ms = self._clock()
        match.last_event_ms = match.stamp(now_ms)
        match.rate.count(now_ms)
        match.next_game.note(event)
        self.commits.put(Entry(match, event, source, match.clock_ms, reply))

    def observed(self, match: LiveMatch, observers: int) -> None:
        """So many observers are connected to the match now."""
        if observers == match.observers:
            return
        match.observers = observers
        if not observers:
            match.unfed_since_ms = self._clock()
        if self._matches.get(match.pk) is match and not match.closing:
            self.publisher.changed(match)

    def note(self, match: LiveMatch, event: ServerEvent) -> None:
        """Queue an event of the server's own. It does not count as a sign of life."""
        if not match.closing:
            stamp = match.stamp(self._clock())
            self.commits.put(Entry(match, event, MatchEvent.Source.SERVER, stamp))

    def _register(self, match: LiveMatch) -> None:
        """The archive has a record of the match: its state says so from here on."""
        self.note(match, Registered())

    # One match after another

    async def follow(self, match: LiveMatch, game_id: str) -> None:
        """End the match, as another game is played, and begin the next one of its code.

        Waits as long as the database is away. Its observers belong to the next match then, or are
        on their way to the process that took this one over.
        """
        if match.followed is None:
            match.closing, match.followed = True, asyncio.Event()
            self._silence(match)
            self._keep(self._follow(match, game_id))
        await match.followed.wait()

    async def _follow(self, match: LiveMatch, game_id: str) -> None:
        assert match.followed  # noqa: S101  (set by its only caller)
        await self.commits.saved(match)
        owned = await closed(match, self._clock, lifecycle.follow_match)
        if owned is None:
            self._deposed(match)
        else:
            self._matches.pop(match.pk, None)
            following = self._adopt(owned)
            following.game_id = game_id
            for event in match.next_game.told:
                self.put(following, event, MatchEvent.Source.OBSERVER)
            logger.info("match %s is followed by %s", match.pk, following.pk)
            await self._notify_followed(match, following)
        match.followed.set()

    @property
    def is_following(self) -> bool:
        """Whether clients wait for the next match of their code."""
        return any(match.followed for match in self._matches.values())

    # Ending

    def _over(self, match: LiveMatch) -> None:
        if not match.closing:
            self.end(match, Match.Ending.GAME_END)

    def end(self, match: LiveMatch, ending: Match.Ending) -> None:
        """Show its last state, close it, let its clients go; takes effect over the next moments."""
        match.closing = True
        self.publisher.final(match)
        self._silence(match)
        self._keep(self._finish(match, ending))

    async def _finish(self, match: LiveMatch, ending: Match.Ending) -> None:
        await self.commits.saved(match)
        await closed(match, self._clock, partial(lifecycle.finish_match, ending=ending))
        self._matches.pop(match.pk, None)
        logger.info("match %s (%s): ended, %s", match.pk, match.group_code, ending.label)
        await self._ended(match)

    def _silence(self, match: LiveMatch) -> None:
        """Publish nothing more of it, and let no more time pass in it."""
        self.publisher.stop(match)
        if match.deadline_timer:
            match.deadline_timer.cancel()

    def _deposed(self, match: LiveMatch) -> None:
        if match.pk not in self._matches:
            return
        logger.warning("match %s (%s): taken over elsewhere", match.pk, match.group_code)
        match.closing = True
        self._matches.pop(match.pk, None)
        self._silence(match)
        self._keep(self._notify_deposed(match))

    async def _sweep(self) -> None:
        """End what nobody feeds any more; show again what a broadcaster may have missed."""
        while True:
            await asyncio.sleep(SWEEP_EVERY)
            await self._tend()
            for match in self.matches():
                if is_idle(match, self._clock()):
                    self.end(match, Match.Ending.IDLE)
            self.publisher.refresh(m for m in self.matches() if not m.closing)

    async def _tend(self) -> None:
        """Look after our matches, and take over those whose process is gone."""
        now_ms = self._clock()
        untended = now_ms - round(max(UNTENDED, settings.IDLE_MATCH_TIMEOUT) * 1000)
        try:
            await in_thread(lifecycle.tend, list(self._matches), from_ms(now_ms))
            for pk in await in_thread(selectors.abandoned_match_pks, from_ms(untended)):
                await self.claim(pk)
        except DatabaseError as error:
            logger.error("matches can't be looked after: %s", error)

    def _on_request(self, message: Message) -> None:
        if message["type"] == "match.refresh":
            self.publisher.refresh(self.matches(), everything=True)

    def _keep(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(tell_if_failed)
