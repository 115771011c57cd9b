"""Packets as the field's clients send them, with a named cast, and a match to send them to.

alice and bob play in the left team, which attacks first; charlie and dana in the right one.
erin plays in no team until somebody puts her on a roster. Every builder takes the members of
`data` that matter to a test and fills in the others.
"""

import json
from typing import Any

from msgspec import Struct

from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.engine.state import MatchState

GROUP_CODE = "TEST"
MATCH_ID = "match-1"
Packet = dict[str, Any]


class Member(Struct, frozen=True):
    """One of the cast; `team` is the game's number, 0 for the team that attacks first."""

    name: str
    team: int
    agent: str
    position: int

    @property
    def tagline(self) -> str:
        return self.name[:2].upper()

    @property
    def player_id(self) -> str:
        return f"id-{self.name}"


ALICE = Member("alice", 0, "Wushu", 0)
BOB = Member("bob", 0, "Smonk", 1)
CHARLIE = Member("charlie", 1, "Thorne", 5)
DANA = Member("dana", 1, "Hunter", 6)
ERIN = Member("erin", 0, "Rift", 2)
CAST = (ALICE, BOB, CHARLIE, DANA)

LEFT_TEAM = TeamSetup("Left Lanterns", "LLA", "https://example.org/l.png", True)
RIGHT_TEAM = TeamSetup("Right Rivers", "RRI", "https://example.org/r.png", False)


def setup(**changes: Any) -> MatchSetup:
    """The set-up of a match; by keyword what is to be different."""
    usual = {"group_code": GROUP_CODE, "left_team": LEFT_TEAM, "right_team": RIGHT_TEAM}
    return MatchSetup(**{**usual, "tools": {}, **changes})


def new_state(**changes: Any) -> MatchState:
    """A match right after its logon, with nobody in it yet."""
    return new_match(setup(**changes))


def observer(kind: str, data: Any = True) -> Packet:
    """An observer's packet; a hotkey where no data is given."""
    return {"obsName": "desk", "groupCode": GROUP_CODE, "type": kind, "data": data}


def auxiliary(player: Member, kind: str, data: Any) -> Packet:
    return {"playerId": player.player_id, "matchId": MATCH_ID, "type": kind, "data": data}


def roster(player: Member = ALICE, **data: Any) -> Packet:
    usual = {
        "name": player.name,
        "tagline": player.tagline,
        "startTeam": player.team,
        "agentInternal": player.agent,
        "playerId": player.player_id,
        "position": player.position,
        "locked": True,
        "rank": 0,
    }
    return observer("roster", {**usual, **data})


def board(player: Member = ALICE, **data: Any) -> Packet:
    """The data of a scoreboard of which only the numbers matter."""
    usual = {
        "playerId": player.player_id,
        "agentInternal": player.agent,
        "isAlive": True,
        "initialArmor": 0,
        "scoreboardWeaponInternal": "TX_Hud_Pistol_Classic",
        "currUltPoints": 0,
        "maxUltPoints": 8,
        "hasSpike": False,
        "money": 800,
        "kills": 0,
        "deaths": 0,
        "assists": 0,
    }
    return {**usual, **data}


def named_board(player: Member = ALICE, **data: Any) -> Packet:
    named = {"name": player.name, "tagline": player.tagline, "startTeam": player.team}
    return {**named, **board(player, **data)}


def scoreboard(player: Member = ALICE, **data: Any) -> Packet:
    return observer("scoreboard", named_board(player, **data))


def killfeed(attacker: Member | str, victim: Member | str, **data: Any) -> Packet:
    usual: Packet = {
        "attacker": getattr(attacker, "name", attacker),
        "victim": getattr(victim, "name", victim),
        "weaponKillfeedInternal": "TX_Hud_Volcano",
        "headshotKill": False,
        "assists": [],
        "isTeamkill": False,
    }
    return observer("killfeed", {**usual, **data})


def round_info(number: Any, phase: Any) -> Packet:
    return observer("round_info", {"roundNumber": number, "roundPhase": phase})


def score(team_0: Any, team_1: Any) -> Packet:
    return observer("score", {"team_0": team_0, "team_1": team_1})


def toast(message: Any = "hello", duration: Any = 5_000, **data: Any) -> Packet:
    usual = {"title": "title", "message": message, "duration": duration, "eventLogoEnabled": True}
    return observer("toast", {**usual, "active": False, **data})


def aux_scoreboard(player: Member = ALICE, **data: Any) -> Packet:
    return auxiliary(player, "aux_scoreboard", named_board(player, **data))


def aux_scoreboard_team(sender: Member, *boards: Packet) -> Packet:
    return auxiliary(sender, "aux_scoreboard_team", json.dumps(boards))
