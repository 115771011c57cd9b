"""What came of the cases, as a table."""

from collections import Counter
from dataclasses import dataclass, field

from .judge import REASONS, Verdict

_EXAMPLES = 3


@dataclass
class Line:
    """One disturbance; `excluded` counts cases in which something was not to be known."""

    name: str
    cases: int = 0
    wrong: int = 0
    keys: Counter[str] = field(default_factory=Counter)
    excluded: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def count(self, verdict: Verdict, where: str) -> None:
        self.cases += 1
        self.excluded.update({reason for reason, _ in verdict.excluded})
        if verdict.wrong:
            self.wrong += 1
            self.keys.update(verdict.wrong)
            self.examples.append(f"{where}: {', '.join(verdict.wrong)}")


def add(line: Line, part: Line) -> None:
    line.cases += part.cases
    line.wrong += part.wrong
    line.keys.update(part.keys)
    line.excluded.update(part.excluded)
    line.examples += part.examples


def shown(lines: list[Line]) -> str:
    rows = [f"{'disturbance':<24}{'cases':>9}{'wrong':>7}  keys wrong"]
    for line in lines:
        keys = ", ".join(f"{key} {count}" for key, count in line.keys.most_common()) or "-"
        rows.append(f"{line.name:<24}{line.cases:>9,}{line.wrong:>7,}  {keys}")
        rows += [f"  e.g. {example}" for example in sorted(line.examples)[:_EXAMPLES]]
    rows += ["", f"{'not to be known by anybody':<36}{'cases':>9}"]
    for reason in REASONS:
        rows.append(f"{reason:<36}{sum(line.excluded[reason] for line in lines):>9,}")
    return "\n".join(rows)
