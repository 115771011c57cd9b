from tests.support.events import round_info
from tests.support.game import game_in_combat, game_with_cast


def test_a_plant_in_combat_starts_the_fuse_and_stops_the_clock() -> None:
    game = game_in_combat().press("spike_planted", after=20)
    assert game.view["spikeState"] == {"planted": True, "detonated": False, "defused": False}
    assert game.view["spikeDetonationTime"] == game.now + 45_000
    assert "roundTimeoutTime" not in game.view


def test_a_plant_outside_combat_does_nothing() -> None:
    game = game_with_cast().send(round_info(1, "shopping")).press("spike_planted")
    assert not game.view["spikeState"]["planted"]
    assert "spikeDetonationTime" not in game.view


def test_a_second_plant_does_not_lengthen_the_fuse() -> None:
    game = game_in_combat().press("spike_planted")
    planted = game.now
    assert game.press("spike_planted", after=3).view["spikeDetonationTime"] == planted + 45_000


def test_a_detonation_ends_the_fuse() -> None:
    game = game_in_combat().press("spike_planted").press("spike_detonated", after=45)
    assert game.view["spikeState"]["detonated"]
    assert "spikeDetonationTime" not in game.view


def test_a_defuse_shows_and_keeps_the_time_of_the_fuse() -> None:
    game = game_in_combat().press("spike_planted").press("spike_defused", after=10)
    assert game.view["spikeState"]["defused"]
    assert "spikeDetonationTime" in game.view
