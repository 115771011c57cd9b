"""What was special about a round, as far as the kill feed tells it."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from matches.models import Kill, MatchPlayer, Round

ACE, CLUTCH, TEAM_ACE = "CeremonyAce", "CeremonyClutch", "CeremonyTeamAce"
FLAWLESS, NOTHING_SPECIAL = "CeremonyFlawless", "CeremonyDefault"

_TEAM = 5  # opponents


def ceremonies_of(
    rounds: Iterable[Round], kills: Iterable[Kill], players: Iterable[MatchPlayer]
) -> dict[int, str]:
    """The ceremony of each round by number; none for a round without a line of the kill feed.

    Where several fit, the rarest one.
    """
    by_round: dict[int, list[Kill]] = defaultdict(list)
    for kill in kills:
        by_round[kill.round_number or 0].append(kill)
    clutches = {clutch["round"] for player in players for clutch in player.clutches}
    return {
        one.number: _ceremony(one, by_round[one.number], one.number in clutches)
        for one in rounds
        if by_round[one.number]
    }


def _ceremony(one: Round, kills: list[Kill], is_clutch: bool) -> str:
    won = [kill for kill in kills if kill.killer_team == one.winner and not kill.team_kill]
    by_killer = Counter(kill.killer_riot_id for kill in won)
    if max(by_killer.values(), default=0) >= _TEAM:
        return ACE
    if is_clutch:
        return CLUTCH
    if len(by_killer) >= _TEAM:
        return TEAM_ACE
    if all(kill.victim_team is not None and kill.victim_team != one.winner for kill in kills):
        return FLAWLESS
    return NOTHING_SPECIAL
