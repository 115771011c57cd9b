"""The agents that the simulated players pick, as the game's feeds spell them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    DUELIST = "duelist"
    INITIATOR = "initiator"
    CONTROLLER = "controller"
    SENTINEL = "sentinel"


@dataclass(frozen=True, slots=True)
class Agent:
    """``assist`` is the spelling in a kill feed's assists; ``ability`` and ``ultimate`` are the
    ones that can kill, in the spelling of its weapons."""

    internal: str
    assist: str
    role: Role
    max_ult: int
    ability: str = ""
    ultimate: str = ""


AGENTS = (
    Agent("Wushu", "TX_Killfeed_Jett", Role.DUELIST, 8, ultimate="TX_Hud_Wushu_X_Dagger"),
    Agent(
        "Clay", "TX_Killfeed_Raze", Role.DUELIST, 8, "TX_Clay_ClusterBomb", "TX_Clay_RocketLauncher"
    ),
    Agent("Phoenix", "TX_Killfeed_Phoenix", Role.DUELIST, 6, "TX_Pheonix_Molotov"),
    Agent("Vampire", "TX_Killfeed_Reyna", Role.DUELIST, 6),
    Agent("Stealth", "TX_Killfeed_Yoru", Role.DUELIST, 7),
    Agent("Sprinter", "TX_Killfeed_Neon", Role.DUELIST, 8, ultimate="TX_Neon_Ult"),
    Agent("Sequoia", "TX_Killfeed_Iso", Role.DUELIST, 7),
    Agent("Terra", "TX_Killfeed_Waylay", Role.DUELIST, 8),
    # The game's own feed adds a digit to some names.
    Agent(
        "Hunter",
        "TX_Killfeed_Sova1",
        Role.INITIATOR,
        8,
        "TX_Hunter_ShockArrow",
        "TX_Hunter_BowBlast",
    ),
    Agent("Breach", "TX_Killfeed_Breach", Role.INITIATOR, 9, "TX_Breach_FusionBlast"),
    Agent("Guide", "TX_Killfeed_Skye", Role.INITIATOR, 8, "TX_Guide4"),
    Agent("Grenadier", "TX_Killfeed_KAYO", Role.INITIATOR, 8, "TX_Gren_Icon"),
    Agent("BountyHunter", "TX_Killfeed_Fade", Role.INITIATOR, 8),
    Agent("Aggrobot", "TX_Killfeed_Gekko", Role.INITIATOR, 8, "TX_Aggrobot_Bubbles"),
    Agent("Cashew", "TX_Killfeed_Tejo", Role.INITIATOR, 8),
    Agent(
        "Sarge",
        "TX_Killfeed_Brimstone",
        Role.CONTROLLER,
        8,
        "TX_Sarge_MolotovLauncher",
        "TX_Sarge_OrbitalStrike",
    ),
    Agent("Pandemic", "TX_Killfeed_Viper", Role.CONTROLLER, 9, "TX_Pandemic_AcidLauncher"),
    Agent("Wraith", "TX_Killfeed_Omen", Role.CONTROLLER, 7),
    Agent("Rift", "TX_Killfeed_Astra", Role.CONTROLLER, 7),
    Agent("Mage", "TX_Killfeed_Harbor", Role.CONTROLLER, 7),
    Agent("Smonk", "TX_Killfeed_Clove", Role.CONTROLLER, 8),
    Agent("Thorne", "TX_Killfeed_Sage1", Role.SENTINEL, 8),
    Agent("Gumshoe", "TX_Killfeed_Cypher", Role.SENTINEL, 6, "TX_Gumshoe_Tripwire"),
    Agent("Killjoy", "TX_Killfeed_Killjoy1", Role.SENTINEL, 9, "TX_KJ_Bees"),
    Agent(
        "Deadeye",
        "TX_Killfeed_Chamber",
        Role.SENTINEL,
        8,
        "TX_Hud_Deadeye_Q_Pistol",
        "TX_Hud_Deadeye_X_GiantSlayer",
    ),
    Agent("Cable", "TX_Killfeed_Deadlock", Role.SENTINEL, 7, ultimate="TX_Cable_FishingHook"),
    Agent("Nox", "TX_Killfeed_Vyse", Role.SENTINEL, 8),
    Agent("Pine", "TX_Killfeed_Veto", Role.SENTINEL, 7),
)
