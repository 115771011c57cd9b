"""The two teams of a match in the order of its page: who stood left at the end comes first."""

from dataclasses import dataclass

import msgspec

from matches.engine.setup import MatchSetup, TeamSetup
from matches.models import Match


@dataclass(frozen=True, slots=True)
class Side:
    """A team; ``number`` is the game's (0 attacks first), ``place`` is "left" or "right".

    ``score`` is None while the archive has not told it yet.
    """

    number: int
    place: str
    name: str
    tricode: str
    score: int | None
    has_won: bool

    @property
    def label(self) -> str:
        """What to call the team; teams may have been logged on without a name."""
        return self.name or self.tricode or f"{self.place.capitalize()} team"

    @property
    def short(self) -> str:
        return self.tricode or self.label


def sides_of(match: Match) -> tuple[Side, Side]:
    """Left, right: from the archive, or from the logon while that is still empty."""
    if not match.archived_seq:
        return _from_setup(msgspec.json.decode(bytes(match.setup), type=MatchSetup))
    left = match.left_team
    return _archived(match, left, "left"), _archived(match, 1 - left, "right")


def _archived(match: Match, number: int, place: str) -> Side:
    return Side(
        number=number,
        place=place,
        name=getattr(match, f"team_{number}_name"),
        tricode=getattr(match, f"team_{number}_tricode"),
        score=getattr(match, f"team_{number}_score"),
        has_won=match.winner == number,
    )


def _from_setup(setup: MatchSetup) -> tuple[Side, Side]:
    left = 0 if setup.left_team.attack_start else 1
    return _unplayed(setup.left_team, left, "left"), _unplayed(setup.right_team, 1 - left, "right")


def _unplayed(team: TeamSetup, number: int, place: str) -> Side:
    return Side(number, place, team.name, team.tricode, score=None, has_won=False)
