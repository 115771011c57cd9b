"""A later logon takes over names, tricodes, logos and toolsData, and the sides before round 1."""

from msgspec.structs import replace

from .events import LoggedOn
from .roster import renamed
from .setup import new_match
from .state import MatchState, Team, Timeouts


def logged_on(state: MatchState, event: LoggedOn, now_ms: int) -> MatchState:
    """The match with the logon's set-up."""
    fresh = new_match(event.setup)
    has_begun = state.round_number > 0 or any(team.rounds_won for team in state.teams)
    take_over = _named if has_begun else _anew
    left, right = (
        renamed(take_over(state, team, new))
        for team, new in zip(state.teams, _in_places(state, fresh), strict=True)
    )
    return replace(
        state,
        teams=(left, right),
        tools=fresh.tools,
        timeouts=_timeouts(state.timeouts, fresh.timeouts),
    )


def _in_places(state: MatchState, fresh: MatchState) -> tuple[Team, Team]:
    """The logon's teams in the places of ours: an operator may have swapped those since."""
    (left, right), (new_left, new_right) = state.teams, fresh.teams
    straight = _alike(left, new_left) + _alike(right, new_right)
    crossed = _alike(left, new_right) + _alike(right, new_left)
    return (new_right, new_left) if crossed > straight else (new_left, new_right)


def _alike(team: Team, new: Team) -> int:
    same_name = team.team_name == new.team_name
    return same_name + (team.team_tricode == new.team_tricode)


def _named(state: MatchState, team: Team, new: Team) -> Team:
    return replace(
        team,
        team_name=new.team_name,
        team_tricode=new.team_tricode,
        team_url=new.team_url,
        team_color=new.team_color,
        remove_tricode=new.remove_tricode,
    )


def _anew(state: MatchState, team: Team, new: Team) -> Team:
    """Players belong to the game's number of their team, whichever team has it now."""
    mine = next(one for one in state.teams if one.ingame_team_id == new.ingame_team_id)
    return replace(new, players=mine.players, has_duplicate_agents=mine.has_duplicate_agents)


def _timeouts(now: Timeouts, new: Timeouts) -> Timeouts:
    """As many as were used stay used."""
    left, right = (min(max(left + new.maximum - now.maximum, 0), new.maximum) for left in now.left)
    return replace(
        now, duration=new.duration, grace=new.grace, maximum=new.maximum, left=(left, right)
    )
