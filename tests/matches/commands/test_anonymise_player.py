"""anonymise_player takes a person out of everything that is over."""

import pytest
from django.core.management import CommandError, call_command

from matches.models import Match, MatchPlayer
from tests.matches.archive.told import in_combat
from tests.matches.services.archived import finish, logged
from tests.support.events import ALICE, DANA, killfeed

pytestmark = pytest.mark.django_db

Output = pytest.CaptureFixture[str]


def a_match(group_code: str) -> Match:
    return logged(in_combat().send(killfeed(ALICE, DANA)), group_code)


def test_the_player_goes_from_every_finished_match(capsys: Output) -> None:
    matches = [a_match("HARBOUR1"), a_match("LANTERN1")]
    for match in matches:
        finish(match)
    call_command("anonymise_player", "id-alice")
    assert not MatchPlayer.objects.filter(name="alice").exists()
    assert MatchPlayer.objects.filter(name="dana").count() == 2
    assert capsys.readouterr().out.splitlines() == [
        f"match {matches[0].pk} (HARBOUR1): done",
        f"match {matches[1].pk} (LANTERN1): done",
    ]


def test_a_live_match_is_refused_by_name_and_the_others_are_done() -> None:
    live, over = a_match("HARBOUR1"), a_match("LANTERN1")
    finish(over)
    with pytest.raises(CommandError, match=rf"is live: {live.pk} \(HARBOUR1\)\. It was left"):
        call_command("anonymise_player", "id-alice")
    assert not MatchPlayer.objects.filter(match=over, name="alice").exists()


@pytest.mark.parametrize("nobody", ["id-nobody", ""])
def test_a_riot_id_that_no_match_knows_is_an_error(nobody: str) -> None:
    finish(a_match("HARBOUR1"))
    with pytest.raises(CommandError, match="No match knows a player"):
        call_command("anonymise_player", nobody)
    assert MatchPlayer.objects.filter(name="alice").exists()
