from typing import get_args

from matches.engine import reducer
from matches.engine.events.auxiliary import AnyAuxiliaryEvent
from matches.engine.events.observer import AnyObserverEvent
from matches.engine.events.server import AnyServerEvent
from matches.engine.reducer import advance, has_player, next_deadline
from tests.support.events import ALICE, BOB, CHARLIE, ERIN, scoreboard, toast
from tests.support.game import Game, game_with_cast


def test_every_kind_of_event_has_a_rule() -> None:
    unions = (AnyObserverEvent, AnyAuxiliaryEvent, AnyServerEvent)
    kinds = {kind for union in unions for kind in get_args(union)}
    assert set(reducer._RULES) == kinds


def test_what_an_event_leaves_alone_stays_the_same_object() -> None:
    game = game_with_cast()
    before = game.state
    after = game.send(scoreboard(ALICE)).state
    assert after.teams[0].players[0] is not before.teams[0].players[0]
    assert after.teams[0].players[1] is before.teams[0].players[1]
    assert after.teams[1] is before.teams[1]
    assert after.tools is before.tools


def test_time_that_changes_nothing_gives_the_same_object() -> None:
    game = Game().press("left_timeout")
    assert advance(game.state, game.now + 999) is game.state


def test_the_next_deadline_is_the_nearest_of_all() -> None:
    game = Game().press("left_timeout").send(toast(duration=400))
    assert next_deadline(game.state) == game.now + 400
    assert next_deadline(game.wait(0.5).state) == game.now + 500


def test_a_player_is_known_by_id_in_either_team() -> None:
    state = game_with_cast().state
    assert all(has_player(state, member.player_id) for member in (ALICE, BOB, CHARLIE))
    assert not has_player(state, ERIN.player_id)
    assert not has_player(state, "")
