"""What the kill feed tells of a round: an ace, a clutch, a flawless round."""

import pytest

from matches.api.archive.ceremonies import ceremonies_of
from matches.models import Kill, MatchPlayer, Round


def kill(killer: str, victim_team: int | None = 1, killer_team: int = 0) -> Kill:
    return Kill(
        round_number=4,
        killer_riot_id=killer,
        killer_team=killer_team,
        victim_team=victim_team,
        team_kill=victim_team == killer_team,
    )


LOST_ONE = kill("eve", victim_team=0, killer_team=1)


@pytest.mark.parametrize(
    ("kills", "ceremony"),
    [
        ([kill("alice")] * 5 + [LOST_ONE], "CeremonyAce"),
        ([kill(name) for name in "abcde"] + [LOST_ONE], "CeremonyTeamAce"),
        ([kill("alice")] * 4, "CeremonyFlawless"),
        ([kill("alice")] * 4 + [LOST_ONE], "CeremonyDefault"),
        ([kill("alice")] * 4 + [kill("alice", victim_team=0)], "CeremonyDefault"),
        ([kill("alice"), kill("alice", victim_team=None)], "CeremonyDefault"),
        ([kill("eve", victim_team=0, killer_team=1)] * 5, "CeremonyDefault"),
    ],
)
def test_a_round_s_ceremony_is_the_rarest_that_fits_the_kill_feed(
    kills: list[Kill], ceremony: str
) -> None:
    assert ceremonies_of([Round(number=4, winner=0)], kills, []) == {4: ceremony}


def test_a_clutch_is_told_by_its_player() -> None:
    player = MatchPlayer(clutches=[{"round": 4, "versus": 2}])
    found = ceremonies_of([Round(number=4, winner=0)], [kill("alice"), LOST_ONE], [player])
    assert found == {4: "CeremonyClutch"}
