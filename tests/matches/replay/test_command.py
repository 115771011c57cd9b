"""`replay_match` from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from matches.models import Match
from tests.matches.archive.told import in_combat, told
from tests.matches.match_pages.stored import simulated_match, stored
from tests.matches.simulator.ingest import Ingest
from tests.support.events import observer

pytestmark = pytest.mark.django_db


def replay_match(ingest: Ingest, match: Match, *options: str) -> tuple[str, str]:
    """What the command prints, and what it warns of."""
    out, err = StringIO(), StringIO()
    server = ("--server", ingest.server.url, "--speed", "max", "--key", "a-secret-key")
    command = ("replay_match", str(match.pk), "--group-code", "again-1")
    call_command(*command, *server, *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_sends_the_whole_match_and_prints_a_line_per_round(ingest: Ingest) -> None:
    match = simulated_match()
    out, warned = replay_match(ingest, match)
    assert len(ingest.packets) == match.last_seq
    assert [one["groupCode"] for one in ingest.logons] == ["AGAIN-1"]
    assert {packet["groupCode"] for packet in ingest.packets} == {"AGAIN-1"}
    *rounds, last = out.splitlines()
    assert [int(line.split()[2]) for line in rounds] == list(range(1, match.rounds.count() + 1))
    assert "over" in last
    assert warned == ""


def test_where_it_is_not_as_the_match_was_it_says_so(ingest: Ingest) -> None:
    match = stored(told().send(observer("tech_pause")), ending=Match.Ending.IDLE)
    _, warned = replay_match(ingest, match)
    assert "no end in its log" in warned
    assert ingest.packets[-1]["data"]["roundPhase"] == "game_end"


def test_a_match_that_is_not_there_is_one_line(ingest: Ingest) -> None:
    with pytest.raises(CommandError, match="There is no match 999: see /matches/"):
        replay_match(ingest, Match(pk=999))


def test_what_can_t_be_played_is_one_line(ingest: Ingest) -> None:
    match = stored(in_combat(2))
    with pytest.raises(CommandError, match="no round 7: its rounds are 2 to 2"):
        replay_match(ingest, match, "--from-round", "7")
    assert ingest.logons == []


def test_a_refusal_says_what_to_do_and_keeps_the_key_to_itself(ingest: Ingest) -> None:
    ingest.refusal = "Invalid Key"
    with pytest.raises(CommandError, match="Invalid Key - give an observer key") as error:
        replay_match(ingest, stored(told()))
    assert "a-secret-key" not in str(error.value)


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("--speed", "0"), "above 0"),
        (("--from-round", "x"), "invalid int"),
        (("--server", "localhost:5100"), "http://localhost:5100"),
    ],
)
def test_an_unusable_option_is_refused_with_a_hint(
    ingest: Ingest, options: tuple[str, ...], hint: str
) -> None:
    with pytest.raises(CommandError, match=hint):
        replay_match(ingest, Match(pk=1), *options)
