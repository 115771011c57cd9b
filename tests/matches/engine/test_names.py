import pytest

from matches.engine.names import (
    AGENTS,
    MAPS,
    agent_name,
    armor_name,
    assisting_agent,
    base_agent,
    map_name,
)


@pytest.mark.parametrize(("internal", "shown"), AGENTS.items())
def test_agents_are_named_with_and_without_their_ending(internal: str, shown: str) -> None:
    assert agent_name(internal) == agent_name(f"{internal}_PC_C") == shown


@pytest.mark.parametrize(("internal", "shown"), AGENTS.items())
def test_the_kill_feed_names_every_agent(internal: str, shown: str) -> None:
    assert assisting_agent(f"TX_Killfeed_{shown}") == internal
    assert assisting_agent(f"TX_Killfeed_{shown}1") == internal


def test_the_table_of_agents_is_whole() -> None:
    assert len(AGENTS) == 29
    assert (AGENTS["Grenadier"], AGENTS["BountyHunter"], AGENTS["Iris"]) == ("KAYO", "Fade", "Miks")


def test_no_agent_yet_has_a_name_of_its_own() -> None:
    assert agent_name("") == "No Agent selected"


def test_an_unknown_agent_keeps_the_name_that_was_sent() -> None:
    assert agent_name("Newbie_PC_C") == "Newbie_PC_C"


def test_the_base_name_is_without_the_ending() -> None:
    assert (base_agent("Clay_PC_C"), base_agent("Clay")) == ("Clay", "Clay")


def test_the_table_of_maps_is_whole() -> None:
    assert len(MAPS) == 17
    assert (map_name("Infinityy"), map_name("Range")) == ("Abyss", "Practice Range")
    assert map_name("HURM_Yard") == "Piazza "


@pytest.mark.parametrize("index", [-5, -1, 5, 255])
def test_armour_outside_the_table_has_no_name(index: int) -> None:
    assert armor_name(index) is None
