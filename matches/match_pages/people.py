"""Who is meant by a Riot ID in the kill feed and in the figures."""

from collections.abc import Iterable

from matches.models import MatchPlayer

Names = dict[str, str]
"""Names by Riot ID."""


def names_of(players: Iterable[MatchPlayer]) -> Names:
    return {player.riot_id: player.name for player in players}
