import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from matches.simulator.logon import logon
from tests.matches.simulator.ingest import Ingest
from tests.support.needs import ROOT


def simulate_match(ingest: Ingest, *arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    server = ("--server", ingest.server.url, "--speed", "max", "--mode", "swift")
    call_command("simulate_match", *server, *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_a_line_per_round_and_one_for_the_end(ingest: Ingest) -> None:
    lines = simulate_match(ingest, "--key", "a-key").splitlines()
    rounds = [int(line.split("round")[1].split()[0]) for line in lines]
    assert rounds == [*range(1, len(lines)), len(lines) - 1]
    assert all("combat" in line for line in lines[:-1])
    assert "0:0" in lines[0]
    assert "over" in lines[-1]
    assert "events/s" in lines[-1]


def test_the_code_is_in_capitals_as_the_field_s_client_sends_it(ingest: Ingest) -> None:
    simulate_match(ingest, "--key", "a-key", "--group-code", "lan-7", "--seed", "5")
    assert ingest.logons == [logon("LAN-7", "a-key", 5)]
    assert {packet["groupCode"] for packet in ingest.packets} == {"LAN-7"}


def test_the_key_comes_from_the_environment_and_is_never_shown(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECTRA_KEY", "a-key-of-the-environment")
    assert "a-key-of-the-environment" not in simulate_match(ingest)
    assert ingest.logons[0]["key"] == "a-key-of-the-environment"


def test_a_refusal_is_one_line_that_says_what_to_do(ingest: Ingest) -> None:
    ingest.refusal = "Invalid Key"
    with pytest.raises(CommandError, match="Invalid Key - give an observer key") as error:
        simulate_match(ingest, "--key", "a-secret-key")
    assert "a-secret-key" not in str(error.value)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--server", "localhost:5100"], "http://localhost:5100"),
        (["--speed", "0"], "above 0"),
        (["--speed", "-3"], "above 0"),
        (["--speed", "nan"], "above 0"),
        (["--speed", "fast"], "invalid"),
        (["--pace", "slow"], "invalid choice"),
    ],
)
def test_an_unusable_option_is_refused_with_a_hint(arguments: list[str], hint: str) -> None:
    with pytest.raises(CommandError, match=hint):
        call_command("simulate_match", "--key", "a-key", *arguments)


def test_ctrl_c_ends_the_match_and_leaves_quietly(ingest: Ingest) -> None:
    command = [sys.executable, "manage.py", "simulate_match", "--server", ingest.server.url]
    with subprocess.Popen(
        [*command, "--key", "a-key", "--loop", "--pace", "demo", "--speed", "20"],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert "round  1" in first
    assert rest.endswith("Stopped.\n")
    assert errors == ""
    assert process.returncode == 0
    assert ingest.packets[-1]["data"]["roundPhase"] == "game_end"
