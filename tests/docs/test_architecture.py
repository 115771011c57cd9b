"""docs/architecture.md draws the import rules as the linter has them."""

import re
import tomllib

from tests.docs.reading import document, section
from tests.support.needs import ROOT


def layers() -> list[set[str]]:
    """The layers of both contracts, from the top, by the modules' own names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = project["tool"]["importlinter"]["contracts"]
    lines = [line for contract in contracts for line in contract.get("layers", [])]
    return [{name.split(".")[-1] for name in line.split(" | ")} for line in lines]


def drawn() -> list[set[str]]:
    """The lines of the section's code blocks; what is indented goes on with the line above."""
    blocks = section(document("docs/architecture.md"), "## Import rules").split("```")[1::2]
    lines = re.sub(r",\n +", ", ", "".join(blocks)).strip().splitlines()
    names = (re.split(r" {3,}", line)[0].split(": ")[-1] for line in lines if line)
    return [{name.split(".")[-1] for name in line.split(", ")} for line in names]


def test_the_layers_are_drawn_as_the_linter_has_them() -> None:
    assert drawn() == layers()
