"""What the game calls things, and what people call them."""

AGENTS = {
    "Clay": "Raze",
    "Pandemic": "Viper",
    "Wraith": "Omen",
    "Hunter": "Sova",
    "Thorne": "Sage",
    "Phoenix": "Phoenix",
    "Wushu": "Jett",
    "Gumshoe": "Cypher",
    "Sarge": "Brimstone",
    "Breach": "Breach",
    "Vampire": "Reyna",
    "Killjoy": "Killjoy",
    "Guide": "Skye",
    "Stealth": "Yoru",
    "Rift": "Astra",
    "Grenadier": "KAYO",
    "Deadeye": "Chamber",
    "Sprinter": "Neon",
    "BountyHunter": "Fade",
    "Mage": "Harbor",
    "Aggrobot": "Gekko",
    "Cable": "Deadlock",
    "Sequoia": "Iso",
    "Smonk": "Clove",
    "Nox": "Vyse",
    "Cashew": "Tejo",
    "Terra": "Waylay",
    "Pine": "Veto",
    "Iris": "Miks",
}
ASTRA, CLOVE, CYPHER, VETO = "Rift", "Smonk", "Gumshoe", "Pine"

NO_AGENT = "No Agent selected"
_AGENT_SUFFIX = "_PC_C"
_AGENTS_BY_NAME = {shown: internal for internal, shown in AGENTS.items()}
_KILLFEED_PREFIX = "TX_Killfeed_"

MAPS = {
    "Infinityy": "Abyss",
    "Triad": "Haven",
    "Duality": "Bind",
    "Bonsai": "Split",
    "Ascent": "Ascent",
    "Port": "Icebox",
    "Foxtrot": "Breeze",
    "Canyon": "Fracture",
    "Pitt": "Pearl",
    "Jam": "Lotus",
    "Juliett": "Sunset",
    "Range": "Practice Range",
    "HURM_Alley": "District",
    "HURM_Yard": "Piazza ",
    "HURM_Bowl": "Kasbah",
    "HURM_Helix": "Drift",
    "Rook": "Corrode",
}
UNKNOWN_MAP = "Corrode"

ARMORS = ("None", "Light", "Heavy", "None", "Regen")


def base_agent(internal: str) -> str:
    """The agent without the ending that some clients add to its internal name."""
    return internal.removesuffix(_AGENT_SUFFIX)


def agent_name(internal: str) -> str:
    """The agent's display name; the internal one where the table lacks it."""
    if not internal:
        return NO_AGENT
    return AGENTS.get(base_agent(internal), internal)


def assisting_agent(killfeed_name: str) -> str | None:
    """The internal name behind `TX_Killfeed_Sova`, or `TX_Killfeed_Sova1` of the real feed."""
    if not killfeed_name.startswith(_KILLFEED_PREFIX):
        return None
    shown = killfeed_name.removeprefix(_KILLFEED_PREFIX).rstrip("0123456789")
    return _AGENTS_BY_NAME.get(shown)


def map_name(internal: str) -> str:
    """The map's display name; the newest map's where the table lacks it."""
    return MAPS.get(internal, UNKNOWN_MAP)


def armor_name(index: int) -> str | None:
    """The armour's name by the game's index, None outside the table."""
    return ARMORS[index] if 0 <= index < len(ARMORS) else None
