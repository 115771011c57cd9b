import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from matches.simulator import link, player
from matches.simulator.link import EndedError, RefusedError, UnreachableError
from matches.simulator.logon import logon
from matches.simulator.pace import DEMO, SWIFT
from matches.simulator.player import (
    OVER,
    Metronome,
    OnProgress,
    Progress,
    loop_forever,
    play,
)
from matches.simulator.script import simulate
from matches.simulator.speed import AS_FAST_AS_IT_GOES
from matches.simulator.timeline import Step
from spectra_site.tls import self_signed_pair
from tests.matches.simulator.ingest import SECRET, Ingest
from tests.support.socket_server import socket_server


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "FIRST_WAITS_S", (0.01,))
    monkeypatch.setattr(player, "RETRY_S", 0.01)


def script(seed: int = 1) -> list[Step]:
    return list(simulate(seed, group_code="DEMO", pace=DEMO, mode=SWIFT))


async def play_fast(ingest: Ingest, steps: list[Step], **options: Any) -> Progress:
    packet = logon("DEMO", "a-key", 1)
    return await play(ingest.server.url, steps, packet, speed=AS_FAST_AS_IT_GOES, **options)


async def test_it_logs_on_and_sends_every_step_in_order(ingest: Ingest) -> None:
    steps = script()
    progress = await play_fast(ingest, steps)
    assert ingest.logons == [logon("DEMO", "a-key", 1)]
    assert ingest.packets == [step.packet for step in steps]
    assert progress.events == len(steps)


async def test_it_tells_each_phase_with_round_and_score_left_and_right(ingest: Ingest) -> None:
    told: list[Progress] = []
    await play_fast(ingest, script(), on_progress=told.append)
    phases = [progress.phase for progress in told]
    assert phases[:4] == ["game_start", "shopping", "combat", "end"]
    assert phases[-2:] == ["game_end", "over"]
    assert [p.round_number for p in told if p.phase == "combat"] == list(
        range(1, told[-1].round_number + 1)
    )
    assert sorted((told[-1].left, told[-1].right))[1] == SWIFT.rounds_to_win


async def test_the_left_score_is_the_left_team_s_though_it_defends_first(ingest: Ingest) -> None:
    score = {"type": "score", "data": {"team_0": 2, "team_1": 5}}
    end = {"type": "round_info", "data": {"roundNumber": 7, "roundPhase": "game_end"}}
    steps = [Step(0, "obs_data", score), Step(0, "obs_data", end)]
    packet = logon("DEMO", "a-key", 1)
    for attacks_first, shown in ((True, (2, 5)), (False, (5, 2))):
        packet["leftTeam"]["attackStart"] = attacks_first
        last = await play(ingest.server.url, steps, packet, speed=AS_FAST_AS_IT_GOES)
        assert (last.left, last.right) == shown


@pytest.mark.parametrize(
    ("reason", "hint"),
    [
        ("Invalid Key", "SPECTRA_KEY"),
        ("Expired Key", "have a new observer key issued"),
        ("Game with Group Code DEMO exists and is still live.", "another --group-code"),
        ("Client version 0.3.20 is not compatible with server version 9.", "CLIENT_VERSIONS"),
    ],
)
async def test_a_refusal_is_told_with_what_to_do(ingest: Ingest, reason: str, hint: str) -> None:
    ingest.refusal = reason
    with pytest.raises(RefusedError) as refused:
        await play_fast(ingest, script())
    assert reason in str(refused.value)
    assert hint in str(refused.value)
    assert ingest.packets == []


async def test_a_server_that_is_not_there_is_told_with_its_address() -> None:
    with pytest.raises(UnreachableError, match=r"http://127\.0\.0\.1:9 .*--server"):
        await play("http://127.0.0.1:9", [], logon("DEMO", "a-key", 1))


def at_combat(*actions: Callable[[], object]) -> OnProgress:
    """Do something at the first, the second … combat."""
    todo = list(actions)

    def on_progress(progress: Progress) -> None:
        if progress.phase == "combat" and todo:
            todo.pop(0)()

    return on_progress


async def test_a_self_signed_certificate_is_accepted_when_asked_only(tmp_path: Path) -> None:
    key, cert = self_signed_pair(tmp_path)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(cert, key)
    with socket_server(tls) as server:
        ingest = Ingest(server)
        with pytest.raises(UnreachableError, match="--any-certificate"):
            await play_fast(ingest, script())
        assert (await play_fast(ingest, script(), verify_tls=False)).phase == OVER


async def test_a_lost_connection_is_taken_up_again_with_the_secret(ingest: Ingest) -> None:
    steps = script()
    cut = ingest.server.cut
    progress = await play_fast(ingest, steps, on_progress=at_combat(cut, cut))
    assert [packet.get("groupSecret") for packet in ingest.logons] == [None, SECRET, SECRET]
    assert ingest.packets[-1] == steps[-1].packet
    assert progress.phase == OVER


async def test_a_dismissal_in_mid_match_is_an_error_and_no_reason_to_come_back(
    ingest: Ingest,
) -> None:
    def dismiss() -> None:
        ingest.server.run(ingest.server.sio.disconnect(ingest.server.sids[-1]))

    with pytest.raises(EndedError, match="key revoked"):
        await play_fast(ingest, script(), on_progress=at_combat(dismiss))
    assert len(ingest.logons) == 1


async def test_a_match_that_the_server_lost_is_ended_there_and_told(ingest: Ingest) -> None:
    def restart() -> None:
        ingest.next_secret = "ANOTHER12345"
        ingest.server.cut()

    with pytest.raises(EndedError, match="lost the match"):
        await play_fast(ingest, script(), on_progress=at_combat(restart))
    assert ingest.packets[-1]["data"]["roundPhase"] == "game_end"


async def test_cancelled_it_ends_the_match_so_that_the_code_is_free(ingest: Ingest) -> None:
    packet = logon("DEMO", "a-key", 1)
    reached = asyncio.Event()
    watch = asyncio.create_task(
        play(ingest.server.url, script(), packet, speed=500, on_progress=lambda _: reached.set())
    )
    await reached.wait()
    watch.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watch
    assert ingest.packets[-1] == {
        "obsName": packet["obsName"],
        "groupCode": "DEMO",
        "type": "round_info",
        "data": {"roundNumber": 1, "roundPhase": "game_end"},
    }


def test_the_metronome_waits_as_long_as_the_speed_asks() -> None:
    now = 100.0
    metronome = Metronome(4, now=lambda: now)
    assert metronome.delay(8_000) == 2.0
    now = 101.5
    assert metronome.delay(8_000) == 0.5
    assert metronome.delay(1_000) == 0.0
    metronome.hold(3)
    assert metronome.delay(8_000) == 3.5
    assert Metronome(AS_FAST_AS_IT_GOES, now=lambda: now).delay(10**9) == 0.0


async def play_until_the_end_number(number: int, ingest: Ingest) -> None:
    ends = 0

    def count_ends(progress: Progress) -> None:
        nonlocal ends
        ends += progress.phase == OVER
        if ends == number:
            loop.cancel()

    loop = asyncio.create_task(_loop(ingest.server.url, on_progress=count_ends))
    with suppress(asyncio.CancelledError):
        await loop


async def test_the_loop_plays_another_match_each_time(ingest: Ingest) -> None:
    await play_until_the_end_number(3, ingest)
    assert ingest.logons == [logon("DEMO", "a-key", seed, pace=DEMO) for seed in (1, 2, 3)]


async def test_the_loop_waits_for_a_code_that_is_taken(ingest: Ingest) -> None:
    ingest.refusal = "Game with Group Code DEMO exists and is still live."
    ingest.refusals_left = 2
    await play_until_the_end_number(1, ingest)
    assert ingest.logons == [logon("DEMO", "a-key", 1, pace=DEMO)] * 3


async def test_the_loop_gives_up_on_a_bad_key(ingest: Ingest) -> None:
    ingest.refusal = "Invalid Key"
    with pytest.raises(RefusedError):
        await _loop(ingest.server.url)
    assert len(ingest.logons) == 1


async def _loop(url: str, **options: Any) -> None:
    await loop_forever(
        url, "a-key", "DEMO", mode=SWIFT, speed=AS_FAST_AS_IT_GOES, pause_s=0, **options
    )
