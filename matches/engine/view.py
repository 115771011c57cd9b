"""What overlays get: the match's public state, field by field.

Only what is named here leaves the server. Values are JSON-ready; keys that are not set are
absent. Treat the result as read-only: parts of it belong to the state.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from msgspec import UNSET, Struct

from .crew import crew_sections
from .lobby import search_name
from .names import agent_name
from .score import match_winner
from .state import LEFT, RIGHT, Crew, MatchState, Player, RoundResult, Team, Timeouts, Toast

Part = Callable[..., Any]
"""(place, make, *sources) -> what ``make(*sources)`` gives, or something that stands for it."""


class Feed(Struct, frozen=True):
    """How a live match is fed: observers connected, and when its newest event came, in ms."""

    observers: int
    last_event_at: int


def _made_now(place: Hashable, make: Callable[..., Any], *sources: Any) -> Any:
    return make(*sources)


def public_view(
    state: MatchState, part: Part = _made_now, feed: Feed | None = None
) -> dict[str, Any]:
    """The body of `match_data`; ``feed`` is for live matches, whose log can't tell it.

    The large parts of it are asked of ``part``, each under a place that is its own: who makes
    views of one state after the other can keep what has not changed.
    """
    left, right = state.teams
    view = {
        "matchId": state.match_id,
        "matchType": state.match_type,
        "switchRound": state.switch_round,
        "firstOtRound": state.first_ot_round,
        "groupCode": state.group_code,
        "isRunning": state.is_running,
        "roundNumber": state.round_number,
        "roundPhase": state.round_phase,
        "wasTimeout": state.was_timeout,
        "teams": [_team(left, LEFT, part), _team(right, RIGHT, part)],
        "map": state.map,
        "spikeState": {
            "planted": state.spike.planted,
            "detonated": state.spike.detonated,
            "defused": state.spike.defused,
        },
        "attackersWon": state.attackers_won,
        "showAliveKDA": state.show_alive_kda,
        "timeoutState": _timeout_state(state.timeouts),
        "timeoutGracePeriodPassed": state.timeouts.grace_passed,
        "toastInfo": _toast(state.toast),
        "hasEnteredOvertime": state.has_entered_overtime,
        "tools": part("tools", _tools, state.tools, state.timeouts.left, state.crew),
        "organizationId": state.organization_id,
        "isRegistered": state.is_registered,
        "orgIsSupporter": state.org_is_supporter,
    }
    moments = {
        "agentSelectStartTime": state.agent_select_start_time,
        "roundTimeoutTime": state.round_timeout_time,
        "spikeDetonationTime": state.spike_detonation_time,
    }
    view.update((name, moment) for name, moment in moments.items() if moment is not None)
    if feed is not None:
        view["feed"] = {"observers": feed.observers, "lastEventAt": feed.last_event_at}
    return view


def team_info(state: MatchState) -> dict[str, Any]:
    """The body of `getTeamInfoForCode`: the teams in the places that they end in."""
    left, right = state.teams
    return {
        "leftTeam": _team_identity(left),
        "rightTeam": _team_identity(right),
        "higherScore": _place_of_winner(state),
        "tournamentInfo": state.tools["tournamentInfo"],
        "sponsorInfo": state.tools["sponsorInfo"],
        "isSupporter": state.org_is_supporter,
    }


def _place_of_winner(state: MatchState) -> int | None:
    winner = match_winner(state)
    places = (LEFT, RIGHT)
    return next((p for p in places if state.teams[p].ingame_team_id == winner), None)


def _team_identity(team: Team) -> dict[str, Any]:
    return {
        "name": team.team_name,
        "tricode": team.team_tricode,
        "url": team.team_url,
        "attackStart": team.ingame_team_id == 0,
    }


def _timeout_state(timeouts: Timeouts) -> dict[str, Any]:
    return {
        "techPause": timeouts.tech_pause,
        "leftTeam": timeouts.running == LEFT,
        "rightTeam": timeouts.running == RIGHT,
        "timeRemaining": timeouts.remaining,
    }


def _toast(toast: Toast) -> dict[str, Any]:
    view = {
        "active": toast.active,
        "title": toast.title,
        "message": toast.message,
        "duration": toast.duration,
        "eventLogoEnabled": toast.event_logo_enabled,
    }
    if toast.selected_team is not UNSET:
        view["selectedTeam"] = toast.selected_team
    return view


def _tools(
    tools: dict[str, Any], timeouts_left: tuple[int, int], crew: Crew | None
) -> dict[str, Any]:
    left, right = timeouts_left
    counter = {**tools["timeoutCounter"], "left": left, "right": right}
    from_crew = crew_sections(tools, crew) if crew else {}
    return {**tools, "timeoutCounter": counter, **from_crew}


def _team(team: Team, place: int, part: Part) -> dict[str, Any]:
    view = {
        "teamName": team.team_name,
        "teamTricode": team.team_tricode,
        "teamUrl": team.team_url,
        "ingameTeamId": team.ingame_team_id,
        "isAttacking": team.is_attacking,
        "hasHandledTeam": False,
        "roundsWon": team.rounds_won,
        "spentThisRound": sum(player.money_spent for player in team.players),
        "roundRecord": part(("record", place), _round_record, team.round_record),
        "removeTricode": team.remove_tricode,
        "players": [
            part((place, number), _player, player) for number, player in enumerate(team.players)
        ],
        "playerCount": len(team.players),
        "hasDuplicateAgents": team.has_duplicate_agents,
    }
    if team.team_color:
        view["teamColor"] = team.team_color
    return view


def _round_record(record: Sequence[RoundResult]) -> list[dict[str, Any]]:
    return [
        {"type": result.type, "wasAttack": result.was_attack, "round": result.round}
        for result in record
    ]


def _player(player: Player) -> dict[str, Any]:
    view = {
        "name": player.name,
        "tagline": player.tagline,
        "riotId": player.riot_id,
        # The field's front end looks for it under this name too.
        "playerId": player.riot_id,
        "searchName": search_name(player),
        "fullName": f"{player.game_name}#{player.tagline}",
        "position": player.position,
        "locked": player.locked,
        "agentInternal": player.agent_internal,
        "agentProper": agent_name(player.agent_internal),
        "isAlive": player.is_alive,
        "hasSpike": player.has_spike,
        "isObserved": player.is_observed,
        "health": player.health,
        "abilities": {
            "grenade": player.grenade,
            "ability1": player.ability_1,
            "ability2": player.ability_2,
        },
        "kills": player.kills,
        "deaths": player.deaths,
        "assists": player.assists,
        "kdRatio": player.kd_ratio,
        "killsThisRound": player.kills_this_round,
        "deathsThisRound": player.deaths_this_round,
        "killedPlayerNames": list(player.killed_player_names),
        "currUltPoints": player.curr_ult_points,
        "maxUltPoints": player.max_ult_points,
        "ultReady": player.ult_ready,
        "money": player.money,
        "moneySpent": player.money_spent,
        "spentMoneyThisRound": player.spent_money_this_round,
        "currentMMRTier": None,
        "peakMMRTier": None,
        "teamKills": player.team_kills,
        "headshotKills": player.headshot_kills,
        "headshotRatio": _headshot_ratio(player),
        "killsByWeaponsAndAbilities": player.kills_by_weapon,
        "killsOnEnemyPlayer": player.kills_on_enemy,
        "killsOnTeammatePlayer": player.kills_on_teammate,
        "assistsFromTeammate": {},
        "scoreboardAvailable": player.scoreboard_available,
        "auxiliaryAvailable": {
            "health": player.aux_health,
            "abilities": player.aux_abilities,
            "scoreboard": player.aux_scoreboard,
        },
        "iconNameSuffix": player.icon_suffix,
    }
    if player.armor_name is not None:
        view["armorName"] = player.armor_name
    if player.highest_weapon is not None:
        view["highestWeapon"] = player.highest_weapon
    return view


def _headshot_ratio(player: Player) -> float:
    kills = sum(player.kills_by_weapon.values())
    return player.headshot_kills / kills if kills else 0
