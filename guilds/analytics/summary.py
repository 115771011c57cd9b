"""The analytics that the rooms get: the contract's three lists, cut as it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from .diversity import ChannelCount
from .ghosts import Ghost
from .lurkers import Lurker

TOP_GHOSTS = 10
TOP_LURKERS = 10
TOP_DIVERSITY = 20


@dataclass(frozen=True, slots=True)
class Summary:
    ghosts: Sequence[Ghost]
    lurkers: Sequence[Lurker]
    channel_diversity: Sequence[ChannelCount]


def summary_of(
    ghosts: Sequence[Ghost], lurkers: Sequence[Lurker], diversity: Sequence[ChannelCount]
) -> Summary:
    return Summary(ghosts[:TOP_GHOSTS], lurkers[:TOP_LURKERS], diversity[:TOP_DIVERSITY])
