"""What the overlay draws of teams and players beside their names: signs, money, charges, clocks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from spectra_site.clock import now_ms
from tests.browser.conftest import Overlay, run_clock, stop_clock
from tests.browser.states import state, team


@pytest.fixture
def stopped(overlay: Overlay) -> Iterator[Overlay]:
    """An overlay whose clock stands still until a test puts it forward."""
    stop_clock(overlay.page)
    yield overlay
    run_clock(overlay.page)


def test_attack_and_defence_have_signs(overlay: Overlay) -> None:
    overlay.show(state())
    sign = overlay.field("side-sign", "[data-team=left]")
    expect(sign).to_have_attribute("data-value", "attack")
    expect(sign.locator("use")).to_have_attribute("href", "#icon-attack")
    expect(overlay.field("side-name", "[data-plate=right]")).to_have_text("Defence")


def test_won_rounds_have_a_shape_by_side(overlay: Overlay) -> None:
    told = state()
    told["teams"][0]["roundRecord"][:2] = [
        {"type": "kills", "wasAttack": True, "round": 1},
        {"type": "kills", "wasAttack": False, "round": 2},
    ]
    overlay.show(told)
    row = overlay.field("rounds-left")
    shapes = row.evaluate("row => [0, 1].map(n => getComputedStyle(row.children[n]).clipPath)")
    assert len({"none", *shapes}) == 3


@pytest.mark.parametrize(
    ("name", "tricode", "large", "small", "monogram"),
    [
        ("", "", "Team 1", "", "1"),
        ("Harbor Lanterns", " ", "Harbor Lanterns", "", "H"),
        ("", "HLN", "HLN", "", "H"),
        ("HLN", "HLN", "HLN", "", "H"),
        ("東京ゲーミング", "東京", "東京", "東京ゲーミング", "東"),
    ],
)
def test_a_team_has_a_name_whatever_is_missing(
    overlay: Overlay, name: str, tricode: str, large: str, small: str, monogram: str
) -> None:
    overlay.show(state(teams=[team(name, tricode, ()), team("Quiet Meridian", "QMD", ())]))
    expect(overlay.field("tricode")).to_have_text(large)
    expect(overlay.field("team-name")).to_have_text(small)
    expect(overlay.field("monogram")).to_have_text(monogram)


def test_spent_credits_are_told_while_a_round_is_played(overlay: Overlay) -> None:
    told = state(roundPhase="shopping")
    told["teams"][1]["spentThisRound"] = 12450
    overlay.show(told)
    expect(overlay.field("spent", "[data-plate=right]")).to_have_text("12,450")
    overlay.show(told | {"roundPhase": "game_end"})
    expect(overlay.field("spent", "[data-plate=right]")).to_be_hidden()


def test_ability_charges_are_drawn_where_a_client_tells_them(overlay: Overlay) -> None:
    told = state()
    one, other = told["teams"][0]["players"][:2]
    one |= {
        "abilities": {"grenade": 1, "ability1": 2, "ability2": 0},
        "auxiliaryAvailable": {"abilities": True},
    }
    other |= {"abilities": {"grenade": 1, "ability1": 2, "ability2": 0}}
    overlay.show(told)
    charges = overlay.field("abilities", f"[data-player='{one['riotId']}']")
    expect(charges).to_have_attribute("data-value", "1 2 0")
    expect(charges.locator(".on")).to_have_count(3)
    expect(charges.locator("span")).to_have_count(3)
    expect(overlay.field("abilities", f"[data-player='{other['riotId']}']")).to_be_hidden()


def test_unknown_agents_maps_and_weapons_fit_their_places(overlay: Overlay) -> None:
    told = state(map="Thunderhead Observatory North")
    one = told["teams"][0]["players"][0]
    one |= {"agentProper": "Stormcatcher Supreme", "highestWeapon": "Blunderbuss of Thunder"}
    overlay.show(told)
    expect(overlay.field("map")).to_have_text("Thunderhead Observatory North")
    for name, within in (("agent", ".card"), ("weapon", ".card"), ("map", ".event")):
        cut = overlay.field(name, within).evaluate(
            "node => [getComputedStyle(node).textOverflow, node.getBoundingClientRect().right"
            " <= node.parentElement.getBoundingClientRect().right]"
        )
        assert cut == ["ellipsis", True]


def test_a_cut_toast_ends_with_an_ellipsis(overlay: Overlay) -> None:
    toast = {"active": True, "title": "i" * 200, "message": "i" * 3000}
    overlay.show(state(toastInfo=toast))
    assert (overlay.field("toast-title").text_content() or "")[-2:] == "i…"
    assert (overlay.field("toast-message").text_content() or "")[-2:] == "i…"
    expect(overlay.field("toast-message")).to_have_css("-webkit-line-clamp", "2")
    expect(overlay.field("toast-title")).to_have_css("text-overflow", "ellipsis")


# The buy phase


def buying(overlay: Overlay, number: int = 5, phase: str = "end", **changes: object) -> None:
    overlay.show(state(roundNumber=number - (phase == "end"), roundPhase=phase, **changes))
    overlay.show(state(roundNumber=number, roundPhase="shopping", **changes))


@pytest.mark.parametrize(("number", "most"), [(5, 30), (13, 45)])
def test_the_buy_phase_counts_down_from_its_begin(stopped: Overlay, number: int, most: int) -> None:
    buying(stopped, number)
    expect(stopped.field("clock-box")).to_have_attribute("data-clock", "buy")
    expect(stopped.field("clock")).to_have_text(f"0:{most}")
    stop_clock(stopped.page, most * 1000 - 900)
    expect(stopped.field("clock")).to_have_text("0:01")
    stop_clock(stopped.page, most * 1000)
    expect(stopped.field("clock")).to_have_text("BUY")


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 30, "hasEnteredOvertime": True},
        {"matchType": "swift"},
        {"timeoutState": {"leftTeam": True, "timeRemaining": 50}},
        {"timeoutState": {"techPause": True}},
    ],
    ids=["overtime", "swift", "timeout", "tech pause"],
)
def test_a_buy_phase_of_unknown_length_has_no_clock(
    overlay: Overlay, changes: dict[str, object]
) -> None:
    buying(overlay, **changes)  # type: ignore[arg-type]
    expect(overlay.field("clock")).to_have_text("BUY")


def test_a_buy_phase_that_was_paused_has_no_clock(overlay: Overlay) -> None:
    buying(overlay)
    overlay.show(state(roundNumber=5, roundPhase="shopping", timeoutState={"techPause": True}))
    overlay.show(state(roundNumber=5, roundPhase="shopping"))
    expect(overlay.field("clock")).to_have_text("BUY")


def test_a_buy_phase_that_was_under_way_has_no_clock(overlay: Overlay) -> None:
    overlay.show(state(matchId="joined late", roundNumber=5, roundPhase="shopping"))
    expect(overlay.field("clock")).to_have_text("BUY")


# Clocks that nobody confirms


def test_a_clock_stops_5_s_after_the_last_observer_has_gone(stopped: Overlay) -> None:
    running = {"roundTimeoutTime": now_ms() + 90_000, "matchId": "unfed"}
    box, note = stopped.field("clock-box"), stopped.field("status")
    stopped.show(state(**running, feed={"observers": 1}))
    stopped.show(state(**running, feed={"observers": 0}))
    expect(box).to_have_attribute("data-clock", "round")
    expect(note).to_have_attribute("data-status", "live")
    stop_clock(stopped.page, 5_000)
    expect(stopped.field("clock")).to_have_text("LIVE")
    expect(box).to_have_attribute("data-clock", "none")
    expect(note).to_have_text("No observer connected")
    stopped.show(state(**running, feed={"observers": 1}))
    expect(box).to_have_attribute("data-clock", "round")
    expect(note).to_have_attribute("data-status", "live")


def test_a_server_that_tells_no_feed_stops_no_clock(stopped: Overlay) -> None:
    stopped.show(state(roundTimeoutTime=now_ms() + 90_000, matchId="of an older server"))
    stop_clock(stopped.page, 30_000)
    expect(stopped.field("clock-box")).to_have_attribute("data-clock", "round")
    expect(stopped.field("status")).to_have_attribute("data-status", "live")


def test_after_the_match_nobody_misses_an_observer(stopped: Overlay) -> None:
    stopped.show(state(roundPhase="game_end", matchId="over", feed={"observers": 0}))
    stop_clock(stopped.page, 30_000)
    expect(stopped.field("clock")).to_have_text("FINAL")
    expect(stopped.field("status")).to_have_attribute("data-status", "live")
