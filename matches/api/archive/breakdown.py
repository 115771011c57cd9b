"""A finished match in the shape that the field's breakdown overlays read.

Their teams are Red, which attacks first, and Blue; their rounds count from 0. What the feed does
not tell is null: the score, ability casts, and the shots that hit elsewhere than the head.
``headshots`` are kills by a headshot.
"""

from collections import defaultdict
from typing import Any

from matches.api.archive.ceremonies import ceremonies_of
from matches.models import Kill, Match, MatchPlayer, Round

_TEAMS = ("Red", "Blue")
_BEST_FIRST = ("-kills", "-assists", "position", "pk")
_SPELLINGS = {"KAYO": "KAY/O"}
_RESULTS: dict[str | None, str] = {
    Round.Reason.KILLS: "Elimination",
    Round.Reason.DETONATED: "Detonate",
    Round.Reason.DEFUSED: "Defuse",
    Round.Reason.TIMEOUT: "",
}

Json = dict[str, Any]


def breakdown(match: Match) -> Json:
    """The body of ``getStats``.

    Rounds that nobody won and kills outside of rounds are left out, as the overlays would count
    them for one of the teams.
    """
    decided = match.rounds.filter(winner__isnull=False).order_by("number")
    kills = match.kills.filter(round_number__isnull=False).order_by("seq")
    loadouts, players = _loadouts(match), list(match.players.order_by(*_BEST_FIRST))
    ceremonies = ceremonies_of(decided, kills, players)
    return {
        "status": 200,
        "data": {
            "metadata": {"map": {"name": match.map or None}},
            "players": [
                _player(player, loadouts[player.team, player.riot_id]) for player in players
            ],
            "teams": [_team(match, 0), _team(match, 1)],
            "rounds": [_round(one, ceremonies.get(one.number)) for one in decided],
            "kills": [_kill(kill) for kill in kills],
        },
    }


def _player(player: MatchPlayer, loadouts: list[int]) -> Json:
    average = round(sum(loadouts) / len(loadouts)) if loadouts else None
    return {
        "puuid": player.riot_id,
        "name": player.name,
        "tag": player.tagline,
        "team_id": _TEAMS[player.team],
        "agent": {"name": _SPELLINGS.get(player.agent, player.agent)},
        # The overlays look into it without asking whether it is there.
        "ability_casts": dict.fromkeys(("grenade", "ability1", "ability2", "ultimate")),
        "stats": {
            "score": None,
            "kills": player.kills,
            "deaths": player.deaths,
            "assists": player.assists,
            "headshots": player.headshots,
            "aces": player.multikills.get("5", 0),
            "clutches": len(player.clutches),
            "bodyshots": None,
            "legshots": None,
        },
        "economy": {"loadout_value": {"average": average}},
    }


def _loadouts(match: Match) -> dict[tuple[int, str], list[int]]:
    """What each player's loadouts were worth, in the rounds in which that is known."""
    worth: dict[tuple[int, str], list[int]] = defaultdict(list)
    known = match.round_players.filter(loadout__isnull=False)
    for team, riot_id, loadout in known.values_list("team", "riot_id", "loadout"):
        worth[team, riot_id].append(loadout or 0)
    return worth


def _team(match: Match, team: int) -> Json:
    return {
        "team_id": _TEAMS[team],
        "won": match.winner == team,
        "rounds": {"won": getattr(match, f"team_{team}_score")},
    }


def _round(one: Round, ceremony: str | None) -> Json:
    return {
        "id": one.number - 1,
        "result": _RESULTS.get(one.reason),
        "ceremony": ceremony,
        "winning_team": _name(one.winner),
        "plant": {"player": {"team": _name(one.attackers)}} if one.planted else None,
    }


def _kill(kill: Kill) -> Json:
    return {
        "round": (kill.round_number or 0) - 1,
        "time_in_round_in_ms": kill.time_ms,
        "killer": {"puuid": kill.killer_riot_id, "team": _name(kill.killer_team)},
        "victim": {"puuid": kill.victim_riot_id, "team": _name(kill.victim_team)},
    }


def _name(team: int | None) -> str | None:
    return None if team is None else _TEAMS[team]
