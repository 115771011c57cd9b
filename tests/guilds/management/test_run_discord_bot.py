"""The command as an operator starts and stops it, in a process of its own."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.guilds.bot.harbour import NOW, Harbour
from tests.support.databases import connect
from tests.support.discord.server import TOKEN, FakeDiscord, until
from tests.support.needs import ROOT
from tests.support.served import copy_beside, environment, free_ports

PATIENCE_S = 30


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    fake = FakeDiscord(Harbour())
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
def site(prepared_site: Path) -> Path:
    return copy_beside(prepared_site)


async def run_bot(discord: FakeDiscord, site: Path, **env: str) -> Process:
    (port,) = free_ports(1)
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.support.discord.manage",
        discord.api_url,
        discord.gateway_url,
        "run_discord_bot",
        cwd=ROOT,
        env=environment(site, {"BOT_PORT": str(port), **env}),
        stdout=PIPE,
        stderr=STDOUT,
    )


async def end_of(bot: Process) -> tuple[int | None, str]:
    """The exit code and all that was printed."""
    output, _ = await asyncio.wait_for(bot.communicate(), PATIENCE_S)
    return bot.returncode, output.decode()


async def test_it_ends_cleanly_when_told_to_and_what_it_heard_is_stored(
    discord: FakeDiscord, site: Path
) -> None:
    harbour = discord.communities[0]
    assert isinstance(harbour, Harbour)
    token_file = site / "token"
    token_file.write_text(f"{TOKEN}\n")
    bot = await run_bot(discord, site, DISCORD_BOT_TOKEN_FILE=str(token_file))
    await until(lambda: discord.sessions)
    await discord.tell(harbour.writes(harbour.alice, harbour.general, NOW))
    await until(lambda: stored(site))
    bot.send_signal(signal.SIGTERM)
    code, output = await end_of(bot)
    assert code == 0
    warning, stopped = output.splitlines()
    assert warning.startswith("REDIS_URL is not set: what happens is stored, and no dashboard")
    assert stopped == "Stopped."


def stored(site: Path) -> int:
    with connect(site) as connection:
        (count,) = connection.execute("SELECT count(*) FROM guilds_messageevent").fetchone()
        return int(count)


async def test_without_a_token_it_says_which_setting_is_missing(
    discord: FakeDiscord, site: Path
) -> None:
    code, output = await end_of(await run_bot(discord, site))
    assert code == 1
    assert "DISCORD_BOT_TOKEN is not set" in output
    assert "Traceback" not in output


async def test_a_token_that_discord_refuses_is_said_and_not_shown(
    discord: FakeDiscord, site: Path
) -> None:
    code, output = await end_of(await run_bot(discord, site, DISCORD_BOT_TOKEN="wrong-token"))
    assert code == 1
    assert "Discord does not know the bot's token" in output
    assert "wrong-token" not in output
    assert "Traceback" not in output


async def test_a_wrong_setting_is_named(discord: FakeDiscord, site: Path) -> None:
    code, output = await end_of(await run_bot(discord, site, BOT_PORT="many"))
    assert code == 1
    assert "BOT_PORT can't be read" in output
