import pytest

from matches.engine.weapons import ABILITIES, COSTS, WEAPONS, weapon_name


def test_every_weapon_that_can_be_bought_has_a_price() -> None:
    unpriced = set(WEAPONS.values()) - set(COSTS)
    assert unpriced == {"Bandit", "Unknown"}


def test_the_tables_are_whole() -> None:
    assert (len(WEAPONS), len(ABILITIES), len(COSTS)) == (39, 23, 19)


@pytest.mark.parametrize(
    ("internal", "name"),
    [
        ("TX_Hud_Pistol_Glock_S", "Classic"),
        ("tx_hud_dmr", "Guardian"),
        ("TX_Hud_Sniper_Operater", "Operator"),
        ("knife", "Knife"),
        ("unknown", "Unknown"),
        ("Knife", None),
        ("TX_KJ_Bees", None),
    ],
)
def test_weapons_are_found_by_their_exact_spelling(internal: str, name: str | None) -> None:
    assert weapon_name(internal) == name
