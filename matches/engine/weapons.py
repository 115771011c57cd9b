"""Weapons and abilities: the game's names for them, their display names and prices."""

_SPELLINGS = {
    "Classic": ("TX_Hud_Pistol_Classic", "TX_Hud_Pistol_Glock_S"),
    "Shorty": ("TX_Hud_Pistol_Slim", "TX_Hud_Pistol_SawedOff_S"),
    "Frenzy": ("TX_Hud_Pistol_AutoPistol", "TX_Hud_AutoPistol"),
    "Ghost": ("TX_Hud_Pistol_Luger", "TX_Hud_Pistol_Luger_S"),
    "Sheriff": ("TX_Hud_Pistol_Sheriff", "TX_Hud_Pistol_Revolver_S"),
    "Bandit": ("TX_Hud_Pistol_Compact", "TX_Hud_Pistol_Compact_S"),
    "Bucky": ("TX_Hud_Shotguns_Pump", "TX_Hud_Pump"),
    "Judge": ("TX_Hud_Shotguns_Persuader", "TX_Hud_Shotguns_Spas12_S"),
    "Stinger": ("TX_Hud_SMGs_Vector", "TX_Hud_Vector"),
    "Spectre": ("TX_Hud_SMGs_Ninja", "TX_Hud_SMG_MP5_S"),
    "Bulldog": ("TX_Hud_Rifles_Burst", "TX_Hud_Burst"),
    "Guardian": ("TX_Hud_Rifles_DMR", "tx_hud_dmr"),
    "Phantom": ("TX_Hud_Rifles_Ghost", "TX_Hud_Assault_AR10A2_S"),
    "Vandal": ("TX_Hud_Rifles_Volcano", "TX_Hud_Volcano"),
    "Marshal": ("TX_Hud_Sniper_Bolt", "TX_Hud_Sniper_BoltAction_S"),
    "Operator": ("TX_Hud_Sniper_Operater", "TX_Hud_Operator"),
    "Outlaw": ("TX_Hud_Sniper_DoubleSniper", "TX_Hud_DoubleSniper"),
    "Ares": ("TX_Hud_LMG",),
    "Odin": ("TX_Hud_HMG",),
    "Knife": ("knife", "TX_Hud_Knife_Standard_S"),
    "Unknown": ("unknown",),
}
WEAPONS = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings}

ABILITIES = {
    "TX_Breach_FusionBlast": "Aftershock",
    "TX_Sarge_MolotovLauncher": "Incendiary",
    "TX_Sarge_OrbitalStrike": "Orbital Strike (ULT)",
    "TX_Pheonix_FireWall": "Blaze",
    "TX_Pheonix_Molotov": "Hot Hands",
    "TX_Hunter_ShockArrow": "Shock Bolt",
    "TX_Hunter_BowBlast": "Hunters Fury",
    "TX_Hud_Deadeye_Q_Pistol": "Headhunter",
    "TX_Hud_Deadeye_X_GiantSlayer": "Tour de Force (ULT)",
    "TX_Cable_FishingHook": "Annihilation (ULT)",
    "TX_Hud_Wushu_X_Dagger": "Blade Storm (ULT)",
    "TX_Neon_Ult": "Overdrive (ULT)",
    "TX_Thorne_Heal": "Resurrection (ULT)",
    "TX_Gumshoe_Tripwire": "Trapwire",
    "TX_Gren_Icon": "Frag/ment",
    "TX_Aggrobot_Bubbles": "Mosh Pit",
    "TX_KJ_Bees": "Nanoswarm",
    "tx_KJ_turret": "Turret",
    "TX_Clay_Boomba": "Boom bot",
    "TX_Clay_ClusterBomb": "Paint Shells",
    "TX_Clay_RocketLauncher": "Show stopper (ULT)",
    "TX_Guide4": "Trail blazer",
    "TX_Pandemic_AcidLauncher": "Snake bite",
}

COSTS = {
    "Knife": 0,
    "Classic": 0,
    "Shorty": 300,
    "Frenzy": 450,
    "Ghost": 500,
    "Sheriff": 800,
    "Bucky": 850,
    "Judge": 1850,
    "Stinger": 1100,
    "Spectre": 1600,
    "Bulldog": 2050,
    "Guardian": 2250,
    "Phantom": 2900,
    "Vandal": 2900,
    "Marshal": 950,
    "Operator": 4700,
    "Outlaw": 2400,
    "Ares": 1600,
    "Odin": 3200,
}


def weapon_name(internal: str) -> str | None:
    """The weapon's display name, None where the table lacks it."""
    return WEAPONS.get(internal)
