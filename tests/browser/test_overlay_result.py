"""The overlay tells who has won the round, the map and the series, and why."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Overlay
from tests.browser.states import LEFT, RIGHT, State, state, team, tools

ALIVE = {"planted": False, "detonated": False, "defused": False}
ICON = "http://127.0.0.1:9/{}.png"


def record(results: str) -> list[list[State]]:
    """The records of both teams: a letter for each round, by the team that has won it."""
    return [
        [
            {"type": "kills" if won == side else "lost", "wasAttack": side == "l", "round": number}
            for number, won in enumerate(results, 1)
        ]
        for side in "lr"
    ]


def after(results: str, number: int, phase: str, score: tuple[int, int], **changes: Any) -> State:
    """A state of a round; the left team attacks, and the record ends before that round."""
    left, right = record(results)
    teams = [
        team("Harbor Lanterns", "HLN", LEFT, roundsWon=score[0], roundRecord=left, ingameTeamId=0),
        team("Quiet Meridian", "QMD", RIGHT, roundsWon=score[1], roundRecord=right, ingameTeamId=1),
    ]
    return state(roundNumber=number, roundPhase=phase, teams=teams, **changes)


def pip(overlay: Overlay, side: str, number: int) -> Any:
    return overlay.field(f"rounds-{side}").locator(f"[data-round='{number}']")


@pytest.mark.parametrize(
    ("score", "told", "team_name", "reason"),
    [
        ((3, 1), {"attackersWon": True}, "Harbor Lanterns", "Elimination"),
        (
            (3, 1),
            {"attackersWon": True, "spikeState": ALIVE | {"detonated": True}},
            "Harbor Lanterns",
            "Spike detonated",
        ),
        ((2, 2), {"spikeState": ALIVE | {"defused": True}}, "Quiet Meridian", "Spike defused"),
        ((2, 2), {"wasTimeout": True}, "Quiet Meridian", "Time ran out"),
        ((2, 2), {}, "Quiet Meridian", "Elimination"),
    ],
)
def test_the_winner_of_a_round_is_named_with_the_reason(
    overlay: Overlay, score: tuple[int, int], told: State, team_name: str, reason: str
) -> None:
    overlay.show(after("llr", 4, "combat", (2, 1)))
    overlay.show(after("llr", 4, "end", (2, 1)))
    expect(overlay.field("result")).to_have_attribute("data-kind", "")
    overlay.show(after("llr", 4, "end", score, **told))
    expect(overlay.field("result-team")).to_have_text(team_name)
    expect(overlay.field("result-reason")).to_have_text(reason)
    expect(overlay.field("result")).to_have_css("opacity", "1")


def test_the_history_has_the_round_until_the_record_is_written(overlay: Overlay) -> None:
    overlay.show(after("lr", 3, "combat", (1, 1)))
    for number, phase in ((3, "end"), (4, "game_start")):
        overlay.show(after("lr", number, phase, (1, 2)))
        expect(pip(overlay, "right", 3)).to_have_attribute("data-result", "kills")
        expect(pip(overlay, "left", 3)).to_have_attribute("data-result", "lost")
    overlay.show(after("lrl", 4, "shopping", (1, 2)))
    expect(pip(overlay, "left", 3)).to_have_attribute("data-result", "kills")
    expect(overlay.field("result")).to_have_attribute("data-kind", "")


def test_a_score_that_is_told_before_the_end_names_the_same_winner(overlay: Overlay) -> None:
    overlay.show(after("lr", 3, "combat", (1, 1)))
    overlay.show(after("lr", 3, "combat", (1, 2)))
    expect(overlay.field("result")).to_have_attribute("data-kind", "")
    overlay.show(after("lr", 3, "end", (1, 2)))
    expect(overlay.field("result-team")).to_have_text("Quiet Meridian")


@pytest.mark.parametrize("score", [(3, 3), (1, 0), (0, 2)])
def test_a_jump_of_the_score_names_no_winner(overlay: Overlay, score: tuple[int, int]) -> None:
    overlay.show(after("lr", 3, "combat", (1, 1)))
    overlay.show(after("lr", 3, "end", score))
    expect(overlay.field("result")).to_have_attribute("data-kind", "")


@pytest.mark.parametrize(
    ("results", "winner"), [("lr", "Quiet Meridian"), ("", "")], ids=["a record", "a gap"]
)
def test_a_page_that_joins_at_the_end_names_the_winner_if_it_is_sure(
    overlay: Overlay, results: str, winner: str
) -> None:
    overlay.show(after(results, 3, "end", (1, 2), matchId=f"another-{results}"))
    kind = "round" if winner else ""
    expect(overlay.field("result")).to_have_attribute("data-kind", kind)
    if winner:
        expect(overlay.field("result-team")).to_have_text(winner)


def test_the_winner_stays_the_same_when_teams_change_places(overlay: Overlay) -> None:
    overlay.show(after("lr", 3, "combat", (1, 1)))
    told = overlay.show(after("lr", 3, "end", (1, 2)))
    overlay.show(told | {"teams": told["teams"][::-1]})
    expect(overlay.field("result-team")).to_have_text("Quiet Meridian")
    expect(overlay.field("result")).to_have_attribute("data-flank", "left")


def test_an_ace_is_named_and_has_its_own_sponsor(overlay: Overlay) -> None:
    sponsors = [
        {"wonTeam": "all", "roundCeremony": ["all"], "iconUrl": ICON.format("all")},
        {"wonTeam": "left", "roundCeremony": ["ace"], "iconUrl": ICON.format("left")},
        {"wonTeam": "right", "roundCeremony": ["ace", "clutch"], "iconUrl": ICON.format("ace")},
    ]
    box = tools(roundWinBox={"type": "sponsors", "sponsors": sponsors})
    overlay.show(after("lr", 3, "combat", (1, 1)))
    told = after("lr", 3, "end", (1, 2), tools=box)
    told["teams"][1]["players"][0]["killsThisRound"] = 4
    told["teams"][1]["players"][1] |= {"isAlive": False, "deathsThisRound": 1}
    overlay.show(told)
    expect(overlay.field("result-feat")).to_have_text("")
    expect(overlay.field("round-sponsor")).to_have_attribute("src", ICON.format("all"))
    told["teams"][1]["players"][0]["killsThisRound"] = 5
    overlay.show(told)
    expect(overlay.field("result-feat")).to_have_text("Ace")
    expect(overlay.field("round-sponsor")).to_have_attribute("src", ICON.format("ace"))


@pytest.mark.parametrize(
    ("fallen", "kills", "feat"), [(4, 0, "Clutch"), (1, 1, "Team ace"), (0, 0, "Flawless")]
)
def test_feats_of_a_team_are_named(overlay: Overlay, fallen: int, kills: int, feat: str) -> None:
    for phase, score in (("shopping", (1, 1)), ("combat", (1, 1)), ("end", (1, 2))):
        told = after("lr", 3, phase, score)
        for number, one in enumerate(told["teams"][1]["players"]):
            one |= {"killsThisRound": kills}
            if number < fallen and phase != "shopping":
                one |= {"isAlive": False, "deathsThisRound": 1}
        overlay.show(told)
    expect(overlay.field("result-feat")).to_have_text(feat)


@pytest.mark.parametrize(
    ("series", "title", "pips"),
    [
        ({"needed": 2, "wonLeft": 0, "wonRight": 0}, "Map won", "1"),
        ({"needed": 2, "wonLeft": 0, "wonRight": 1}, "Series won", "2"),
        ({"needed": 1, "wonLeft": 0, "wonRight": 0}, "Match won", "1"),
    ],
)
def test_the_winner_of_the_map_is_named_and_counted(
    overlay: Overlay, series: State, title: str, pips: str
) -> None:
    info = tools(seriesInfo={**series, "mapInfo": [{"type": "present", "logo": ""}]})
    overlay.show(after("r" * 13, 13, "game_end", (0, 13), tools=info))
    expect(overlay.field("result-kind")).to_have_text(title)
    expect(overlay.field("result-team")).to_have_text("Quiet Meridian")
    expect(overlay.field("result-reason")).to_have_text("13–0 · Icebox")  # noqa: RUF001
    won = overlay.field("maps-won", "[data-team=right]")
    expect(won).to_have_attribute("data-value", pips)
    expect(overlay.field("series-score")).to_have_text("0–13")  # noqa: RUF001


def test_equal_scores_at_the_end_have_no_winner(overlay: Overlay) -> None:
    overlay.show(after("lr", 2, "game_end", (1, 1)))
    expect(overlay.field("result-team")).to_have_text("Draw")
    expect(overlay.field("maps-won", "[data-team=left]")).to_have_attribute("data-value", "1")
