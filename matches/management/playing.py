"""What the commands that play a match to a server have in common."""

import argparse

from django.core.management.base import CommandParser

from matches.simulator.player import OVER, Progress
from matches.simulator.speed import parse_speed


def add_arguments(parser: CommandParser) -> None:
    """Where to play to, with which key, and how fast."""
    parser.add_argument(
        "--server",
        "--url",
        type=_address,
        default="http://localhost:5100",
        help="ingest address (default: %(default)s)",
    )
    parser.add_argument("--key", help="observer key (default: from SPECTRA_KEY)")
    parser.add_argument(
        "--speed", type=_speed, default=1.0, help="1 is real time; a number, or max"
    )
    parser.add_argument(
        "--any-certificate", action="store_true", help="accept a self-signed certificate"
    )


def line_of(progress: Progress) -> str:
    """How far a match has come; "" for phases that are not worth a line."""
    if progress.phase not in ("combat", OVER):
        return ""
    minutes, seconds = divmod(round(progress.elapsed_s), 60)
    return (
        f"{minutes:3}:{seconds:02}  round {progress.round_number:2}  "
        f"{progress.left:2}:{progress.right:<2}  {progress.phase:<6}  "
        f"{progress.events_per_second:,.1f} events/s"
    )


def _address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError("give an address like http://localhost:5100")
    return text


def _speed(text: str) -> float:
    try:
        return parse_speed(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
