"""Simulated matches as logs."""

import json
from functools import lru_cache

from matches.engine.setup import MatchSetup, TeamSetup
from matches.simulator.logon import logon
from matches.simulator.pace import BOMB, DEMO, Mode, Pace
from matches.simulator.script import simulate
from tests.matches.archive.told import Told
from tests.support.game import START_MS


def setup_of(seed: int, group_code: str = "DEMO", pace: Pace = DEMO) -> MatchSetup:
    packet = logon(group_code, "a-key", seed, pace=pace)
    left, right = (
        TeamSetup(team["name"], team["tricode"], team["url"], team["attackStart"])
        for team in (packet["leftTeam"], packet["rightTeam"])
    )
    return MatchSetup(
        group_code=group_code, left_team=left, right_team=right, tools=packet["toolsData"]
    )


@lru_cache(maxsize=16)
def simulated(seed: int, pace: Pace = DEMO, mode: Mode = BOMB) -> Told:
    """The whole match of this seed; kept, so that nobody may send it anything more."""
    story = Told(setup_of(seed, pace=pace))
    for step in simulate(seed, group_code="DEMO", pace=pace, mode=mode):
        story.now = START_MS + step.at_ms
        story.send(json.loads(json.dumps(step.packet)))
    return story
