"""The replays that this process plays, each in a thread with an event loop of its own.

A process that dies takes its replays with it: their matches end as idle ones do, and the keys
that were issued for them expire.
"""

import asyncio
import logging
import math
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db import connection

from matches.simulator.timeline import Step

if TYPE_CHECKING:
    from matches.simulator.player import Progress

logger = logging.getLogger(__name__)

KEPT = 20  # replays that are listed, those that are over included


class Status(StrEnum):
    PLAYING = "playing"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to play where; ``speed`` 2 is twice as fast as life, ``over`` is called at the end."""

    match_pk: int
    url: str
    logon: dict[str, Any]
    steps: list[Step]
    notes: list[str]
    speed: float
    started_by: str
    over: Callable[[], None]


class Replay:
    """One replay. ``notes`` say where it is not as the match was, ``problem`` what went wrong."""

    def __init__(self, number: int, plan: Plan) -> None:
        self.number = number
        self.match_pk = plan.match_pk
        self.group_code: str = plan.logon["groupCode"]
        self.speed = "max" if math.isinf(plan.speed) else f"{plan.speed:g}"
        self.notes = plan.notes
        self.started_by = plan.started_by
        self.total = len(plan.steps)
        self.status = Status.PLAYING
        self.progress: Progress | None = None
        self.problem = ""
        self._cancel: Callable[[], object] | None = None
        self._thread = threading.Thread(
            target=self._run, args=(plan,), name=f"replay-{number}", daemon=True
        )

    @property
    def is_on(self) -> bool:
        return self.status in (Status.PLAYING, Status.STOPPING)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the replayed match; takes effect over the next moments."""
        if self.is_on:
            self.status = Status.STOPPING
            if self._cancel:
                self._cancel()

    def join(self, seconds: float) -> None:
        """Wait until it is over."""
        self._thread.join(seconds)

    def _run(self, plan: Plan) -> None:
        # Here, as it brings a client's libraries along: a process that plays nothing needs none.
        from matches.simulator.link import PlayError

        try:
            asyncio.run(self._play(plan))
            self.status = Status.FINISHED
        except asyncio.CancelledError:
            self.status = Status.STOPPED
        except PlayError as error:
            self._failed(str(error))
        except Exception:
            logger.exception("replay %s of match %s failed", self.number, self.match_pk)
            self._failed("An error in the server: its log says more.")
        finally:
            plan.over()
            connection.close()  # which this thread had for itself

    async def _play(self, plan: Plan) -> None:
        from matches.simulator.player import play

        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task  # noqa: S101  (this is one)

        def cancel() -> None:
            with suppress(RuntimeError):  # the loop is closed: it was over just now
                loop.call_soon_threadsafe(task.cancel)

        self._cancel = cancel
        if self.status is Status.STOPPING:  # before there was anything to cancel
            raise asyncio.CancelledError
        await play(
            plan.url,
            plan.steps,
            plan.logon,
            speed=plan.speed,
            on_progress=self._follow,
            verify_tls=False,  # it is this very server
        )

    def _follow(self, progress: "Progress") -> None:
        self.progress = progress

    def _failed(self, problem: str) -> None:
        logger.warning("replay %s of match %s: %s", self.number, self.match_pk, problem)
        self.problem = problem
        self.status = Status.FAILED


class Replays:
    """All of them, as long as they are worth listing."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._all: list[Replay] = []

    def start(self, plan: Plan) -> Replay:
        replay = Replay(next(self._numbers), plan)
        over = [one for one in self._all if not one.is_on]
        forgotten = over[: max(0, len(self._all) + 1 - KEPT)]
        self._all = [one for one in self._all if one not in forgotten] + [replay]
        replay.start()
        return replay

    def listed(self) -> list[Replay]:
        """The newest first."""
        return self._all[::-1]

    def stop(self, number: str) -> bool:
        """Whether there is such a replay."""
        found = next((one for one in self._all if str(one.number) == number), None)
        if found:
            found.stop()
        return found is not None


replays = Replays()
"""The replays of this process."""
