from matches.engine.name_tables import packaged_tables
from matches.engine.names import armor_name, assisting_agent, weapon_cost, weapon_name
from matches.simulator import arsenal
from matches.simulator.agents import AGENTS
from matches.simulator.cast import MAPS

KNOWN = packaged_tables()


def test_the_engine_knows_every_agent_in_both_spellings() -> None:
    for agent in AGENTS:
        assert agent.internal in KNOWN.agents
        assert assisting_agent(agent.assist) == agent.internal


def test_the_engine_knows_every_ability_that_kills() -> None:
    for agent in AGENTS:
        assert {agent.ability, agent.ultimate} - {""} <= KNOWN.abilities.keys()


def test_every_weapon_is_the_same_in_both_feeds_and_costs_what_it_costs() -> None:
    for weapon in arsenal.WEAPONS:
        assert weapon_name(weapon.scoreboard) == weapon_name(weapon.killfeed) in KNOWN.weapons
        assert weapon_cost(weapon_name(weapon.scoreboard)) == weapon.cost


def test_the_engine_names_every_armour() -> None:
    armours = (arsenal.NO_ARMOUR, arsenal.LIGHT, arsenal.HEAVY, arsenal.REGEN)
    assert [armor_name(a.index) for a in armours] == ["None", "Light", "Heavy", "Regen"]


def test_the_engine_knows_every_map() -> None:
    assert set(MAPS) <= KNOWN.maps.keys()
