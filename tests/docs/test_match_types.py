"""static/overlay/match-state.d.ts declares exactly what a state holds."""

import json
import subprocess
from pathlib import Path
from typing import Any

from matches.engine.view import Feed, public_view
from tests.docs.test_match_data import states
from tests.support import needs

EVERY = 40  # a state says much the same as those around it
TSC = needs.ROOT / "node_modules" / "typescript" / "bin" / "tsc"
TYPES = needs.ROOT / "static" / "overlay" / "match-state.d.ts"


def complaints(folder: Path, views: list[dict[str, Any]]) -> str:
    """What TypeScript says of the states as literals, whose every member must be declared."""
    lines = [f'import type {{ MatchState }} from "{TYPES}";']
    lines += [f"export const state{n}: MatchState = {json.dumps(v)};" for n, v in enumerate(views)]
    (folder / "states.ts").write_text("\n".join(lines))
    options = {"strict": True, "noEmit": True, "allowImportingTsExtensions": True, "types": []}
    config = {"compilerOptions": options, "files": ["states.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(config))
    command = [needs.node(), str(TSC), "-p", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout


def test_states_are_as_they_are_declared(tmp_path: Path) -> None:
    views = [public_view(state) for state in states()]
    live = public_view(next(states()), feed=Feed(1, 1_760_000_000_000))
    assert complaints(tmp_path, [live, *views[::EVERY], views[-1]]) == ""


def test_a_state_that_is_not_as_it_is_declared_would_be_noticed(tmp_path: Path) -> None:
    view = public_view(next(states()))
    undeclared = {**view, "spikeState": {**view["spikeState"], "held": False}}
    missing = {key: value for key, value in view.items() if key != "map"}
    assert "does not exist in type 'SpikeState'" in complaints(tmp_path, [undeclared])
    assert "Property 'map' is missing" in complaints(tmp_path, [missing])
