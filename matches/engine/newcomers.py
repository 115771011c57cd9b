"""Players whom scoreboards name and no roster entry does: it was lost, or is out of date."""

from msgspec.structs import replace

from . import seats
from .events import NamedBoard, known
from .players import find_by_id, player_at
from .roster import shown_name
from .state import MatchState, Player

_MOST_CLAIMS = 20


def presented(state: MatchState, place: int, board: NamedBoard) -> MatchState:
    """The state with the player in the team of this place, from the second scoreboard on.

    One alone may be a slip: rosters stay as they are.
    """
    player_id = known(board.player_id, "")
    claim = (player_id, place)
    if claim not in state.claims:
        return replace(state, claims=(*state.claims[1 - _MOST_CLAIMS :], claim))
    state = replace(state, claims=tuple(one for one in state.claims if one != claim))
    spot = find_by_id(state, player_id)
    if spot is None:
        return _seated(state, place, board)
    player = player_at(state, spot)
    name = shown_name(state.teams[place], player.game_name)
    return seats.changed(state, spot, place, replace(player, name=name))


def _seated(state: MatchState, place: int, board: NamedBoard) -> MatchState:
    name = known(board.name, "")
    if not name:
        return state
    team = state.teams[place]
    player = Player(
        riot_id=known(board.player_id, ""),
        name=shown_name(team, name),
        game_name=name,
        tagline=known(board.tagline, ""),
        position=seats.gap(team),
        locked=bool(state.rounds_begun),
        agent_internal=known(board.agent_internal, ""),
    )
    return seats.filled(state, place, player)
