"""The rooms of guilds: what is sent there, to whom, and in which words who may not is refused."""

from typing import Any

import pytest

from tests.wire.guilds.stage import ALICE, BOB, Stage, token

HIDDEN = "You do not have access to this guild"
INVALID = "Invalid guild ID"
AT = "2026-03-14T15:09:26.000Z"


def person(who: tuple[int, str, str]) -> dict[str, Any]:
    return {"userId": str(who[0]), "username": who[1]}


def test_everything_that_happens_in_a_guild_comes_to_its_room(stage: Stage) -> None:
    harbour = stage.guild()
    stage.arrives("erin", harbour)
    stage.joins("erin", f"guild:{harbour}")
    guild = int(harbour)
    stage.hand.writes(guild, ALICE)
    stage.hand.shows(guild, ALICE, "idle", "desktop")
    stage.hand.shows(guild, ALICE, "online", "mobile", "desktop")
    stage.hand.changes(guild, ALICE, ["Moderator", "Coach"], ["Guest"])
    stage.hand.joins(guild, BOB)
    stage.hand.changes(guild, ALICE, [], ["Coach"])
    stage.hand.types(guild, ALICE)
    stage.hand.writes(guild, BOB)
    stage.wait_for("erin", "message:new", lambda one: one["username"] == "bob")
    channel = {"channelId": "501", "channelName": "general"}
    assert stage.heard("erin") == [
        ("message:new", {**person(ALICE), **channel, "timestamp": AT}),
        ("presence:update", {**person(ALICE), "status": "idle", "timestamp": AT}),
        ("presence:update", {**person(ALICE), "status": "online", "timestamp": AT}),
        (
            "alert:multiClient",
            {**person(ALICE), "platforms": ["desktop", "mobile"], "timestamp": AT},
        ),
        ("role:change", {**person(ALICE), "addedRoles": ["Moderator", "Coach"], "timestamp": AT}),
        ("user:join", {**person(BOB), "accountAgeDays": 2986, "timestamp": AT}),
        ("message:new", {**person(BOB), **channel, "timestamp": AT}),
    ]


def test_a_room_hears_nothing_of_another_guild(stage: Stage) -> None:
    harbour, lantern = stage.guild(), stage.guild("Lantern")
    stage.arrives("erin", harbour, lantern)
    stage.arrives("frank", lantern)
    stage.joins("erin", f"guild:{harbour}")
    stage.joins("frank", f"guild:{lantern}")
    stage.hand.writes(int(harbour), ALICE)
    stage.hand.writes(int(lantern), BOB)
    assert stage.hears("erin", "message:new")["username"] == "alice"
    assert stage.hears("frank", "message:new")["username"] == "bob"
    stage.hears_nothing("frank", "analytics:update", "error")
    assert [len(stage.heard(name)) for name in ("erin", "frank")] == [1, 1]


def test_a_guild_that_was_not_granted_is_refused_and_its_room_stays_shut(stage: Stage) -> None:
    harbour = stage.guild()
    stage.arrives("frank", stage.guild("Lantern"))
    for event in ("subscribe:guild", "subscribe:analytics"):
        assert stage.asks("frank", event, harbour) == {"ok": False, "error": HIDDEN}
        assert stage.hears("frank", "error") == {"message": HIDDEN}
    stage.hand.writes(int(harbour), ALICE)
    stage.hears_nothing("frank", "message:new", "analytics:update")


def test_who_asks_for_no_acknowledgement_is_told_by_the_event_alone(stage: Stage) -> None:
    stage.arrives("frank")
    stage.emit("frank", "subscribe:guild", stage.guild())
    assert stage.hears("frank", "error") == {"message": HIDDEN}
    stage.emit("frank", "subscribe:guild", {"id": 1})
    assert stage.hears("frank", "error") == {"message": INVALID}


@pytest.mark.parametrize("event", ["subscribe:guild", "subscribe:analytics"])
@pytest.mark.parametrize(
    "given",
    [
        [""],
        ["abc"],
        ["12a"],
        ["-1"],
        ["1.5"],
        [" 1"],
        ["\N{ARABIC-INDIC DIGIT THREE}"],
        [123],
        [None],
        [True],
        [["1"]],
        [{"id": "1"}],
        ["1" * 10_000],
        [str(2**63)],
        [],
        ["1", "2"],
    ],
    ids=lambda given: repr(given)[:20],
)
def test_what_is_no_guild_id_is_refused(stage: Stage, event: str, given: list[Any]) -> None:
    stage.connect("grace", token(role="ADMIN"))
    for wanted in (event, event.replace("subscribe", "unsubscribe")):
        assert stage.asks("grace", wanted, *given) == {"ok": False, "error": INVALID}
        assert stage.hears("grace", "error") == {"message": INVALID}


def test_an_admin_hears_every_guild(stage: Stage) -> None:
    harbour = stage.guild()
    stage.arrives("grace", role="ADMIN")
    stage.joins("grace", f"guild:{harbour}", f"analytics:{harbour}")
    stage.hand.writes(int(harbour), ALICE)
    assert stage.hears("grace", "message:new")["username"] == "alice"


def test_of_somebody_unknown_the_token_s_role_counts(stage: Stage) -> None:
    harbour = stage.guild()
    stage.connect("stranger", token(7, role="MODERATOR"))
    assert stage.asks("stranger", "subscribe:guild", harbour)["error"] == HIDDEN
    stage.connect("boss", token(8, role="ADMIN"))
    stage.joins("boss", f"guild:{harbour}")


def test_of_somebody_known_the_account_s_role_counts_and_not_the_token_s(stage: Stage) -> None:
    harbour = stage.guild()
    frank = stage.account("frank the modest")
    stage.connect("frank", token(frank, role="ADMIN"))
    assert stage.asks("frank", "subscribe:guild", harbour)["error"] == HIDDEN


def test_who_unsubscribes_hears_no_more_of_that_room_alone(stage: Stage) -> None:
    harbour, lantern = stage.guild(), stage.guild("Lantern")
    stage.arrives("erin", harbour, lantern)
    stage.joins("erin", f"guild:{harbour}", f"guild:{lantern}", f"analytics:{harbour}")
    stage.hears("erin", "analytics:update")
    assert stage.asks("erin", "unsubscribe:guild", harbour) == {"ok": True}
    assert stage.asks("erin", "unsubscribe:analytics", harbour) == {"ok": True}
    stage.hand.writes(int(harbour), ALICE)
    stage.hand.writes(int(lantern), BOB)
    assert stage.hears("erin", "message:new")["username"] == "bob"


def test_unsubscribing_from_where_one_is_not_is_no_error(stage: Stage) -> None:
    stage.arrives("erin")
    assert stage.asks("erin", "unsubscribe:guild", stage.guild()) == {"ok": True}


@pytest.mark.parametrize("transports", [["polling"], ["polling", "websocket"]], ids=repr)
def test_polling_clients_hear_everything_too(stage: Stage, transports: list[str]) -> None:
    harbour = stage.guild()
    stage.arrives("erin", harbour, transports=transports)
    stage.joins("erin", f"guild:{harbour}")
    for number in range(30):
        stage.hand.writes(int(harbour), (1000 + number, f"member {number}", ""))
    told = [stage.hears("erin", "message:new")["username"] for _ in range(30)]
    assert told == [f"member {number}" for number in range(30)]


def test_an_event_that_nobody_knows_is_refused(stage: Stage) -> None:
    stage.arrives("erin")
    answer = stage.asks("erin", "subscribe:everything", "1")
    assert answer == {"ok": False, "error": "this port knows no such event"}
    assert stage.hears("erin", "error") == {"message": "this port knows no such event"}
