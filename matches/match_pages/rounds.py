"""The round timeline: one column a round."""

from collections.abc import Iterable
from dataclasses import dataclass

from matches.match_pages.sides import Side
from matches.models import Round

REASONS = {
    "kills": "elimination",
    "detonated": "spike detonated",
    "defused": "spike defused",
    "timeout": "time ran out",
}


@dataclass(frozen=True, slots=True)
class Half:
    """One team's half of a column; ``role`` is "attack" or "defence"."""

    side: Side
    role: str
    has_won: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One round.

    ``seq`` is the event to jump to, ``score`` what stood after the round; None: not known.
    ``switched`` marks the first round on the other sides.
    """

    number: int
    reason: str | None
    halves: tuple[Half, Half]
    score: tuple[int, int] | None
    seq: int | None
    switched: bool

    @property
    def winner(self) -> Side | None:
        return next((half.side for half in self.halves if half.has_won), None)

    @property
    def how(self) -> str:
        """How it was won, in words; "" where nobody knows."""
        return REASONS.get(self.reason or "", "")

    @property
    def score_line(self) -> str:
        return f"{self.score[0]}:{self.score[1]}" if self.score else "–"  # noqa: RUF001

    @property
    def told(self) -> str:
        """The column as a sentence."""
        left = self.halves[0]
        parts = [f"{self.winner.label} won, {self.how}" if self.winner else "winner not known"]
        if self.score:
            parts.append(self.score_line)
        parts.append(f"{left.side.label} on {left.role}")
        return f"Round {self.number}: {'; '.join(parts)}"


def columns(
    rounds: Iterable[Round], sides: tuple[Side, Side], marks: dict[int, int]
) -> list[Column]:
    """All rounds in order. The score is counted from who won, up to the first unknown winner."""
    found: list[Column] = []
    score: tuple[int, int] | None = (0, 0)
    attackers = None
    for one in rounds:
        halves = _halves(one, sides)
        left, right = halves
        if one.winner is None or score is None:
            score = None
        else:
            score = (score[0] + left.has_won, score[1] + right.has_won)
        switched = attackers is not None and one.attackers != attackers
        attackers = one.attackers
        found.append(Column(one.number, one.reason, halves, score, marks.get(one.number), switched))
    return found


def _halves(one: Round, sides: tuple[Side, Side]) -> tuple[Half, Half]:
    left, right = (
        Half(
            side,
            "attack" if one.attackers == side.number else "defence",
            one.winner == side.number,
        )
        for side in sides
    )
    return left, right
