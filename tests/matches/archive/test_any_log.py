"""What holds for the archive of any log, whatever the clients sent."""

import msgspec
from hypothesis import given, settings

from matches.archive import MatchFacts
from matches.archive.aliases import alias_for, renamed_row, renamed_setup
from matches.engine.setup import MatchSetup
from tests.matches.archive.told import Told
from tests.matches.engine.stories import Step, setups, stories
from tests.support.events import ALICE

settings.register_profile("archive", deadline=None, max_examples=100)
archive = settings.get_profile("archive")


def logged(setup: MatchSetup, story: list[Step]) -> Told:
    log = Told(setup)
    for pause_ms, event in story:
        log.send(event, after=pause_ms / 1_000)
    return log


@archive
@given(setups(), stories)
def test_it_is_derived_and_goes_through_json_and_back(setup: MatchSetup, story: list[Step]) -> None:
    facts = logged(setup, story).facts
    assert msgspec.json.decode(msgspec.json.encode(facts), type=MatchFacts) == facts
    assert facts.damaged_at is None


@archive
@given(setups(), stories)
def test_rounds_are_in_order_and_have_a_reason_only_with_a_winner(
    setup: MatchSetup, story: list[Step]
) -> None:
    rounds = logged(setup, story).facts.rounds
    numbers = [one.number for one in rounds]
    assert numbers == sorted(set(numbers))
    for one in rounds:
        assert (one.winner is None) == (one.reason is None)
        for moment in (one.planted_ms, one.detonated_ms, one.defused_ms):
            assert moment is None or moment >= 0
        if one.reason == "defused":
            assert one.winner != one.attackers
        if one.reason == "detonated":
            assert one.winner == one.attackers


@archive
@given(setups(), stories)
def test_kills_belong_to_rounds_that_there_are(setup: MatchSetup, story: list[Step]) -> None:
    facts = logged(setup, story).facts
    numbers = {None, *(one.number for one in facts.rounds)}
    assert {kill.round_number for kill in facts.kills} <= numbers
    seqs = [kill.seq for kill in facts.kills]
    assert seqs == sorted(set(seqs))


@archive
@given(setups(), stories)
def test_the_feed_s_figures_are_those_of_the_kills(setup: MatchSetup, story: list[Step]) -> None:
    facts = logged(setup, story).facts
    for player in facts.players:
        mine = [
            kill
            for kill in facts.kills
            if (kill.killer_team, kill.killer_riot_id) == (player.team, player.riot_id)
        ]
        counted = [kill for kill in mine if not kill.team_kill]
        assert sum(player.weapons.values()) == sum(player.enemies.values()) == len(counted)
        assert player.headshots == sum(kill.headshot for kill in counted)
    assert sum(one.first_bloods for one in facts.players) <= len(facts.rounds)


@archive
@given(setups(), stories)
def test_whoever_is_anonymised_is_gone_and_the_rounds_are_the_same(
    setup: MatchSetup, story: list[Step]
) -> None:
    log = logged(setup, story)
    alias = alias_for(setup, log.rows, ALICE.player_id, token="0a1b")
    new = Told(renamed_setup(setup, alias))
    new.rows = [row._replace(data=renamed_row(row.data, alias)) for row in log.rows]
    assert not any(b"id-alice" in row.data for row in new.rows)
    assert [(one.winner, one.reason, one.teams) for one in new.facts.rounds] == [
        (one.winner, one.reason, one.teams) for one in log.facts.rounds
    ]
