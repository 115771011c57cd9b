"""What is kept of matches: their logs and clients, and the archive that is derived from a log."""

from .archive import Kill, MatchPlayer, Round, RoundPlayer
from .live import ClientSession, Match, MatchEvent
from .playercams import PlayercamSession
from .snapshots import MatchSnapshot

__all__ = [
    "ClientSession",
    "Kill",
    "Match",
    "MatchEvent",
    "MatchPlayer",
    "MatchSnapshot",
    "PlayercamSession",
    "Round",
    "RoundPlayer",
]
