"""Play a finished match again to a server, as an observer's client would."""

import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matches.management.playing import add_arguments, line_of
from matches.models import Match
from matches.replay.script import ReplayError, Script, logon_of, script_of
from matches.simulator.link import PlayError
from matches.simulator.player import Progress, play
from spectra_site import env


class Command(BaseCommand):
    help = "Play a finished match again, from its log, to a server over a real socket."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("match", type=int, help="the number in the address of its page")
        parser.add_argument("--group-code", required=True, help="the code to play it under")
        parser.add_argument(
            "--from-round", type=int, help="everything before it is sent at once (default: none)"
        )
        add_arguments(parser)

    def handle(self, **options: Any) -> None:
        match = Match.objects.filter(pk=options["match"]).first()
        if match is None:
            raise CommandError(f"There is no match {options['match']}: see /matches/.")
        group_code = options["group_code"].upper()
        key = options["key"] if options["key"] is not None else env.secret("SPECTRA_KEY")
        try:
            script = script_of(match, group_code, options["from_round"])
            for note in script.notes:
                self.stderr.write(note, self.style.WARNING)
            asyncio.run(self._play(script, logon_of(match, group_code, key), options))
        except (ReplayError, PlayError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    async def _play(self, script: Script, logon: dict[str, Any], options: dict[str, Any]) -> None:
        await play(
            options["server"],
            script.steps,
            logon,
            speed=options["speed"],
            on_progress=self._report,
            verify_tls=not options["any_certificate"],
        )

    def _report(self, progress: Progress) -> None:
        if line := line_of(progress):
            self.stdout.write(line)
