"""What clients tell of a game before its match_start begins the next match."""

from matches.engine.next_game import NextGame
from tests.support.events import ALICE, BOB, Packet, observer, roster, round_info, score
from tests.support.game import parsed


def told(*packets: Packet) -> list[str]:
    """What the next game would begin with: words and names."""
    game = NextGame()
    for packet in packets:
        game.note(parsed(packet))
    return [str(getattr(one.data, "name", one.data)) for one in game.told]  # type: ignore[attr-defined]


LOBBY = (observer("map", "Jam"), observer("game_mode", "swift"), roster(ALICE), roster(BOB))


def test_map_mode_and_rosters_before_the_start_are_kept() -> None:
    assert told(*LOBBY, score(1, 0)) == ["Jam", "swift", "alice", "bob"]
    assert told(*LOBBY, round_info(1, "game_start")) == ["Jam", "swift", "alice", "bob"]


def test_the_newest_word_counts() -> None:
    newer = (observer("map", "Port"), roster(ALICE, name="alicia"))
    assert told(*LOBBY, *newer) == ["swift", "bob", "Port", "alicia"]


def test_what_was_told_of_a_game_that_is_played_is_forgotten() -> None:
    for phase in ("shopping", "combat", "end"):
        assert told(*LOBBY, round_info(3, phase)) == []
    assert told(*LOBBY, observer("match_start", "m1")) == []
    assert told(*LOBBY, round_info(3, "end"), observer("map", "Port")) == ["Port"]


def test_invented_players_do_not_grow_without_end() -> None:
    crowd = [roster(ALICE, playerId=f"id-{number}") for number in range(100)]
    assert len(told(*crowd)) == 32
