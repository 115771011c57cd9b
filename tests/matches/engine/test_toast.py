from typing import Any

from matches.engine.reducer import next_deadline
from tests.support.events import toast
from tests.support.game import Game


def shown(game: Game) -> tuple[bool, str]:
    info: dict[str, Any] = game.view["toastInfo"]
    return info["active"], info["message"]


def test_a_toast_goes_up_with_what_it_says() -> None:
    game = Game().send(toast("hi", 5_000, selectedTeam="left", eventLogoEnabled=False))
    assert game.view["toastInfo"] == {
        "active": True,
        "title": "title",
        "message": "hi",
        "duration": 5_000,
        "eventLogoEnabled": False,
        "selectedTeam": "left",
    }


def test_without_a_selected_team_there_is_no_key() -> None:
    game = Game().send(toast(selectedTeam="left")).wait(5).send(toast())
    assert "selectedTeam" not in game.view["toastInfo"]


def test_it_goes_down_after_its_duration_and_keeps_what_it_said() -> None:
    game = Game().send(toast("hi", 5_000))
    assert shown(game.wait(4.999)) == (True, "hi")
    assert shown(game.wait(0.001)) == (False, "hi")


def test_one_without_an_end_stays() -> None:
    game = Game().send(toast("hi", None)).wait(86_400)
    assert shown(game) == (True, "hi")
    assert next_deadline(game.state) is None


def test_toast_b_replaces_a_toast_a_without_duration() -> None:
    game = Game().send(toast("A", None)).send(toast("B", 5_000), after=1)
    assert shown(game) == (True, "B")
    assert shown(game.wait(5)) == (False, "B")


def test_the_same_toast_again_takes_it_down() -> None:
    game = Game().send(toast("A", None)).send(toast("A", 5_000), after=1)
    assert shown(game) == (False, "A")
    assert shown(game.send(toast("A", 5_000), after=1)) == (True, "A")


def test_another_title_is_another_toast() -> None:
    game = Game().send(toast("A", None, title="one")).send(toast("A", None, title="two"))
    assert (shown(game), game.view["toastInfo"]["title"]) == ((True, "A"), "two")


def test_the_timer_of_a_toast_goes_down_with_it() -> None:
    game = Game().send(toast("first", 5_000)).send(toast("first"), after=1)
    game.send(toast("third", None), after=1).wait(10)
    assert shown(game) == (True, "third")


def test_one_of_no_duration_is_up_for_a_moment_only() -> None:
    game = Game().send(toast("hi", 0))
    assert shown(game) == (True, "hi")
    assert shown(game.wait(0.001)) == (False, "hi")


def test_its_end_is_a_deadline() -> None:
    game = Game().send(toast("hi", 2_500))
    assert next_deadline(game.state) == game.now + 2_500


def test_a_fraction_of_a_millisecond_is_no_deadline_in_the_past() -> None:
    game = Game().send(toast("hi", 0.25))
    assert next_deadline(game.state) == game.now + 1
