"""What interrupts the game, and what the producer shows in between."""

from functools import partial

from matches.simulator.squad import Squad
from matches.simulator.stage import Stage

TOAST_MS = 5000
CANCELLED_AFTER_S = 5  # within the grace period: the timeout is not deducted


def interrupt(stage: Stage) -> float:
    """Perhaps a timeout or a technical pause; by how many seconds the buy phase grows."""
    for squad in stage.squads:
        wanted = 0.25 if squad.losses_in_a_row >= 3 else 0.03
        if squad.timeouts_left and stage.rng.random() < wanted:
            return _call_timeout(stage, squad)
    if stage.rng.random() < 0.02:
        return _pause(stage)
    return 0.0


def _call_timeout(stage: Stage, squad: Squad) -> float:
    hotkey = partial(stage.timeline.send, f"{squad.side}_timeout", True)
    stage.timeline.after(500, hotkey)
    if stage.rng.random() < 0.15:
        stage.timeline.after(500 + CANCELLED_AFTER_S * 1000, hotkey)
        return CANCELLED_AFTER_S
    squad.timeouts_left -= 1
    return stage.pace.timeout + 0.5


def _pause(stage: Stage) -> float:
    hotkey = partial(stage.timeline.send, "tech_pause", True)
    length = stage.rng.uniform(*stage.pace.tech_pause)
    stage.timeline.after(500, hotkey)
    stage.timeline.after(500 + length * 1000, hotkey)
    return length + 0.5


def toast(stage: Stage, title: str, message: str) -> None:
    """A toast that goes down by itself."""
    data = {
        "title": title,
        "message": message,
        "duration": TOAST_MS,
        "eventLogoEnabled": True,
        "active": False,
    }
    stage.timeline.after(stage.within(0.5, 1.5), partial(stage.timeline.send, "toast", data))


def flash_figures(stage: Stage) -> None:
    """Show kills, deaths and assists for a moment after a round."""
    hotkey = partial(stage.timeline.send, "switch_kda_credits", True)
    stage.timeline.after(200 * stage.pace.after_round, hotkey)
    stage.timeline.after(800 * stage.pace.after_round, hotkey)
