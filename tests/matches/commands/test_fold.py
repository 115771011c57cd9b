"""fold prints the state after every event of a file, whatever the events are."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.matches.trace.test_folding import LOGON
from tests.support import needs, traces
from tests.support.events import Packet, observer, roster, scoreboard

Output = pytest.CaptureFixture[str]

FILES = ("c02-aux.jsonl.gz", "c05-toasts.jsonl.gz", "c10-tools-non-supporter.jsonl.gz")


def folded(capsys: Output, file: Path, *flags: str) -> tuple[list[Packet], list[str]]:
    """The states, and what was explained."""
    call_command("fold", str(file), *flags)
    told = capsys.readouterr()
    return [json.loads(line) for line in told.out.splitlines()], told.err.splitlines()


@pytest.mark.parametrize("name", FILES)
def test_a_trace_gives_a_state_for_every_event(capsys: Output, name: str) -> None:
    file = needs.conformance() / name
    states, explained = folded(capsys, file)
    assert len(states) == len(traces.read(file).lines)
    assert {state["groupCode"] for state in states} == {states[0]["groupCode"]}
    assert explained == []


def test_odd_events_give_their_lines_too_and_are_explained(capsys: Output, tmp_path: Path) -> None:
    file = tmp_path / "odd.jsonl"
    sent = [roster(), scoreboard(money="800"), observer("laser"), observer("score", None)]
    lines = [json.dumps(LOGON), *(json.dumps({"event": one}) for one in sent), "{torn"]
    file.write_text("\n".join(lines))
    states, explained = folded(capsys, file, "--explain")
    assert [state["teams"][0]["playerCount"] for state in states] == [1] * 5
    assert states[1]["teams"][0]["players"][0]["money"] == 800
    assert explained == [
        'event 1: scoreboard: data.money is "800": read',
        "event 2: ignored: no event of the type laser is known",
        "event 3: refused: unplaceable: data: expected object",
        "event 4: not_json: the line holds no event",
    ]


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("fold", str(tmp_path / "nothing.jsonl"))
