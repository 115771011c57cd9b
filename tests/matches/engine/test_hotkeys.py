"""The same hotkey of another observer within a second is the same press."""

import pytest

from tests.support.events import Packet, observer, round_info, toast
from tests.support.game import Game, game_in_combat

HOTKEYS = (
    "tech_pause",
    "left_timeout",
    "right_timeout",
    "switch_kda_credits",
    "swap_left_right",
    "swap_attacker_defender",
)


def by_another(packet: Packet) -> Packet:
    return packet | {"obsName": "other"}


@pytest.mark.parametrize("hotkey", HOTKEYS)
def test_another_observers_press_within_a_second_is_the_same(hotkey: str) -> None:
    game = game_in_combat().press(hotkey)
    once = game.view
    assert game.send(by_another(observer(hotkey))).view == once


@pytest.mark.parametrize("hotkey", HOTKEYS)
def test_the_same_observers_second_press_is_another(hotkey: str) -> None:
    game = game_in_combat().press(hotkey)
    once = game.view
    assert game.press(hotkey).view != once


def test_a_press_more_than_a_second_later_is_another() -> None:
    game = game_in_combat().press("tech_pause")
    game.send(by_another(observer("tech_pause")), after=1)
    assert game.view["timeoutState"]["techPause"]
    game.send(by_another(observer("tech_pause")), after=0.001)
    assert not game.view["timeoutState"]["techPause"]


def test_another_hotkey_of_another_observer_counts() -> None:
    game = game_in_combat().press("tech_pause").send(by_another(observer("switch_kda_credits")))
    assert game.view["showAliveKDA"]


def test_a_toast_told_by_two_observers_is_one() -> None:
    game = Game().send(toast("A", None)).send(by_another(toast("A", None)))
    assert game.view["toastInfo"]["active"]
    game.send(by_another(toast("B", None)))
    assert game.view["toastInfo"]["message"] == "B"


class TestCombat:
    def test_combat_ends_a_tech_pause(self) -> None:
        game = game_in_combat().press("tech_pause").send(round_info(2, "combat"))
        assert not game.view["timeoutState"]["techPause"]

    @pytest.mark.parametrize(
        ("hotkey", "left"), [("left_timeout", (1, 2)), ("right_timeout", (2, 1))]
    )
    def test_combat_ends_a_timeout_which_stays_spent(
        self, hotkey: str, left: tuple[int, int]
    ) -> None:
        game = game_in_combat().press(hotkey).send(round_info(2, "combat"), after=3)
        counter, state = game.view["tools"]["timeoutCounter"], game.view["timeoutState"]
        assert (counter["left"], counter["right"]) == left
        assert (state["leftTeam"], state["rightTeam"]) == (False, False)
        assert game.wait(90).view["tools"]["timeoutCounter"] == counter
