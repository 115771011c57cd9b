"""What holds for the archive of every match, on simulated ones."""

from collections import Counter
from functools import reduce

import pytest

from matches.archive import MatchFacts, derive
from matches.engine.events import parse_logged
from matches.engine.reducer import apply
from matches.engine.setup import new_match
from matches.engine.state import MatchState
from matches.engine.view import public_view
from matches.simulator.pace import BOMB, DEMO, REAL, SWIFT, Mode, Pace
from tests.matches.archive.simulated import simulated
from tests.matches.archive.told import LogRow, Told

OVERTIME_SEED = 11
LATE_MS = 300

every_match = pytest.mark.parametrize(
    "story",
    [
        pytest.param((0, DEMO, BOMB), id="demo-bomb"),
        pytest.param((3, REAL, BOMB), id="real-bomb"),
        pytest.param((1, REAL, SWIFT), id="real-swift"),
        pytest.param((OVERTIME_SEED, DEMO, BOMB), id="overtime"),
    ],
)
Story = tuple[int, Pace, Mode]


def folded(story: Told) -> MatchState:
    def step(state: MatchState, row: LogRow) -> MatchState:
        return apply(state, parse_logged(row.data), row.received_ms)

    return reduce(step, story.rows, new_match(story.setup))


@every_match
def test_rounds_are_dense_and_the_score_is_the_rounds_won(story: Story) -> None:
    facts = simulated(*story).facts
    assert [one.number for one in facts.rounds] == list(range(1, len(facts.rounds) + 1))
    won = Counter(one.winner for one in facts.rounds)
    assert [team.score for team in facts.teams] == [won[0], won[1]]
    assert facts.winner == (0 if won[0] > won[1] else 1)


@every_match
def test_rounds_were_won_as_the_overlay_s_record_says(story: Story) -> None:
    record = {
        team["ingameTeamId"]: team["roundRecord"]
        for team in public_view(folded(simulated(*story)))["teams"]
    }
    for one in simulated(*story).facts.rounds:
        assert one.winner is not None
        won, lost = (record[team][one.number - 1] for team in (one.winner, 1 - one.winner))
        assert (won["type"], lost["type"]) == (one.reason, "lost")
        assert won["wasAttack"] is (one.winner == one.attackers)


@every_match
def test_the_kill_feed_adds_up_to_the_scoreboard(story: Story) -> None:
    facts = simulated(*story).facts
    killers = Counter(kill.killer_riot_id for kill in facts.kills)
    victims = Counter(kill.victim_riot_id for kill in facts.kills)
    for player in facts.players:
        assert player.kills == killers[player.riot_id] == sum(player.weapons.values())
        assert player.kills == sum(player.enemies.values())
        assert player.deaths == victims[player.riot_id]
    assists = Counter(one.riot_id for kill in facts.kills for one in kill.assists)
    assert assists == +Counter({one.riot_id: one.assists for one in facts.players})


@every_match
def test_every_round_with_a_kill_has_one_first_blood_and_one_first_death(story: Story) -> None:
    facts = simulated(*story).facts
    bloody = {kill.round_number for kill in facts.kills}
    assert sum(one.first_bloods for one in facts.players) == len(bloody)
    assert sum(one.first_deaths for one in facts.players) == len(bloody)


@every_match
def test_kills_lie_within_their_round(story: Story) -> None:
    facts = simulated(*story).facts
    length = {one.number: (one.ended_ms or 0) - (one.combat_ms or 0) for one in facts.rounds}
    for kill in facts.kills:
        assert kill.round_number is not None
        assert kill.time_ms is not None
        assert 0 <= kill.time_ms <= length[kill.round_number]


@every_match
def test_clutches_are_won_by_the_winners_and_at_most_one_a_round(story: Story) -> None:
    facts = simulated(*story).facts
    winner = {one.number: one.winner for one in facts.rounds}
    clutches = [(one.team, clutch) for one in facts.players for clutch in one.clutches]
    assert all(winner[clutch.round] == team for team, clutch in clutches)
    assert len({clutch.round for _, clutch in clutches}) == len(clutches)
    assert all(1 <= clutch.versus <= 5 for _, clutch in clutches)


@every_match
def test_every_player_s_money_and_loadout_is_known_in_every_round(story: Story) -> None:
    for one in simulated(*story).facts.rounds:
        assert len(one.players) == 10
        for player in one.players:
            assert player.money is not None
            assert player.loadout is not None
        for team, economy in enumerate(one.teams):
            mine = [player for player in one.players if player.team == team]
            assert economy.money == sum(player.money or 0 for player in mine)
            assert economy.loadout == sum(player.loadout or 0 for player in mine)


def without_seq(facts: MatchFacts) -> list[tuple[object, ...]]:
    return [(k.round_number, k.killer_riot_id, k.victim_riot_id, k.weapon) for k in facts.kills]


@every_match
def test_two_observers_of_one_match_make_one_archive(story: Story) -> None:
    """The second reports everything a moment later. The game's own order is kept within each."""
    once = simulated(*story)
    late = [row._replace(received_ms=row.received_ms + LATE_MS) for row in once.rows]
    both = sorted([*once.rows, *late], key=lambda row: row.received_ms)
    facts = derive(once.setup, [row._replace(seq=seq) for seq, row in enumerate(both, 1)])
    assert without_seq(facts) == without_seq(once.facts)
    assert [(one.winner, one.reason, one.planted_ms) for one in facts.rounds] == [
        (one.winner, one.reason, one.planted_ms) for one in once.facts.rounds
    ]
    figures = [(one.riot_id, one.kills, one.deaths, one.clutches) for one in facts.players]
    assert figures == [
        (one.riot_id, one.kills, one.deaths, one.clutches) for one in once.facts.players
    ]


@every_match
def test_what_was_known_of_a_round_stays_once_the_next_has_begun(story: Story) -> None:
    whole = simulated(*story)
    facts = whole.facts
    middle = facts.rounds[len(facts.rounds) // 2]
    begun = [row for row in whole.rows if row.received_ms <= (middle.combat_ms or 0)]
    early = derive(whole.setup, begun)
    assert early.rounds[:-1] == facts.rounds[: len(early.rounds) - 1]
    assert early.kills == facts.kills[: len(early.kills)]
