"""Every recorded trace gives our states the older server's keys, but for what is listed."""

from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any

import pytest

from matches.engine.view import public_view, team_info
from tests.support import needs, traces

from .allowances import ALLOWANCES, MISSING, Difference
from .dirty_feed import DIRTY_FEED

ALLOWED = [*ALLOWANCES, *DIRTY_FEED]

# Compared whole, since what is allowed for them concerns all of their members at once.
WHOLE = (
    "killsByWeaponsAndAbilities",
    "killsOnEnemyPlayer",
    "killsOnTeammatePlayer",
    "killedPlayerNames",
    "toastInfo",
    "roundCeremony",
    "roundCeremonie",
)


def _names() -> list[str]:
    folder = needs.ROOT.parent / "shared" / "conformance"
    return sorted(path.name for path in folder.glob("*.jsonl.gz")) or ["none"]


@pytest.fixture(scope="module", params=_names())
def trace(request: pytest.FixtureRequest) -> traces.Trace:
    return traces.read(needs.conformance() / request.param)


def differing(theirs: Any, ours: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Each key whose values differ, by the dotted path that leads to it."""
    if theirs == ours:
        return
    key = path.rsplit(".", 1)[-1]
    if key in WHOLE or type(theirs) is not type(ours) or not isinstance(ours, dict | list):
        yield path, theirs, ours
        return
    their_items, our_items = _items(theirs), _items(ours)
    for name in {**their_items, **our_items}:
        pair = (their_items.get(name, MISSING), our_items.get(name, MISSING))
        yield from differing(*pair, f"{path}.{name}" if path else name)


def _items(value: dict[str, Any] | list[Any]) -> dict[str, Any]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return {str(name): item for name, item in pairs}


@pytest.fixture(scope="module")
def differences(trace: traces.Trace) -> list[Difference]:
    """Where our states differ from the trace's, after every event that counts for us."""
    found: list[Difference] = []
    before: dict[str, Any] = {}
    for line, state, taken in traces.play(trace):
        view = public_view(state)
        if taken or not (line.error or line.ignored):
            found += (
                Difference(trace.name, line.number, line.removed, *key, view, before)
                for key in differing(line.state, view)
            )
        before = view
    return found


def test_every_state_is_equal_but_for_the_allowances(differences: list[Difference]) -> None:
    wrong = [each for each in differences if not any(one.covers(each) for one in ALLOWED)]
    shown = (f"{d.number} {d.path}: theirs {d.theirs!r}, ours {d.ours!r}" for d in wrong[:40])
    assert not wrong, "\n".join(shown)


def test_every_allowance_for_a_trace_is_needed(
    trace: traces.Trace, differences: list[Difference]
) -> None:
    own = [each for each in ALLOWED if each.trace != "*" and fnmatch(trace.name, each.trace)]
    idle = [each for each in own if not any(each.covers(found) for found in differences)]
    assert not idle, [(each.label, each.path) for each in idle]


def test_a_refused_event_changes_nothing(trace: traces.Trace) -> None:
    before = None
    for line, state, taken in traces.play(trace):
        assert taken or state is before, line.number
        before = state


def test_the_older_servers_failures_are_refused_or_put_right(trace: traces.Trace) -> None:
    refused = {line.number for line, _, taken in traces.play(trace) if line.error and not taken}
    failed = {line.number for line in trace.lines if line.error}
    # Its toast of null broke it; ours was refused, and so what follows it works.
    worked = {27, 28} if trace.name == "c05-toasts" else set()
    assert failed - refused == worked


def test_passing_time_and_leaving_clients_change_what_they_should(trace: traces.Trace) -> None:
    previous = None
    for line, state, _ in traces.play(trace):
        if line.event["type"] == "__aux_disconnect":
            known = trace.name == "c02-aux" and line.number == 58
            assert (state is not previous) == (line.dirty or known), line.number
        elif line.event["type"] == "__advance" and not trace.name.startswith("c05"):
            assert (state is not previous) == line.dirty, line.number
        previous = state


def test_the_team_info_is_equal_but_for_the_swapped_match(trace: traces.Trace) -> None:
    for line, state, _ in traces.play(trace):
        if line.team_info is None:
            continue
        assert state.is_over
        expected = dict(line.team_info)
        if trace.name.startswith("c06"):
            # Theirs stay in the places of the logon.
            expected["leftTeam"], expected["rightTeam"] = (
                expected["rightTeam"],
                expected["leftTeam"],
            )
            assert expected["higherScore"] == 1
        if trace.name.startswith("c10"):
            # Nobody leads: with equal scores nobody has won.
            assert {team.rounds_won for team in state.teams} == {0}
            expected["higherScore"] = None
            # Theirs has its own logo at the end.
            info = expected["sponsorInfo"]
            expected["sponsorInfo"] = {**info, "sponsors": info["sponsors"][:-1]}
        assert team_info(state) == expected
