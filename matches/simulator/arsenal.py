"""Weapons and armour: their spellings in both feeds, prices in credits, and worth in a duel."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weapon:
    """``scoreboard`` and ``killfeed`` are how the two feeds spell it; ``power`` is relative."""

    scoreboard: str
    killfeed: str
    cost: int
    power: float
    headshots: float = 0.45  # share of its kills


@dataclass(frozen=True, slots=True)
class Armour:
    """``index`` is the scoreboard's ``initialArmor``."""

    index: int
    cost: int


KNIFE = Weapon("knife", "TX_Hud_Knife_Standard_S", 0, 0.2, 0)
CLASSIC = Weapon("TX_Hud_Pistol_Classic", "TX_Hud_Pistol_Glock_S", 0, 1.0)
SHORTY = Weapon("TX_Hud_Pistol_Slim", "TX_Hud_Pistol_SawedOff_S", 300, 1.1, 0.1)
FRENZY = Weapon("TX_Hud_Pistol_AutoPistol", "TX_Hud_AutoPistol", 450, 1.2)
GHOST = Weapon("TX_Hud_Pistol_Luger", "TX_Hud_Pistol_Luger_S", 500, 1.3, 0.55)
SHERIFF = Weapon("TX_Hud_Pistol_Sheriff", "TX_Hud_Pistol_Revolver_S", 800, 1.5, 0.75)
BUCKY = Weapon("TX_Hud_Shotguns_Pump", "TX_Hud_Pump", 850, 1.4, 0.1)
MARSHAL = Weapon("TX_Hud_Sniper_Bolt", "TX_Hud_Sniper_BoltAction_S", 950, 1.7, 0.4)
STINGER = Weapon("TX_Hud_SMGs_Vector", "TX_Hud_Vector", 1100, 1.7, 0.3)
SPECTRE = Weapon("TX_Hud_SMGs_Ninja", "TX_Hud_SMG_MP5_S", 1600, 2.0, 0.35)
ARES = Weapon("TX_Hud_LMG", "TX_Hud_LMG", 1600, 1.9, 0.2)
JUDGE = Weapon("TX_Hud_Shotguns_Persuader", "TX_Hud_Shotguns_Spas12_S", 1850, 1.9, 0.1)
BULLDOG = Weapon("TX_Hud_Rifles_Burst", "TX_Hud_Burst", 2050, 2.3, 0.45)
GUARDIAN = Weapon("TX_Hud_Rifles_DMR", "tx_hud_dmr", 2250, 2.4, 0.65)
OUTLAW = Weapon("TX_Hud_Sniper_DoubleSniper", "TX_Hud_DoubleSniper", 2400, 2.5, 0.3)
PHANTOM = Weapon("TX_Hud_Rifles_Ghost", "TX_Hud_Assault_AR10A2_S", 2900, 3.0, 0.5)
VANDAL = Weapon("TX_Hud_Rifles_Volcano", "TX_Hud_Volcano", 2900, 3.0, 0.65)
ODIN = Weapon("TX_Hud_HMG", "TX_Hud_HMG", 3200, 2.7, 0.2)
OPERATOR = Weapon("TX_Hud_Sniper_Operater", "TX_Hud_Operator", 4700, 3.6, 0.2)

WEAPONS = (
    *(KNIFE, CLASSIC, SHORTY, FRENZY, GHOST, SHERIFF, BUCKY, MARSHAL, STINGER, SPECTRE),
    *(ARES, JUDGE, BULLDOG, GUARDIAN, OUTLAW, PHANTOM, VANDAL, ODIN, OPERATOR),
)

NO_ARMOUR = Armour(0, 0)
LIGHT = Armour(1, 400)
HEAVY = Armour(2, 1000)
REGEN = Armour(4, 650)
