"""The match that is broadcast in a benchmark: what is fed, and the states that come of it.

Ten players in the third round, every section of the tools filled in: 15 to 18 KB of state. Each
change lowers one player's money by one and moves the ultimate on: about four values of the state
change, and the sum of all money tells which change a state shows.
"""

import json
from collections.abc import Iterator
from typing import Any

from matches.engine.events import parse_observer
from matches.engine.reducer import apply
from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.engine.state import MatchState
from matches.engine.view import public_view
from matches.simulator import logon as simulated
from matches.simulator.script import simulate

SEED = 1
ROUND = 3
MONEY = 20_000  # of each player before the first change
START_MS = 1_760_000_000_000
# What goes by the clock, or is the server's own to decide.
UNSETTLED = (
    *("agentSelectStartTime", "roundTimeoutTime", "spikeDetonationTime"),
    *("groupCode", "organizationId", "isRegistered", "feed"),
)
# Pauses and toasts would change the state at moments of their own.
TIMELESS = {
    *("map", "game_mode", "roster", "match_start", "round_info", "score"),
    *("scoreboard", "killfeed", "observing"),
}
SPONSORS = [f"https://cdn.example.org/sponsors/{name}/logo-wide.png" for name in "abcdefgh"]

Packet = dict[str, Any]
State = dict[str, Any]


def logon(group_code: str, key: str) -> Packet:
    """``obs_logon``, with tools as a producer fills them in."""
    packet = simulated.logon(group_code, key, SEED)
    packet["toolsData"] |= {
        "sponsorInfo": {"enabled": True, "duration": 15, "sponsors": SPONSORS},
        "seedingInfo": {"left": "Upper bracket, seed 3", "right": "Upper bracket, seed 6"},
        "nameOverrides": {"overrides": json.dumps([[f"p{n}", f"Player {n}"] for n in range(10)])},
        "roundWinBox": {
            "type": "sponsors",
            "sponsors": [{"wonTeam": "all", "roundCeremony": ["all"], "iconUrl": SPONSORS[0]}],
        },
    }
    return packet


def opening(group_code: str) -> list[Packet]:
    """The packets up to the combat of the third round, all players with the same money."""
    packets: list[Packet] = []
    for step in simulate(SEED, group_code=group_code):
        if step.packet["type"] not in TIMELESS:
            continue
        if step.packet["data"] == {"roundNumber": ROUND, "roundPhase": "combat"}:
            return [*packets, *_boards(packets), step.packet]
        packets.append(step.packet)
    raise AssertionError("the simulated match is shorter than that")


def _boards(packets: list[Packet]) -> list[Packet]:
    """Each player's last scoreboard, with the money that the changes start from."""
    last = {
        packet["data"]["playerId"]: packet for packet in packets if packet["type"] == "scoreboard"
    }
    return [packet | {"data": packet["data"] | {"money": MONEY}} for packet in last.values()]


class Changes:
    """The packet of change 1, 2, 3 … of a match that was opened."""

    def __init__(self, group_code: str) -> None:
        self._boards = opening(group_code)[-11:-1]

    def packet(self, number: int) -> Packet:
        turn, place = divmod(number - 1, len(self._boards))
        board = self._boards[place]
        data = board["data"]
        points = turn % (data["maxUltPoints"] + 1)
        return board | {"data": data | {"money": MONEY - turn - 1, "currUltPoints": points}}


def states(count: int) -> Iterator[State]:
    """The public state before any change, and after each of so many."""
    code = "BENCH"
    state = _opened(code)
    changes = Changes(code)
    yield public_view(state)
    for number in range(1, count + 1):
        state = _applied(state, changes.packet(number))
        yield public_view(state)


def number_of(state: State) -> int:
    """Which change this state shows; 0 before the first."""
    players = [player for team in state["teams"] for player in team["players"]]
    return len(players) * MONEY - sum(int(player["money"]) for player in players)


def settled(state: State) -> State:
    """The part of a state that is the same wherever and whenever the packets are folded."""
    return {name: value for name, value in state.items() if name not in UNSETTLED}


def _opened(code: str) -> MatchState:
    packet = logon(code, "")
    left, right = (
        TeamSetup(team["name"], team["tricode"], team["url"], team["attackStart"])
        for team in (packet["leftTeam"], packet["rightTeam"])
    )
    state = new_match(
        MatchSetup(group_code=code, left_team=left, right_team=right, tools=packet["toolsData"])
    )
    for packet in opening(code):
        state = _applied(state, packet)
    return state


def _applied(state: MatchState, packet: Packet) -> MatchState:
    return apply(state, parse_observer(json.dumps(packet)), START_MS)
