"""The command as somebody types it who wants to see something."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from guilds.models import EVENTS, Guild, Member
from tests.support.databases import connect
from tests.support.discord.server import until
from tests.support.needs import ROOT
from tests.support.served import copy_beside, environment


def simulate_guild(*args: str) -> str:
    out = StringIO()
    call_command("simulate_guild", *args, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_it_makes_the_days_it_is_asked_for_and_says_what_it_made() -> None:
    printed = simulate_guild("--seed", "5", "--members", "20", "--days", "2")
    guild = Guild.objects.get()
    events = sum(table.objects.filter(guild=guild).count() for table in EVENTS)
    assert f"{guild.name} ({guild.pk}): 20 members" in printed
    assert f"{events:,} events of 2 days" in printed
    assert events > 100


@pytest.mark.django_db
def test_with_no_days_the_past_stays_as_it_is() -> None:
    simulate_guild("--members", "5", "--days", "1")
    before = [table.objects.count() for table in EVENTS]
    simulate_guild("--members", "5", "--days", "0")
    assert [table.objects.count() for table in EVENTS] == before
    assert Member.objects.count() >= 5


@pytest.mark.parametrize("args", [("--members", "0"), ("--days", "-1"), ("--rate", "fast")])
def test_what_makes_no_sense_is_refused(args: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match="give a whole number"):
        simulate_guild(*args)


async def test_it_lives_on_until_it_is_told_to_stop(prepared_site: Path) -> None:
    site = copy_beside(prepared_site)
    command = ["simulate_guild", "--members", "20", "--days", "0", "--live", "--rate", "100"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        ROOT / "manage.py",
        *command,
        env=environment(site, {}),
        stdout=PIPE,
        stderr=STDOUT,
    )
    assert process.stdout
    printed = ""
    while "Ctrl-C" not in printed:
        printed += (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
    await until(lambda: presences(site))
    process.send_signal(signal.SIGTERM)
    rest, _ = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    stored, stopped = rest.decode().splitlines()[-2:]
    assert stopped == "Stopped."
    assert int(stored.split()[0]) > 0
    assert stored.endswith(" 0 waiting")


def presences(site: Path) -> int:
    with connect(site) as connection:
        (count,) = connection.execute("SELECT count(*) FROM guilds_presenceevent").fetchone()
        return int(count)
