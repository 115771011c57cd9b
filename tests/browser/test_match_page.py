"""The match page in Chromium: the scrubber shows the state of the very event that it stands at."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Played
from tests.support.folded import log_of


class Scrubber:
    """The match page, with somebody at the scrubber."""

    def __init__(self, page: Page, played: Played) -> None:
        self.page = page
        self.played = played
        self.address = f"{played.site}/matches/{played.pk}"
        self.box = page.locator("#moment")

    def press(self, step: str) -> None:
        self.box.locator(f"[data-step={step}]").click()

    def stands_at(self, seq: int) -> None:
        """The panel has come to show this event, and shows exactly what its state says."""
        expect(self.box).to_have_attribute("data-shown", str(seq))
        expect(self.field("seq")).to_have_text(f"Event {seq} of {len(self.played.states) - 1}")
        assert self.shown() == expected(self.played.states[seq])

    def field(self, name: str) -> Any:
        return self.box.locator(f"[data-field={name}]").first

    def shown(self) -> dict[str, Any]:
        read: dict[str, Any] = self.box.evaluate(READ)
        return read


READ = """(box) => {
  const text = (root, name) => root.querySelector(`[data-field="${name}"]`).textContent;
  const player = (row) => ({
    id: row.dataset.player,
    alive: row.dataset.alive === "true",
    spike: row.dataset.spike === "true",
    cells: ["name", "health", "weapon", "credits", "ult", "kda"].map((name) => text(row, name)),
  });
  return {
    score: text(box, "score"),
    phase: text(box, "phase"),
    spike: text(box, "spike"),
    teams: [...box.querySelectorAll("[data-place]")].map((table) => ({
      name: text(table, "team"),
      role: text(table, "role"),
      players: [...table.querySelectorAll("[data-player]")].map(player),
    })),
  };
}"""
PHASES = {
    "LOBBY": "agent select",
    "game_start": "get ready",
    "shopping": "buy phase",
    "combat": "round live",
    "end": "round over",
    "game_end": "match over",
}
DASH = "–"  # noqa: RUF001


def expected(state: dict[str, Any]) -> dict[str, Any]:
    phase, number = PHASES[state["roundPhase"]], state["roundNumber"]
    fates = [name for name in ("detonated", "defused", "planted") if state["spikeState"][name]]
    return {
        "score": " : ".join(str(team["roundsWon"]) for team in state["teams"]),
        "phase": f"Round {number}, {phase}" if number else phase,
        "spike": f"Spike {fates[0] if fates else 'not planted'}",
        "teams": [
            {
                "name": team["teamName"],
                "role": "attack" if team["isAttacking"] else "defence",
                "players": [_player(player) for player in team["players"]],
            }
            for team in state["teams"]
        ],
    }


def _player(player: dict[str, Any]) -> dict[str, Any]:
    maximum = player["maxUltPoints"]
    told = maximum > 0 or player["scoreboardAvailable"]
    weapon = player.get("highestWeapon", "Unknown")
    return {
        "id": player["riotId"],
        "alive": player["isAlive"],
        "spike": player["hasSpike"],
        "cells": [
            player["name"],
            DASH if player["isAlive"] else "dead",
            DASH if weapon == "Unknown" else weapon,
            f"{player['money']:,}" if told else DASH,
            f"{player['currUltPoints']}/{maximum}" if maximum else DASH,
            f"{player['kills']}/{player['deaths']}/{player['assists']}",
        ],
    }


@pytest.fixture
def scrubber(page: Page, played: Played, session: list[Any]) -> Scrubber:
    page.context.add_cookies(session)
    scrubber = Scrubber(page, played)
    page.goto(scrubber.address)
    return scrubber


def rounds(scrubber: Scrubber) -> list[int]:
    links = scrubber.page.locator(".round[data-seq]").all()
    return [int(link.get_attribute("data-seq") or "") for link in links]


def test_it_opens_at_the_end_and_shows_any_event_that_the_slider_is_put_to(
    scrubber: Scrubber,
) -> None:
    last = len(scrubber.played.states) - 1
    scrubber.stands_at(last)
    slider = scrubber.page.locator("[data-scrubber]")
    for seq in (0, 1, last // 3, last // 2, last - 1):
        slider.fill(str(seq))
        scrubber.stands_at(seq)


def test_the_buttons_step_by_event_and_by_round_and_stop_at_both_ends(scrubber: Scrubber) -> None:
    first, second, *_ = rounds(scrubber)
    scrubber.page.goto(f"{scrubber.address}#e{first + 1}")
    scrubber.press("back")
    scrubber.stands_at(first)
    scrubber.press("on")
    scrubber.stands_at(first + 1)
    scrubber.press("round-on")
    scrubber.stands_at(second)
    scrubber.press("round-back")
    scrubber.stands_at(first)
    scrubber.press("round-back")
    scrubber.stands_at(0)
    scrubber.press("back")
    scrubber.stands_at(0)
    scrubber.page.goto(f"{scrubber.address}#e999999999")
    scrubber.stands_at(len(scrubber.played.states) - 1)
    scrubber.press("round-on")
    scrubber.stands_at(len(scrubber.played.states) - 1)


def test_a_click_on_a_round_shows_it_as_it_went_live_and_marks_it(scrubber: Scrubber) -> None:
    scrubber.page.locator(".round[data-round='3']").click()
    seq = rounds(scrubber)[2]
    scrubber.stands_at(seq)
    assert scrubber.played.states[seq]["roundPhase"] == "combat"
    expect(scrubber.page.locator(".round[aria-current]")).to_have_attribute("data-round", "3")


def test_a_click_on_a_kill_shows_the_moment_after_it(scrubber: Scrubber) -> None:
    kills = [
        row.seq
        for row in log_of(scrubber.played.folder, scrubber.played.pk)
        if row.type == "killfeed"
    ]
    scrubber.page.locator(f"[data-kill='{kills[7]}'] .time").click()
    scrubber.stands_at(kills[7])
    expect(scrubber.page.locator("[data-kill][aria-current]")).to_have_attribute(
        "data-kill", str(kills[7])
    )


def test_the_address_leads_back_to_the_same_event(scrubber: Scrubber) -> None:
    scrubber.page.goto(f"{scrubber.address}#e40")
    scrubber.press("on")
    scrubber.stands_at(41)
    assert scrubber.page.url.endswith("#e41")
    scrubber.page.reload()
    scrubber.stands_at(41)


def test_while_it_waits_only_the_newest_question_is_kept(scrubber: Scrubber) -> None:
    scrubber.stands_at(len(scrubber.played.states) - 1)
    asked: list[str] = []
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        asked.append(route.request.url.partition("seq=")[2])
        if len(asked) == 1:
            held.append(route)
        else:
            route.continue_()

    scrubber.page.route(re.compile("/state"), hold_the_first)
    slider = scrubber.page.locator("[data-scrubber]")
    for seq in (10, 20, 30, 40):
        slider.fill(str(seq))
    held[0].continue_()
    scrubber.stands_at(40)
    assert asked == ["10", "40"]


def test_a_server_that_is_gone_is_said_so_until_it_is_back(scrubber: Scrubber) -> None:
    scrubber.stands_at(len(scrubber.played.states) - 1)
    scrubber.page.route(re.compile("/state"), lambda route: route.abort())
    scrubber.page.locator("[data-scrubber]").fill("10")
    problem = scrubber.field("problem")
    expect(problem).to_contain_text("can't be reached")
    scrubber.page.unroute(re.compile("/state"))
    scrubber.press("on")
    scrubber.stands_at(11)
    expect(problem).to_be_hidden()


def test_somebody_who_was_signed_out_is_told_so(scrubber: Scrubber) -> None:
    scrubber.stands_at(len(scrubber.played.states) - 1)
    scrubber.page.context.clear_cookies()
    scrubber.press("back")
    expect(scrubber.field("problem")).to_contain_text("signed out")


def test_an_event_that_can_t_be_read_is_named(scrubber: Scrubber) -> None:
    scrubber.stands_at(len(scrubber.played.states) - 1)
    answer = {"error": "the log is damaged at event 5"}
    scrubber.page.route(re.compile("/state"), lambda route: route.fulfill(status=409, json=answer))
    scrubber.press("back")
    expect(scrubber.field("problem")).to_have_text("the log is damaged at event 5")


@pytest.mark.parametrize("width", [390, 1920])
def test_nothing_sticks_out_of_the_window(scrubber: Scrubber, width: int) -> None:
    scrubber.page.set_viewport_size({"width": width, "height": 844})
    for path in ("/matches/", f"/matches/{scrubber.played.pk}"):
        scrubber.page.goto(scrubber.played.site + path)
        assert scrubber.page.evaluate("document.documentElement.scrollWidth") == width


def test_on_a_phone_a_click_on_a_kill_brings_the_state_into_view(scrubber: Scrubber) -> None:
    scrubber.page.set_viewport_size({"width": 390, "height": 844})
    scrubber.page.reload()
    kill = scrubber.page.locator("[data-kill] .time").last
    kill.scroll_into_view_if_needed()
    expect(scrubber.box).not_to_be_in_viewport()
    kill.click()
    expect(scrubber.box).to_be_in_viewport(ratio=0.8)
