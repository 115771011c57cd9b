"""Play an invented match to a server, as an observer's client would."""

import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matches.management.playing import add_arguments, line_of
from matches.simulator.link import PlayError
from matches.simulator.logon import logon
from matches.simulator.pace import BOMB, DEMO, REAL, SWIFT
from matches.simulator.player import Progress, loop_forever, play
from matches.simulator.script import simulate
from spectra_site import env

PACES = {"real": REAL, "demo": DEMO}
MODES = {"bomb": BOMB, "swift": SWIFT}


class Command(BaseCommand):
    help = "Play an invented match to a server over a real socket. The same seed, the same match."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)
        parser.add_argument("--group-code", default="DEMO", help="default: %(default)s")
        parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
        parser.add_argument(
            "--pace", choices=PACES, default="real", help="demo: short phases, always something up"
        )
        parser.add_argument("--mode", choices=MODES, default="bomb", help="default: %(default)s")
        parser.add_argument("--loop", action="store_true", help="one match after another")

    def handle(self, **options: Any) -> None:
        key = options["key"] if options["key"] is not None else env.secret("SPECTRA_KEY")
        try:
            asyncio.run(self._run(key, options))
        except PlayError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    async def _run(self, key: str, options: dict[str, Any]) -> None:
        server, code, seed = options["server"], options["group_code"].upper(), options["seed"]
        pace, mode = PACES[options["pace"]], MODES[options["mode"]]
        common = {
            "speed": options["speed"],
            "on_progress": self._report,
            "verify_tls": not options["any_certificate"],
        }
        if options["loop"]:
            await loop_forever(server, key, code, seed=seed, pace=pace, mode=mode, **common)
            return
        script = simulate(seed, group_code=code, pace=pace, mode=mode)
        await play(server, script, logon(code, key, seed, pace=pace), **common)

    def _report(self, progress: Progress) -> None:
        if line := line_of(progress):
            self.stdout.write(line)
