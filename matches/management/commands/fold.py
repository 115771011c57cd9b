"""Fold a recording or a trace, and print the public state after each of its events."""

import os
import sys
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError, CommandParser

from matches.engine.view import public_view
from matches.trace.folding import Folding
from matches.trace.reading import UnreadableTrace, read_trace


class Command(BaseCommand):
    help = "Fold a .replay, .jsonl or .jsonl.gz, and print the public state after each event."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--explain",
            action="store_true",
            help="say on standard error which events and members were refused or passed over",
        )

    def handle(self, **options: Any) -> None:
        try:
            self._fold(options["file"], explain=options["explain"])
            self.stdout.flush()
        except UnreadableTrace as error:
            raise CommandError(str(error)) from error
        except BrokenPipeError:
            # The reader has seen enough. Nothing may be flushed into the pipe at the exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _fold(self, file: Path, *, explain: bool) -> None:
        said: list[str] = []
        trace = read_trace(file)
        folding = Folding(trace.logon, said.append, is_recording=trace.is_recording)
        for number, line in enumerate(trace.lines):
            folding.take(line.event)
            self.stdout.write(msgspec.json.encode(public_view(folding.state)).decode())
            if explain:
                for sentence in said:
                    self.stderr.write(f"event {number}: {sentence}")
            said.clear()
