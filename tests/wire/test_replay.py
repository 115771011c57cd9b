"""A match played again through the real server: the same log, and so the same match."""

from typing import Any

import msgspec
import pytest

from tests.support.folded import Logged, log_of, pk_of, states_of
from tests.support.served import Served, manage

# What only the clock decides, or who holds the key, or whether the archive had begun before so
# fast a match was over.
BY_THE_CLOCK = ("agentSelectStartTime", "roundTimeoutTime", "spikeDetonationTime", "wasTimeout")
OWN = ("groupCode", "organizationId", "isRegistered")
SEED = ("--seed", "11", "--pace", "demo", "--mode", "swift", "--speed", "max")


@pytest.fixture(scope="module")
def played(house: Served, harbour_key: str) -> int:
    """A finished match of alice's organisation."""
    server = ("--server", house.url("ingest"))
    manage(house.folder, "simulate_match", *SEED, *server, SPECTRA_KEY=harbour_key)
    return pk_of(house.folder, "DEMO")


def replay(house: Served, key: str, pk: int, code: str, *options: str) -> str:
    server = ("--server", house.url("ingest"), "--speed", "max")
    command = ("replay_match", str(pk), "--group-code", code, *server, *options)
    return manage(house.folder, *command, SPECTRA_KEY=key)


def packets(log: list[Logged]) -> list[Any]:
    """What the observer sent, but for the code."""
    sent = [msgspec.json.decode(row.data) for row in log if row.source == "observer"]
    return [{name: value for name, value in one.items() if name != "groupCode"} for one in sent]


def timeless(state: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in state.items() if name not in BY_THE_CLOCK + OWN}
    return kept | {"toastInfo": None, "timeoutState": None, "timeoutGracePeriodPassed": None}


@pytest.mark.parametrize("options", [(), ("--from-round", "3")])
def test_a_replay_has_the_log_and_the_final_state_of_the_match(
    house: Served, harbour_key: str, played: int, options: tuple[str, ...]
) -> None:
    code = f"AGAIN{len(options)}"
    lines = replay(house, harbour_key, played, code, *options).splitlines()
    again = pk_of(house.folder, code)
    assert again != played
    assert packets(log_of(house.folder, again)) == packets(log_of(house.folder, played))
    last, first = states_of(house.folder, again)[-1], states_of(house.folder, played)[-1]
    assert last["groupCode"] == code
    assert timeless(last) == timeless(first)
    assert "over" in lines[-1]
    assert f"{last['teams'][0]['roundsWon']}:{last['teams'][1]['roundsWon']}" in lines[-1]
