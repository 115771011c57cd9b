"""Anonymising a player: in log, archive and set-up of every finished match, never a live one."""

import pytest

from matches.models import Kill, Match, MatchEvent, MatchPlayer, MatchSnapshot, RoundPlayer
from matches.services import archive, privacy, retention, states
from tests.matches.archive.told import Told, in_combat, told
from tests.matches.services.archived import finish, logged, stored
from tests.support.events import ALICE, BOB, CHARLIE, DANA, ERIN, killfeed, scoreboard

pytestmark = pytest.mark.django_db


def played() -> Told:
    story = in_combat().send(scoreboard(ALICE), scoreboard(DANA))
    story.send(killfeed(ALICE, DANA, assists=["TX_Killfeed_Clove"]), after=5)
    return story.send(
        killfeed(CHARLIE, ALICE), killfeed(BOB, CHARLIE, assists=["TX_Killfeed_Jett"]), after=5
    )


def finished(story: Told | None = None, group_code: str = "HARBOUR1") -> Match:
    match = logged(story or played(), group_code)
    finish(match)
    return match


def everything_of(match: Match) -> str:
    """All that is stored of the match, as one text."""
    match.refresh_from_db()
    rows = MatchEvent.objects.filter(match=match).values_list("data", flat=True)
    log = b"".join(bytes(data) for data in rows)
    return f"{stored(match)} {log.decode()} {bytes(match.setup).decode()} {match.team_info}"


def test_nothing_of_the_player_is_left_and_all_else_is() -> None:
    match = finished()
    before = everything_of(match)
    assert "alice" in before
    privacy.anonymise(match.pk, ALICE.player_id)
    after = everything_of(match)
    assert "alice" not in after
    assert "'AL'" not in after
    assert after.count("charlie") == before.count("charlie")


def test_the_archive_is_still_what_the_log_says() -> None:
    match = finished()
    kills = Kill.objects.count()
    privacy.anonymise(match.pk, ALICE.player_id)
    assert archive.differences(match.pk) == []
    assert Kill.objects.count() == kills
    nobody = MatchPlayer.objects.get(riot_id__startswith="anonymous-")
    assert nobody.name.startswith("anon-")
    assert (nobody.kills, nobody.deaths, nobody.enemies) == (0, 0, {"id-dana": 1})


def test_the_match_still_folds() -> None:
    match = finished()
    before = states.newest(match).state
    privacy.anonymise(match.pk, ALICE.player_id)
    match.refresh_from_db()
    after = states.newest(match).state
    assert [player.kills for player in after.teams[0].players] == [
        player.kills for player in before.teams[0].players
    ]


def test_snapshots_which_hold_the_name_go() -> None:
    match = finished()
    states.save_snapshot(match.pk, states.newest(match))
    privacy.anonymise(match.pk, ALICE.player_id)
    assert not MatchSnapshot.objects.exists()


def test_without_a_log_the_archive_s_rows_are_renamed() -> None:
    match = finished()
    assert retention.prune_events(match.pk, match.last_event_at)
    privacy.anonymise(match.pk, ALICE.player_id)
    assert "alice" not in everything_of(match)
    nobody = MatchPlayer.objects.get(riot_id__startswith="anonymous-")
    assert RoundPlayer.objects.filter(riot_id=nobody.riot_id).exists()
    killed = Kill.objects.get(victim_riot_id=nobody.riot_id)
    assert (killed.victim_name, killed.killer_name) == (nobody.name, "charlie")
    assert Kill.objects.get(killer_name="bob").assists == [
        {"agent": "Jett", "riot_id": nobody.riot_id}
    ]
    assert MatchPlayer.objects.get(name="charlie").enemies == {nobody.riot_id: 1}


def test_a_live_match_is_left_as_it_is() -> None:
    match = logged(played())
    before = everything_of(match)
    with pytest.raises(privacy.LiveError):
        privacy.anonymise(match.pk, ALICE.player_id)
    assert everything_of(match) == before


def test_two_matches_give_the_player_two_aliases() -> None:
    for code in ("HARBOUR1", "LANTERN1"):
        privacy.anonymise(finished(group_code=code).pk, ALICE.player_id)
    nobodies = MatchPlayer.objects.filter(riot_id__startswith="anonymous-")
    assert len({player.riot_id for player in nobodies}) == 2
    assert len({player.name for player in nobodies}) == 2


def test_a_failure_half_way_leaves_the_match_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(match_pk: int) -> None:
        raise RuntimeError("half way")

    match = finished()
    before = everything_of(match)
    monkeypatch.setattr(archive, "prepare", fail)
    with pytest.raises(RuntimeError):
        privacy.anonymise(match.pk, ALICE.player_id)
    assert everything_of(match) == before


def test_matches_are_found_by_the_archive_and_by_the_log() -> None:
    on_the_roster = finished()
    stranger = told().send(scoreboard(ERIN, playerId="id-2"))
    in_the_log_alone = finished(stranger, "LANTERN1")
    assert not MatchPlayer.objects.filter(match=in_the_log_alone, riot_id="id-2").exists()
    assert privacy.matches_with("id-2") == [in_the_log_alone]
    assert privacy.matches_with("id-alice") == [on_the_roster, in_the_log_alone]
    assert privacy.matches_with("id-nobody") == []
