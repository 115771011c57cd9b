"""The page of one match: what it tells, what it leaves open, and what it must never let through."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from matches.engine.setup import TeamSetup
from matches.models import Match, MatchEvent
from tests.matches.archive.told import Told, in_combat, told
from tests.matches.match_pages.stored import simulated_match, stored
from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    DANA,
    killfeed,
    observer,
    round_info,
    score,
    scoreboard,
    setup,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(staff: Client) -> Callable[[Match], str]:
    def show(match: Match) -> str:
        answer = staff.get(f"/matches/{match.pk}")
        assert answer.status_code == 200
        return answer.text

    return show


Show = Callable[[Match], str]


def text(page: str, part: str) -> str:
    """The words of the section with this title, without their marks."""
    found = re.search(rf'aria-labelledby="{part}-title".*?</section>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split())


def first_round() -> Told:
    """alice and bob, who attack, plant and win; charlie fell to alice's headshot."""
    return (
        in_combat()
        .send(killfeed(ALICE, CHARLIE, headshotKill=True, assists=["TX_Killfeed_Clove"]), after=12)
        .send(observer("spike_planted"), after=8.5)
        .send(observer("spike_detonated"), after=45)
        .send(round_info(1, "end"), score(1, 0))
    )


# Who may see it


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    match = stored(told())
    answer = client.get(f"/matches/{match.pk}")
    assert answer["Location"] == f"/admin/login/?next=/matches/{match.pk}"


def test_signing_in_without_being_staff_is_not_enough(client: Client) -> None:
    client.force_login(User.objects.create_user("charlie"))
    assert client.get(f"/matches/{stored(told()).pk}").status_code == 302


@pytest.mark.parametrize("odd", ["0", "x", "-1", "1.5", f"{10**30}", "9" * 5000, "1/x", "%00"])
def test_an_id_of_no_match_is_not_found(staff: Client, odd: str) -> None:
    assert staff.get(f"/matches/{odd}").status_code == 404


def test_it_is_strict_never_cached_and_holds_no_inline_script_or_style(staff: Client) -> None:
    answer = staff.get(f"/matches/{stored(first_round()).pk}")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", answer.text)
    assert staff.post(f"/matches/{Match.objects.get().pk}").status_code == 405


# The result


def test_the_score_stands_with_the_team_that_stood_left_first(shown: Show) -> None:
    story = first_round().send(observer("swap_left_right"))
    page = shown(stored(story))
    teams = re.findall(r'data-side="(\w+)">\s*<bdi>([^<]*)', page)
    assert teams == [("left", "Right Rivers"), ("right", "Left Lanterns")]
    assert '<b class="score" data-field="score">0<i>:</i>1</b>' in page


def test_map_mode_and_how_it_ended_are_told(shown: Show) -> None:
    story = told().send(observer("map", "Triad"), observer("game_mode", "swift"))
    page = shown(stored(story, ending=Match.Ending.IDLE))
    for fact in ("Haven", "swift", "no event for too long", "14 Nov 2023, 22:13 UTC", "match-1"):
        assert f">{fact}<" in page


def test_what_was_not_told_is_a_dash(shown: Show) -> None:
    page = shown(stored(told()))
    facts = dict(re.findall(r"<dt>([^<]*)</dt><dd>(?:<bdi>)?([^<]*)", page))
    assert (facts["Map"], facts["Length"], facts["Organisation"]) == ("–", "–", "–")  # noqa: RUF001
    assert "None" not in re.sub(r'data-phases="[^"]*"', "", page)


def test_a_live_match_shows_up_with_a_note(shown: Show) -> None:
    page = shown(stored(first_round(), ending=""))
    assert "still live" in page
    assert "up to event 12" in page


def test_a_match_that_has_not_started_has_the_names_of_its_logon_and_no_score(shown: Show) -> None:
    page = shown(stored(Told(), ending=""))
    assert "Left Lanterns" in page
    assert '<b class="score" data-field="score">–<i>:</i>–</b>' in page  # noqa: RUF001
    assert "empty until the match has started" in page


def test_a_damaged_log_is_said_so_and_the_scrubber_ends_before_the_damage(shown: Show) -> None:
    page = shown(stored(first_round().log("toast", b"garbage").send(round_info(2, "shopping"))))
    assert "Event 13 of the log can’t be read" in page  # noqa: RUF001
    assert 'data-last="12"' in page
    assert "Round 1" in page


def test_a_match_without_its_events_keeps_its_tables_and_has_no_scrubber(shown: Show) -> None:
    match = stored(first_round())
    MatchEvent.objects.filter(match=match).delete()
    Match.objects.filter(pk=match.pk).update(events_pruned_at=timezone.now())
    page = shown(match)
    assert "Events deleted" in page
    assert "Round 1: Left Lanterns won, spike detonated" in page
    assert 'id="moment"' not in page
    assert "#e" not in page


# The rounds


def test_each_round_tells_who_won_why_the_score_and_the_sides(shown: Show) -> None:
    page = shown(stored(first_round()))
    told_ = "Round 1: Left Lanterns won, spike detonated; 1:0; Left Lanterns on attack"
    assert f'aria-label="{told_}"' in page
    assert '<span class="half attack won"><svg><use href="#icon-detonated"/>' in page


def test_a_round_leads_to_the_event_with_which_it_went_live(shown: Show) -> None:
    match = stored(first_round())
    combat = [
        event.seq
        for event in MatchEvent.objects.filter(match=match, type="round_info")
        if b'"combat"' in bytes(event.data)
    ]
    assert re.findall(r'href="#e(\d+)" data-seq', shown(match)) == list(map(str, combat))


def test_a_round_that_is_played_again_leads_to_its_last_time(shown: Show) -> None:
    story = first_round().send(score(0, 0), round_info(1, "shopping"), after=9)
    match = stored(story.send(round_info(1, "combat"), after=30))
    assert f'href="#e{match.last_seq}" data-seq' in shown(match)


def test_after_a_round_without_a_known_winner_no_score_is_claimed(shown: Show) -> None:
    story = first_round().send(score(2, 1)).send(round_info(2, "shopping"), after=7)
    story.send(round_info(2, "combat"), after=30).send(round_info(2, "end"), score(3, 2), after=9)
    page = shown(stored(story))
    assert "Round 2: winner not known; Left Lanterns on attack" in page


def test_the_change_of_sides_is_marked(shown: Show) -> None:
    page = shown(simulated_match())
    switched = re.findall(r'<li class="switched">\s*<a class="round" data-round="(\d+)"', page)
    assert switched == ["5"]


# The economy


def test_the_bars_stand_for_the_credits_of_both_teams(shown: Show) -> None:
    story = in_combat(1, told().send(round_info(1, "shopping")))
    for player, money in ((ALICE, 800), (BOB, 700), (CHARLIE, 400), (DANA, 100)):
        story.send(scoreboard(player, money=money))
    story.send(round_info(2, "shopping"), after=50)
    for player, money in ((ALICE, 3900), (BOB, 1100), (CHARLIE, 2000), (DANA, 500)):
        story.send(scoreboard(player, money=money))
    page = shown(stored(story.send(round_info(2, "combat"), after=30)))
    assert "Round 2, bank: LLA 5,000, RRI 2,500" in page
    bank = re.search(r'data-chart="money".*?</svg>', page, re.DOTALL)
    assert bank
    heights = re.findall(
        r'class="(left|right)" x="(\d+)" y="([\d.]+)" width="7" height="([\d.]+)"', bank[0]
    )
    assert heights[-2:] == [("left", "23", "0.0", "100.0"), ("right", "31", "50.0", "50.0")]


def test_without_scoreboards_the_economy_is_unknown_not_zero(shown: Show) -> None:
    page = shown(stored(first_round()))
    assert "The feed told nothing of the economy" in page
    assert "data-chart" not in page


# The kills


def test_each_kill_has_its_time_weapon_headshot_and_assists(shown: Show) -> None:
    kills = text(shown(stored(first_round())), "kills")
    assert "Round 1 LLA , spike detonated 1:0 0:12 alice Vandal charlie + bob" in kills
    assert "0:20 Spike planted 1:05 Spike detonated" in kills


def test_a_kill_leads_to_its_event(shown: Show) -> None:
    match = stored(first_round())
    kill = match.kills.get()
    page = shown(match)
    assert f'data-kill="{kill.seq}"' in page
    assert f'href="#e{kill.seq}" title="Show this moment">0:12<' in page


def test_a_team_kill_is_called_one(shown: Show) -> None:
    story = in_combat().send(killfeed(ALICE, BOB, isTeamkill=True), after=3)
    assert "alice Vandal bob team kill" in text(shown(stored(story)), "kills")


def test_names_that_are_on_no_roster_are_shown_as_they_were_sent(shown: Show) -> None:
    story = in_combat().send(killfeed("nobody", ALICE), after=3)
    assert "0:03 nobody Vandal alice" in text(shown(stored(story)), "kills")


def test_kills_before_any_round_stand_apart(shown: Show) -> None:
    story = told().send(killfeed(ALICE, CHARLIE))
    assert "Outside of rounds – alice Vandal charlie" in text(shown(stored(story)), "kills")  # noqa: RUF001


# The scoreboard


def test_players_stand_by_their_kills_with_all_their_figures(shown: Show) -> None:
    story = first_round().send(scoreboard(BOB, kills=2, deaths=3))
    board = text(shown(stored(story)), "scoreboard")
    assert "bob #BO Clove 2 3 0 -1 – 0 0 alice #AL Jett 1 0 0 +1 100% 1 0" in board  # noqa: RUF001


def test_multikills_and_clutches_are_told_with_their_rounds(shown: Show) -> None:
    story = in_combat().send(killfeed(CHARLIE, BOB), after=3)
    story.send(killfeed(ALICE, CHARLIE), killfeed(ALICE, DANA), after=3)
    story.send(round_info(1, "end"), score(1, 0))
    assert "2K 1v2 R1" in text(shown(stored(story)), "scoreboard")


def test_who_killed_whom_and_with_what_is_told(shown: Show) -> None:
    story = first_round().send(killfeed(DANA, ALICE, weaponKillfeedInternal="TX_Hud_Operator"))
    board = text(shown(stored(story)), "scoreboard")
    assert "Who killed whom dana charlie alice 0–1 1–0 bob 0–0 0–0" in board  # noqa: RUF001
    assert "Kills by weapon: Right Rivers Operator" in board


def test_names_are_text(shown: Show) -> None:
    nasty = "<script>x</script>"
    team = TeamSetup(nasty, '"><img src=x>', "", True)
    story = Told(setup(left_team=team)).send(
        observer("match_start", nasty), observer("map", nasty), round_info(1, "combat")
    )
    story.send(killfeed(nasty, '"><svg onload=x>', weaponKillfeedInternal="<b>w"))
    page = shown(stored(story))
    assert nasty not in page
    assert "<img src=x" not in page
    assert "<svg onload" not in page
    assert "<b>w" not in page
    assert "&lt;script&gt;x" in page
