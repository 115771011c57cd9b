"""What the overlay shows is what the state says."""

import json

from playwright.sync_api import Locator, Page, expect

from spectra_site.clock import now_ms
from tests.browser.conftest import CODE, Broadcast, Overlay
from tests.browser.reading import expected, shown
from tests.browser.states import RIGHT, player, state, team, tools
from tests.support import needs
from tests.support.traces import read


def card(name: str) -> str:
    return f'[data-player="id-{name}"]'


def test_it_shows_both_teams_the_score_and_all_ten_players(overlay: Overlay) -> None:
    told = overlay.show(state())
    assert shown(overlay.page) == expected(told)


def test_it_follows_a_whole_recorded_match(overlay: Overlay) -> None:
    trace = read(needs.conformance() / "real-match.jsonl.gz")
    for line in trace.lines[::60]:
        told = overlay.show(line.state)
        assert shown(overlay.page) == expected(told)


def seconds_until(deadline_ms: int) -> int:
    """Rounded up, as on the page."""
    return -((now_ms() - deadline_ms) // 1000)


def wait_until_it_counts_down_to(deadline_ms: int, clock: Locator) -> None:
    """Until the clock shows, to the second, what is left at that moment."""
    patience_ms = now_ms() + 5_000
    while True:
        most = seconds_until(deadline_ms)
        said = clock.text_content()
        least = seconds_until(deadline_ms)
        if said in {f"{left // 60}:{left % 60:02}" for left in range(least, most + 1)}:
            return
        assert now_ms() < patience_ms, f"it shows {said}, and {most} s are left"


def test_the_clock_counts_down_to_the_round_s_deadline(overlay: Overlay) -> None:
    deadline_ms = now_ms() + 75_900
    overlay.show(state(roundTimeoutTime=deadline_ms))
    wait_until_it_counts_down_to(deadline_ms, overlay.field("clock"))
    expect(overlay.field("phase")).to_have_text("Round live")


def test_the_last_ten_seconds_show_tenths_and_zero_means_over(overlay: Overlay) -> None:
    overlay.show(state(roundTimeoutTime=now_ms() + 500))
    expect(overlay.field("clock")).to_have_text("0.0")


def test_the_clock_goes_by_the_server_s_time_where_the_machine_s_is_wrong(
    page: Page, site: str, broadcast: Broadcast
) -> None:
    page.add_init_script("const now = Date.now.bind(Date); Date.now = () => now() + 3_600_000;")
    page.add_init_script(
        "Object.defineProperty(performance, 'timeOrigin', "
        "{ value: performance.timeOrigin + 3_600_000 });"
    )
    deadline_ms = now_ms() + 90_900
    broadcast.show(state(roundTimeoutTime=deadline_ms))
    page.goto(f"{site}/overlay/{CODE}")
    wait_until_it_counts_down_to(deadline_ms, page.locator('[data-field="clock"]'))


def test_a_planted_spike_takes_the_clock_and_grows_urgent(overlay: Overlay) -> None:
    planted = {"planted": True, "detonated": False, "defused": False}
    box = overlay.field("clock-box")
    overlay.show(state(spikeState=planted, spikeDetonationTime=now_ms() + 40_000))
    expect(overlay.field("phase")).to_have_text("Spike planted")
    expect(box).to_have_attribute("data-level", "1")
    overlay.show(state(spikeState=planted, spikeDetonationTime=now_ms() + 12_000))
    expect(box).to_have_attribute("data-level", "2")
    overlay.show(state(spikeState=planted, spikeDetonationTime=now_ms() + 5_000))
    expect(box).to_have_attribute("data-level", "3")


def test_it_says_how_the_spike_ended(overlay: Overlay) -> None:
    for end in ("defused", "detonated"):
        ended = {"planted": True, "detonated": False, "defused": False, end: True}
        overlay.show(state(roundPhase="end", spikeState=ended))
        expect(overlay.field("phase")).to_have_text(f"Spike {end}")


def test_the_dead_leave_their_gear_and_show_their_k_d_a(overlay: Overlay) -> None:
    told = state()
    told["teams"][1]["players"][0] |= {"isAlive": False, "health": 0}
    overlay.show(told)
    expect(overlay.page.locator(card(RIGHT[0]))).to_have_attribute("data-focus", "kda")
    expect(overlay.field("weapon", card(RIGHT[0]))).to_be_hidden()
    expect(overlay.field("weapon", card(RIGHT[1]))).to_be_visible()


def test_the_hotkey_puts_k_d_a_in_front_of_credits_while_a_round_is_played(
    overlay: Overlay,
) -> None:
    overlay.show(state(showAliveKDA=True))
    expect(overlay.page.locator(card(RIGHT[0]))).to_have_attribute("data-focus", "kda")
    overlay.show(state(showAliveKDA=True, roundPhase="shopping"))
    expect(overlay.page.locator(card(RIGHT[0]))).to_have_attribute("data-focus", "credits")


def test_the_observed_player_steps_forward(overlay: Overlay) -> None:
    overlay.show(state())
    before = overlay.page.locator(card(RIGHT[2])).bounding_box()
    told = state()
    told["teams"][1]["players"][2]["isObserved"] = True
    overlay.show(told)
    expect(overlay.page.locator(card(RIGHT[2]))).to_have_attribute("data-observed", "true")
    overlay.page.wait_for_function(
        "([card, x]) => document.querySelector(card).getBoundingClientRect().x < x - 10",
        arg=[card(RIGHT[2]), before["x"] if before else 0],
    )


def test_a_ready_ultimate_replaces_its_pips(overlay: Overlay) -> None:
    told = state()
    told["teams"][0]["players"][0] |= {"currUltPoints": 7, "ultReady": True}
    overlay.show(told)
    ready = overlay.page.locator(f"{card('Kestrelle')} .ult-ready")
    expect(ready).to_be_visible()
    expect(overlay.field("ultimate", card("Kestrelle"))).to_be_hidden()
    expect(overlay.field("ultimate", card("Vantage")).locator(".on")).to_have_count(3)


def test_an_agent_s_state_is_told_in_words(overlay: Overlay) -> None:
    told = state()
    suffixes = {"NotDeadYet": "Not dead yet", "Targeting": "Astral form", "Cam": "On camera"}
    for one, suffix in zip(told["teams"][0]["players"], suffixes, strict=False):
        one["iconNameSuffix"] = suffix
    overlay.show(told)
    for one, words in zip(told["teams"][0]["players"], suffixes.values(), strict=False):
        expect(overlay.field("badge", card(one["name"]))).to_have_text(words)


def test_names_are_replaced_as_the_producer_wrote_them(overlay: Overlay) -> None:
    pairs = [["Kestrelle#TAG", "KES"], ["Vantage", "Vanta"], ["nobody"], 7]
    overlay.show(state(tools=tools(nameOverrides={"overrides": json.dumps(pairs)})))
    expect(overlay.field("name", card("Kestrelle"))).to_have_text("KES")
    expect(overlay.field("name", card("Vantage"))).to_have_text("Vanta")
    expect(overlay.field("name", card("Duskrun"))).to_have_text("Duskrun")


def test_a_timeout_shows_whose_it_is_and_counts_down(overlay: Overlay) -> None:
    for seconds in (60, 9):
        timeout = {"techPause": False, "leftTeam": False, "rightTeam": True}
        overlay.show(state(timeoutState=timeout | {"timeRemaining": seconds}))
        expect(overlay.field("pause-left")).to_have_text(f"{seconds // 60}:{seconds % 60:02}")
    expect(overlay.field("pause-team")).to_have_text("Quiet Meridian")
    overlay.show(state())
    expect(overlay.field("pause")).to_have_css("opacity", "0")


def test_a_technical_pause_has_its_banner(overlay: Overlay) -> None:
    overlay.show(state(timeoutState={"techPause": True}))
    expect(overlay.field("pause-title")).to_have_text("Technical pause")
    expect(overlay.field("pause")).to_have_css("opacity", "1")


def test_a_toast_comes_and_goes(overlay: Overlay) -> None:
    toast = {"active": True, "title": "Break", "message": "Back in ten", "selectedTeam": "left"}
    overlay.show(state(toastInfo=toast))
    expect(overlay.field("toast-title")).to_have_text("Break")
    expect(overlay.field("toast-message")).to_have_text("Back in ten")
    expect(overlay.field("toast")).to_have_css("opacity", "1")
    overlay.show(state(toastInfo=toast | {"active": False}))
    expect(overlay.field("toast")).to_have_css("opacity", "0")


def test_the_series_names_its_maps_and_their_scores(overlay: Overlay) -> None:
    overlay.show(state())
    maps = overlay.page.locator('[data-field="series"] > span')
    expect(maps).to_have_text(["Ascent13–6", "Icebox", "Bind"])  # noqa: RUF001


def test_the_watermark_is_what_the_tools_say(overlay: Overlay) -> None:
    custom = {"spectraWatermark": True, "customTextEnabled": True, "customText": "Autumn Cup"}
    overlay.show(state(tools=tools(watermarkInfo=custom)))
    expect(overlay.field("watermark")).to_have_text("Spectra · Autumn Cup")
    overlay.show(state(tools=tools(watermarkInfo=custom | {"spectraWatermark": False})))
    expect(overlay.field("watermark")).to_have_text("Autumn Cup")


def test_sponsors_take_turns(overlay: Overlay) -> None:
    urls = ["http://127.0.0.1:9/one.png", "http://127.0.0.1:9/two.png"]
    sponsors = {"enabled": True, "duration": 500, "sponsors": urls}
    overlay.show(state(tools=tools(sponsorInfo=sponsors)))
    for url in (*urls, urls[0]):
        expect(overlay.field("sponsor")).to_have_attribute("src", url)


def test_won_rounds_are_drawn_by_side_and_reason(overlay: Overlay) -> None:
    told = state()
    told["teams"][0]["roundRecord"][:3] = [
        {"type": "detonated", "wasAttack": True, "round": 1},
        {"type": "lost", "wasAttack": True, "round": 2},
        {"type": "timeout", "wasAttack": False, "round": 3},
    ]
    overlay.show(told)
    row = overlay.field("rounds-left")
    expect(row.locator("[data-round]")).to_have_count(24)
    expect(row.locator("[data-round='1']")).to_have_attribute("data-result", "detonated")
    expect(row.locator("[data-round='1'] use")).to_have_attribute("href", "#icon-detonated")
    expect(row.locator("[data-round='2'] use")).to_have_attribute("href", "#icon-none")
    expect(row.locator("[data-round='3']")).to_have_attribute("data-attack", "false")
    expect(row.locator("[data-now=true]")).to_have_attribute("data-round", "11")


def test_in_overtime_the_history_moves_on(overlay: Overlay) -> None:
    record = [{"type": "kills", "wasAttack": True, "round": n} for n in range(1, 35)]
    teams = [team("Harbor Lanterns", "HLN", (), roundRecord=record), state()["teams"][1]]
    overlay.show(state(roundNumber=30, hasEnteredOvertime=True, teams=teams))
    rounds = overlay.field("rounds-left").locator("[data-round]")
    expect(rounds.last).to_have_attribute("data-round", "30")
    expect(rounds.first).to_have_attribute("data-round", "7")
    expect(overlay.field("round")).to_have_text("Overtime · Round 30")


def test_swift_has_nine_rounds(overlay: Overlay) -> None:
    overlay.show(state(matchType="swift", switchRound=5, firstOtRound=99))
    expect(overlay.field("rounds-right").locator("[data-round]")).to_have_count(9)


def test_before_the_first_round_nobody_is_dead(overlay: Overlay) -> None:
    told = state(roundPhase="LOBBY", roundNumber=0)
    dead = [player(name, isAlive=False, health=0) for name in RIGHT]
    told["teams"][1]["players"] = dead
    overlay.show(told)
    expect(overlay.page.locator(card(RIGHT[0]))).to_have_css("opacity", "1")
    expect(overlay.field("kda", card(RIGHT[0]))).to_be_hidden()


def test_a_state_without_news_touches_nothing(overlay: Overlay) -> None:
    told = overlay.show(state())
    overlay.page.evaluate(
        """() => {
          window.changes = 0;
          const stage = document.getElementById("stage");
          const all = { attributes: true, childList: true, characterData: true, subtree: true };
          new MutationObserver((found) => (window.changes += found.length)).observe(stage, all);
        }"""
    )
    overlay.broadcast.show(told)
    told["teams"][0]["players"][0]["money"] = 50
    overlay.broadcast.show(told)
    expect(overlay.field("credits", card("Kestrelle"))).to_have_text("50")
    assert overlay.page.evaluate("window.changes") == 2  # the text, and the data-value beside it
