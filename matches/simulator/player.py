"""Plays a script to a server in time, as an observer's client would."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from matches.simulator.link import EndedError, Link, PlayError, RefusedError
from matches.simulator.logon import logon as logon_packet
from matches.simulator.pace import BOMB, DEMO, Mode, Pace
from matches.simulator.script import simulate
from matches.simulator.timeline import Step

logger = logging.getLogger(__name__)

LAST_WORD_S = 2.0
SERVER_HANGS_UP_S = 15.0
RETRY_S = 1.0
OVER = "over"  # beside the phases on the wire: all is sent, and the server has taken it


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a match has come; ``left`` and ``right`` are rounds won."""

    elapsed_s: float = 0.0
    events: int = 0
    round_number: int = 0
    phase: str = "lobby"
    left: int = 0
    right: int = 0

    @property
    def events_per_second(self) -> float:
        return self.events / self.elapsed_s if self.elapsed_s else 0.0


OnProgress = Callable[[Progress], None]


class Metronome:
    """Tells how long to wait for a step; ``speed`` 2 is twice as fast as life."""

    def __init__(self, speed: float, now: Callable[[], float] = time.monotonic) -> None:
        self._speed, self._now, self._start = speed, now, now()

    def delay(self, at_ms: int) -> float:
        """Seconds until the step is due; 0 when it is."""
        return max(0.0, self._start + at_ms / 1000 / self._speed - self._now())

    def hold(self, seconds: float) -> None:
        """Put everything still to come off, as after an outage."""
        self._start += seconds


async def play(
    url: str,
    steps: Iterable[Step],
    logon: dict[str, Any],
    *,
    speed: float = 1.0,
    on_progress: OnProgress = lambda progress: None,
    verify_tls: bool = True,
) -> Progress:
    """Log on and send all steps; ``on_progress`` hears of each phase, and of the end.

    The server hangs up after ``game_end``: that is the normal end, and the phase ``OVER``. A
    lost connection is taken up again, and the script waits for it. Cancelled, it ends the
    match before it goes, so that the code is free again. Raises ``PlayError``.
    """
    link = Link(url, logon, verify_tls=verify_tls)
    progress, started = Progress(), time.monotonic()
    try:
        await link.open()
        metronome = Metronome(speed)
        for step in steps:
            await asyncio.sleep(metronome.delay(step.at_ms))
            metronome.hold(await link.send(step.event, step.packet))
            progress = _follow(progress, step, logon, time.monotonic() - started)
            if step.packet["type"] == "round_info":
                on_progress(progress)
        await link.wait_for_end(SERVER_HANGS_UP_S)
        progress = replace(progress, elapsed_s=time.monotonic() - started, phase=OVER)
        on_progress(progress)
    except (asyncio.CancelledError, EndedError):
        # Also where the server lost the match: logging on again has just begun another.
        await link.say_goodbye("obs_data", _game_end(logon, progress), LAST_WORD_S)
        raise
    finally:
        await link.close()
    return progress


async def loop_forever(
    url: str,
    key: str,
    group_code: str,
    *,
    seed: int = 1,
    speed: float = 1.0,
    pace: Pace = DEMO,
    mode: Mode = BOMB,
    on_progress: OnProgress = lambda progress: None,
    verify_tls: bool = True,
    pause_s: float = 5.0,
) -> None:
    """One match after another, each of the next seed, until cancelled.

    Waits for a server that is not there yet, and for a code that is taken. Any other refusal
    is raised: a key does not become good by trying.
    """
    trouble = ""
    while True:
        try:
            await play(
                url,
                simulate(seed, group_code=group_code, pace=pace, mode=mode),
                logon_packet(group_code, key, seed, pace=pace),
                speed=speed,
                on_progress=on_progress,
                verify_tls=verify_tls,
            )
        except PlayError as error:
            if isinstance(error, RefusedError) and not error.code_in_use:
                raise
            if str(error) != trouble:
                logger.warning("%s Trying again.", error)
            trouble = str(error)
            if not isinstance(error, EndedError):
                await asyncio.sleep(RETRY_S)
                continue
        seed += 1
        await asyncio.sleep(pause_s)


def _follow(progress: Progress, step: Step, logon: dict[str, Any], elapsed_s: float) -> Progress:
    kind, data = step.packet["type"], step.packet["data"]
    progress = replace(progress, elapsed_s=elapsed_s, events=progress.events + 1)
    if kind == "round_info":
        return replace(progress, round_number=data["roundNumber"], phase=data["roundPhase"])
    if kind == "score":
        attack_first, defend_first = data["team_0"], data["team_1"]
        if logon["leftTeam"]["attackStart"]:
            return replace(progress, left=attack_first, right=defend_first)
        return replace(progress, left=defend_first, right=attack_first)
    return progress


def _game_end(logon: dict[str, Any], progress: Progress) -> dict[str, Any]:
    return {
        "obsName": logon["obsName"],
        "groupCode": logon["groupCode"],
        "type": "round_info",
        "data": {"roundNumber": progress.round_number, "roundPhase": "game_end"},
    }
