"""Agent select: the lobby fills, and each player picks and locks an agent."""

from functools import partial

from matches.simulator.cast import Cast
from matches.simulator.pace import Mode
from matches.simulator.squad import Fighter
from matches.simulator.stage import Stage


def open_lobby(stage: Stage, cast: Cast, mode: Mode) -> None:
    """The first packets of a match; all agents are locked before ``pace.agent_select``."""
    send = stage.timeline.send
    send("map", cast.map)
    send("game_mode", mode.wire)
    send("team_is_attacker", cast.teams[0].start_team == 0)
    for fighter in sorted(stage.fighters, key=lambda fighter: fighter.player.position):
        send("roster", fighter.roster())
    stage.show(*stage.fighters)
    for fighter in stage.fighters:
        stage.timeline.after(_moment(stage, 0.1, 0.5), partial(_pick, stage, fighter))
        stage.timeline.after(_moment(stage, 0.55, 0.9), partial(_lock, stage, fighter))


def _moment(stage: Stage, earliest: float, latest: float) -> float:
    return stage.within(earliest * stage.pace.agent_select, latest * stage.pace.agent_select)


def _pick(stage: Stage, fighter: Fighter) -> None:
    fighter.picked = True
    stage.timeline.send("roster", fighter.roster())


def _lock(stage: Stage, fighter: Fighter) -> None:
    fighter.locked = True
    stage.timeline.send("roster", fighter.roster())
    stage.show(fighter)
