import pytest

from matches.engine import names
from matches.engine.name_tables import Lookup, packaged_tables, read_tables
from matches.engine.names import (
    agent_name,
    armor_name,
    assisting_agent,
    base_agent,
    killing_name,
    map_name,
    unknown_names,
    weapon_cost,
    weapon_name,
    without_tricode,
)
from tests.support.events import (
    ALICE,
    BOB,
    Packet,
    aux_scoreboard,
    aux_scoreboard_team,
    board,
    killfeed,
    observer,
    roster,
    scoreboard,
)
from tests.support.game import parsed

TABLES = packaged_tables()


def spellings(name: str) -> tuple[str, ...]:
    return name, name.lower(), name.upper()


@pytest.mark.parametrize(("internal", "shown"), TABLES.agents.items())
def test_agents_are_named_with_and_without_their_ending(internal: str, shown: str) -> None:
    for spelling in (*spellings(internal), *spellings(f"{internal}_PC_C")):
        assert agent_name(spelling) == shown
        assert base_agent(spelling) == internal


@pytest.mark.parametrize(("internal", "shown"), TABLES.agents.items())
def test_the_kill_feed_names_every_agent_by_either_name(internal: str, shown: str) -> None:
    for name in (internal, shown):
        for spelling in spellings(f"TX_Killfeed_{name}"):
            assert assisting_agent(spelling) == internal
            assert assisting_agent(f"{spelling}1") == internal


@pytest.mark.parametrize(
    ("killfeed_name", "internal"),
    [
        ("TX_Killfeed_Mage", "Mage"),
        ("TX_Killfeed_Harbor", "Mage"),
        ("TX_Killfeed_Veto", "Pine"),
        ("TX_Killfeed_Pine1", "Pine"),
        ("TX_Killfeed_Iris", "Iris"),
        ("TX_Killfeed_Newbie2", "Newbie"),
    ],
)
def test_an_assist_names_its_agent(killfeed_name: str, internal: str) -> None:
    assert assisting_agent(killfeed_name) == internal


def test_gekko_is_known_in_another_case() -> None:
    assert agent_name("AggroBot") == agent_name("AggroBot_PC_C") == "Gekko"


def test_no_agent_yet_has_a_name_of_its_own() -> None:
    assert agent_name("") == "No Agent selected"


def test_an_unknown_agent_keeps_the_name_that_was_sent() -> None:
    assert agent_name("Newbie_PC_C") == "Newbie_PC_C"
    assert base_agent("Newbie_PC_C") == base_agent("newbie")


@pytest.mark.parametrize(("internal", "shown"), TABLES.maps.items())
def test_every_map_is_known_in_any_case_and_by_its_path(internal: str, shown: str) -> None:
    for spelling in spellings(internal):
        assert map_name(spelling) == map_name(f"/Game/Maps/{spelling}/{spelling}") == shown


@pytest.mark.parametrize(
    ("internal", "shown"),
    [
        ("Plummet", "Summit"),
        ("Infinity", "Abyss"),
        ("Infinityy", "Abyss"),
        ("HURM_HighTide", "Glitch"),
        ("ascent", "Ascent"),
        ("Range", "Practice Range"),
        ("HURM_Yard", "Piazza "),
        ("/Game/Maps/Infinity/Infinity", "Abyss"),
        ("/Game/Maps/Jam/Jam/", "Lotus"),
    ],
)
def test_a_map_has_its_own_name(internal: str, shown: str) -> None:
    assert map_name(internal) == shown


@pytest.mark.parametrize("word", ["Nova", "nova", "Summit", "Nova 2", "新地图"])
def test_an_unknown_map_keeps_the_games_own_word(word: str) -> None:
    assert map_name(word) == word
    assert map_name(f"/Game/Maps/{word}/{word}") == word


@pytest.mark.parametrize(
    ("internal", "name"),
    [
        ("TX_Hud_Pistol_Glock_S", "Classic"),
        ("tx_hud_dmr", "Guardian"),
        ("TX_HUD_DMR", "Guardian"),
        ("TX_Hud_Sniper_Operater", "Operator"),
        ("knife", "Knife"),
        ("unknown", "Unknown"),
        ("TX_Hud_Laser", "TX_Hud_Laser"),
    ],
)
def test_a_weapon_has_its_name_or_the_games_own(internal: str, name: str) -> None:
    assert weapon_name(internal) == name


@pytest.mark.parametrize(
    ("internal", "name"),
    [
        ("TX_KJ_Bees", "Nanoswarm"),
        ("tx_hud_dmr", "Guardian"),
        ("TX_New", "TX_New"),
        ("", "Unknown"),
    ],
)
def test_a_kill_is_by_a_weapon_or_an_ability(internal: str, name: str) -> None:
    assert killing_name(internal) == name


def test_every_weapon_that_can_be_bought_has_a_price() -> None:
    unpriced = {shown for shown in TABLES.weapons if weapon_cost(shown) is None}
    assert unpriced == {"Bandit", "Unknown"}
    assert weapon_cost("TX_Hud_Laser") is None


def test_the_packaged_tables_are_whole() -> None:
    agents, maps, weapons, abilities = TABLES.agents, TABLES.maps, TABLES.weapons, TABLES.abilities
    assert (len(agents), len(maps), len(weapons), len(abilities)) == (29, 20, 21, 23)
    assert sum(len(weapon.spellings) for weapon in weapons.values()) == 39
    assert (agents["Grenadier"], agents["BountyHunter"], agents["Iris"]) == ("KAYO", "Fade", "Miks")


class TestTricode:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("LLL zeek", "zeek"),
            ("lll.zeek", "zeek"),
            ("Lll-zeek", "zeek"),
            ("LLL_zeek", "zeek"),
            ("LLL|zeek", "zeek"),
            ("LLL | zeek", "zeek"),
            ("LLL - zeek", "zeek"),
            ("LLL]zeek", "zeek"),
            ("LLL(zeek", "zeek"),
            ("LLLord", "LLLord"),
            ("LLL0", "LLL0"),
            ("LLLé", "LLLé"),
            ("LLL", "LLL"),
            ("LLL ", "LLL "),
            ("LLL.", "LLL."),
            ("zeek LLL", "zeek LLL"),
        ],
    )
    def test_a_tricode_is_cut_where_a_separator_follows(self, name: str, shown: str) -> None:
        assert without_tricode(name, "LLL") == shown

    def test_an_empty_tricode_cuts_nothing(self) -> None:
        assert without_tricode(" zeek", "") == " zeek"


class TestUnknownNames:
    @pytest.mark.parametrize(
        ("packet", "unknown"),
        [
            (observer("map", "Nova"), [("map", "Nova")]),
            (observer("map", "/Game/Maps/Nova/Nova"), [("map", "Nova")]),
            (observer("map", "plummet"), []),
            (observer("map", "Summit"), []),
            (observer("map", ""), []),
            (roster(agentInternal="Newbie"), [("agent", "Newbie")]),
            (roster(agentInternal=""), []),
            (roster(agentInternal=None), []),
            (scoreboard(agentInternal="AggroBot_PC_C"), []),
            (
                scoreboard(agentInternal="Newbie", scoreboardWeaponInternal="TX_Hud_Laser"),
                [("agent", "Newbie"), ("weapon", "TX_Hud_Laser")],
            ),
            (scoreboard(scoreboardWeaponInternal=""), []),
            (killfeed(ALICE, BOB, weaponKillfeedInternal="TX_New_Ult"), [("weapon", "TX_New_Ult")]),
            (killfeed(ALICE, BOB, weaponKillfeedInternal="tx_kj_bees"), []),
            (killfeed(ALICE, BOB, assists=["TX_Killfeed_Newbie1"]), [("agent", "Newbie")]),
            (aux_scoreboard(agentInternal="Newbie"), [("agent", "Newbie")]),
            (aux_scoreboard_team(ALICE, board(agentInternal="Newbie")), [("agent", "Newbie")]),
            (observer("tech_pause"), []),
        ],
    )
    def test_the_words_that_the_tables_lack_are_found(
        self, packet: Packet, unknown: list[tuple[str, str]]
    ) -> None:
        assert list(unknown_names(parsed(packet))) == unknown


OWN = """
[agents]
Newbie = "Nova"
Clay = "Razor"
[maps]
Plummet = "The Summit"
[weapons.Laser]
spellings = ["TX_Hud_Laser"]
cost = 3_000
[weapons.Vandal]
cost = 1
[abilities]
TX_New_Ult = "Big Bang (ULT)"
"""


def test_a_sites_own_names_lie_over_the_packaged_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_lookup", Lookup(TABLES))
    names.use_own(read_tables(OWN))
    assert (agent_name("newbie_pc_c"), agent_name("Clay")) == ("Nova", "Razor")
    assert assisting_agent("TX_Killfeed_Nova1") == assisting_agent("TX_Killfeed_Newbie") == "Newbie"
    assert (map_name("plummet"), map_name("Jam")) == ("The Summit", "Lotus")
    assert (weapon_name("TX_Hud_Laser"), weapon_cost("Laser")) == ("Laser", 3_000)
    assert (weapon_name("TX_Hud_Volcano"), weapon_cost("Vandal")) == ("Vandal", 1)
    assert killing_name("TX_New_Ult") == "Big Bang (ULT)"


@pytest.mark.parametrize("index", [-5, -1, 5, 255])
def test_armour_outside_the_table_has_no_name(index: int) -> None:
    assert armor_name(index) is None
