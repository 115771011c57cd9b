"""A player under an alias: nothing is left of the person, and the match folds as before."""

import json
from typing import Any

import msgspec
import pytest

from matches.archive.aliases import Alias, alias_for, renamed, renamed_row, renamed_setup
from matches.engine.events import AuxDisconnect, LoggedOn, Playercams, canonical
from tests.matches.archive.simulated import simulated
from tests.matches.archive.told import Told, in_combat, told
from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    DANA,
    Packet,
    aux_scoreboard,
    aux_scoreboard_team,
    auxiliary,
    board,
    killfeed,
    observer,
    roster,
    scoreboard,
    setup,
    toast,
)
from tests.support.game import parsed

TOKEN = "0a1b"
NEW_ID, NEW_NAME = "anonymous-0a1b", "anon-0a1b"


def alias_of_alice(story: Told | None = None) -> Alias:
    story = story or told()
    return alias_for(story.setup, story.rows, ALICE.player_id, token=TOKEN)


def anonymised(story: Told, riot_id: str = ALICE.player_id) -> Told:
    alias = alias_for(story.setup, story.rows, riot_id, token=TOKEN)
    other = Told(renamed_setup(story.setup, alias))
    other.rows = [row._replace(data=renamed_row(row.data, alias)) for row in story.rows]
    return other


def said(packet: Packet) -> Any:
    """The packet as it is said of the alias."""
    return json.loads(canonical(renamed(parsed(packet), alias_of_alice())))


@pytest.mark.parametrize("build", [roster, scoreboard, aux_scoreboard])
def test_who_is_meant_by_id_gets_another_id_name_and_tagline(build: Any) -> None:
    data = said(build(ALICE))["data"]
    assert (data["playerId"], data["name"], data["tagline"]) == (NEW_ID, NEW_NAME, "ANON")
    assert said(build(BOB)) == json.loads(canonical(parsed(build(BOB))))


def test_a_roster_entry_without_a_name_keeps_none_as_it_counts_for_nothing() -> None:
    data = said(roster(ALICE, name="", tagline=""))["data"]
    assert (data["playerId"], data["name"], data["tagline"]) == (NEW_ID, "", "")


def test_an_auxiliary_client_is_the_alias_s() -> None:
    assert said(auxiliary(ALICE, "aux_health", 50))["playerId"] == NEW_ID
    assert said(auxiliary(BOB, "aux_health", 50))["playerId"] == BOB.player_id
    left = renamed(AuxDisconnect(player_id=ALICE.player_id), alias_of_alice())
    assert left == AuxDisconnect(player_id=NEW_ID)


def test_the_team_s_scoreboards_that_come_as_a_string_are_the_alias_s_too() -> None:
    packet = said(aux_scoreboard_team(BOB, board(ALICE), board(BOB)))
    assert [one["playerId"] for one in json.loads(packet["data"])] == [NEW_ID, BOB.player_id]


def test_the_kill_feed_and_the_camera_name_the_alias() -> None:
    line = said(killfeed(ALICE, DANA))["data"]
    assert (line["attacker"], line["victim"]) == (NEW_NAME, "dana")
    assert said(killfeed(DANA, ALICE))["data"]["victim"] == NEW_NAME
    assert said(observer("observing", "alice #AL"))["data"] == f"{NEW_NAME} #ANON"
    assert said(observer("observing", "dana #DA"))["data"] == "dana #DA"


def test_what_merely_reads_like_the_name_is_left() -> None:
    assert said(observer("map", "alice"))["data"] == "alice"
    assert said(observer("match_start", "alice"))["data"] == "alice"


def test_a_message_on_the_overlay_names_the_alias_by_whole_words() -> None:
    shown = said(toast("alice, alice#AL and malice", title="alice #AL!"))["data"]
    assert shown["message"] == f"{NEW_NAME}, {NEW_NAME} and malice"
    assert shown["title"] == f"{NEW_NAME}!"


def test_a_message_that_grows_stays_a_message() -> None:
    alias = alias_of_alice()
    long = renamed_row(canonical(parsed(toast("alice " * 333))), alias)
    assert len(json.loads(long)["data"]["message"]) == 2_000


def test_every_name_that_the_player_had_goes_also_the_one_that_overlays_showed() -> None:
    story = Told(setup(tools={"playercamsInfo": {"removeTricodes": True}}))
    story.send(roster(ALICE, name="LLA alice"), roster(ALICE, name="queen", tagline="Q1"))
    story.send(scoreboard(ALICE, name="third"))
    assert alias_of_alice(story).names == {"LLA alice", "alice", "queen", "third"}


def test_the_crew_s_names_and_cameras_forget_the_player() -> None:
    crew = Playercams(
        identifier="room",
        revision=2,
        overrides=(("alice#AL", "Speedy"), ("dana#DA", "Dee")),
        enabled_players=("alice#AL", "dana#DA"),
    )
    story = told().send(crew)
    alias = alias_of_alice(story)
    left = renamed(crew, alias)
    assert isinstance(left, Playercams)
    assert (left.overrides, left.enabled_players) == ((("dana#DA", "Dee"),), ("dana#DA",))
    shown = json.loads(canonical(renamed(parsed(toast("Speedy is back")), alias)))
    assert shown["data"]["message"] == f"{NEW_NAME} is back"


def test_the_set_up_forgets_the_player() -> None:
    overrides = json.dumps([["alice#AL", "Speedy"], ["dana", "Dee"]])
    story = Told(
        setup(
            tools={
                "nameOverrides": {"overrides": overrides, "kept": 1},
                "playercamsInfo": {
                    "identifier": "CAM",
                    "enabledPlayers": ["id-alice", "dana", {"name": "alice"}],
                },
            }
        )
    ).send(*map(roster, (ALICE, DANA)))
    alias = alias_of_alice(story)
    tools = renamed_setup(story.setup, alias).tools
    assert tools["nameOverrides"] == {"overrides": '[["dana","Dee"]]', "kept": 1}
    assert tools["playercamsInfo"] == {"identifier": "CAM", "enabledPlayers": ["dana"]}
    later = renamed(LoggedOn(setup=story.setup), alias)
    assert later == LoggedOn(setup=renamed_setup(story.setup, alias))
    shown = json.loads(canonical(renamed(parsed(toast("Speedy is back")), alias)))
    assert shown["data"]["message"] == f"{NEW_NAME} is back"


@pytest.mark.parametrize(
    "tools",
    [
        {},
        {"nameOverrides": None, "playercamsInfo": 7},
        {"nameOverrides": {"overrides": "no JSON"}},
        {"nameOverrides": {"overrides": '{"alice": 1}'}},
        {"nameOverrides": {"overrides": '[1, ["alice"], [2, "x"]]'}},
        {"playercamsInfo": {"enabledPlayers": "alice"}},
    ],
)
def test_an_odd_set_up_stays_as_it_is(tools: dict[str, Any]) -> None:
    odd = setup(tools=tools)
    assert renamed_setup(odd, alias_of_alice()) == odd


def test_a_row_that_cannot_be_read_loses_the_player_and_stays_unreadable() -> None:
    row = b'{"type":"from_the_future","who":"id-alice","name":"alice","full":"alice #AL"}'
    new = renamed_row(row, alias_of_alice())
    assert b"alice" not in new
    assert json.loads(new)["who"] == NEW_ID
    assert renamed_row(b"\xff\x00", alias_of_alice()) == b"\xff\x00"


def test_somebody_whom_the_log_does_not_know_changes_nothing() -> None:
    story = in_combat().send(killfeed(ALICE, DANA), toast("alice"))
    assert anonymised(story, "id-nobody").rows == story.rows


def test_the_facts_are_the_same_but_for_who_it_was() -> None:
    story = in_combat().send(killfeed(ALICE, DANA, assists=["TX_Killfeed_Clove"]), after=5)
    story.send(killfeed(CHARLIE, ALICE), killfeed(BOB, CHARLIE), after=5)
    expected = msgspec.json.encode(story.facts).decode()
    for old, new in (("id-alice", NEW_ID), ("alice", NEW_NAME), ("AL", "ANON")):
        expected = expected.replace(f'"{old}"', f'"{new}"')
    assert msgspec.json.encode(anonymised(story).facts).decode() == expected


def test_a_whole_simulated_match_folds_to_the_same_facts_without_the_player() -> None:
    story = simulated(2)
    someone = story.facts.players[3]
    new = anonymised(story, someone.riot_id)
    everything = b"".join(row.data for row in new.rows)
    assert someone.riot_id.encode() not in everything
    assert f'"{someone.name}"'.encode() not in everything
    before, after = story.facts, new.facts
    assert [one.kills for one in after.players] == [one.kills for one in before.players]
    assert [one.weapons for one in after.players] == [one.weapons for one in before.players]
    assert [one.clutches for one in after.players] == [one.clutches for one in before.players]
    assert len(after.kills) == len(before.kills)
    assert [one.winner for one in after.rounds] == [one.winner for one in before.rounds]
    assert after.players[3].riot_id == NEW_ID
