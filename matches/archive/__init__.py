"""The archive, derived purely from a match's log: same log, same facts.

Standard library, msgspec and the engine alone. What the feed does not tell (damage, the plant's
site and planter, positions, body and leg shots, casts) is nowhere here; what it left out this
time is None.
"""

from .derive import Row, derive
from .facts import (
    Assist,
    Clutch,
    Economy,
    KillFacts,
    MatchFacts,
    PlayerFacts,
    RoundFacts,
    RoundPlayerFacts,
    TeamFacts,
)

__all__ = [
    "Assist",
    "Clutch",
    "Economy",
    "KillFacts",
    "MatchFacts",
    "PlayerFacts",
    "RoundFacts",
    "RoundPlayerFacts",
    "Row",
    "TeamFacts",
    "derive",
]
