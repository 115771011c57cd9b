"""The site that is measured: port 3001 with the bot beside it, at the benchmark's own Discord."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Self

from bench.systems.process import OWN_CORE, SERVER_CORE, on_core
from tests.support import databases
from tests.support.needs import ROOT
from tests.support.served import Served, environment, manage

JWT_SECRET = "only-for-the-benchmark-" * 2
Told = dict[str, list[list[Any]]]
"""By guild: [moment, name, user id] of each live event."""
PROGRAM = Path(__file__).with_name("at_discord.py")


class Discord:
    """The gateway's process."""

    def __init__(self, guilds: int, rate: float) -> None:
        command = [sys.executable, "-m", "bench.guilds.gateway"]
        command += ["--guilds", str(guilds), "--rate", str(rate)]
        with on_core(OWN_CORE):
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        place = self._told()
        self.address = f"{place['api']} {place['gateway']}"
        self.token: str = place["token"]
        self.guilds: list[str] = place["guilds"]

    @property
    def pid(self) -> int:
        return self._process.pid

    def go(self) -> None:
        self._order("go")

    def stop(self) -> Told:
        """End, and say what was told."""
        self._order("stop")
        told: Told = self._told()
        return told

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _order(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _told(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


class Site(Served):
    """One process, with the bot in it."""

    program = PROGRAM

    def __init__(self, folder: Path, discord: Discord) -> None:
        super().__init__(
            folder,
            ("guilds",),
            BENCH_DISCORD=discord.address,
            DISCORD_BOT_TOKEN=discord.token,
            JWT_SECRET=JWT_SECRET,
        )
        databases.create(folder)
        manage(folder, "migrate", "-v", "0")

    def admit(self, viewers: list[tuple[str, int]]) -> None:
        """Let each of these Discord ids see one guild."""
        env = environment(self.folder, {"DJANGO_SETTINGS_MODULE": "spectra_site.settings"})
        command = [sys.executable, "-m", "bench.guilds.accounts"]
        command += [f"{guild}:{discord_id}" for guild, discord_id in viewers]
        subprocess.run(command, cwd=ROOT, env=env, check=True)

    def start(self, *flags: str) -> Self:
        with on_core(SERVER_CORE):
            return super().start(*flags)

    def knows(self, guilds: int) -> bool:
        """Whether the bot has stored so many guilds, and nothing waits."""
        try:
            with urllib.request.urlopen(f"{self.url('guilds')}/readyz") as answer:
                bot = json.load(answer)["roles"]["bot"]
        except urllib.error.HTTPError:  # it is not ready yet
            return False
        return bool(bot["guilds"] == guilds and not bot["waiting"])
