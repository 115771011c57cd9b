"""What ends while somebody is connected: grants, tokens, accounts. By two servers' sockets."""

import pytest

from tests.wire.guilds.stage import ALICE, HastyServer, Stage, token

HIDDEN = {"message": "You do not have access to this guild"}


@pytest.fixture(params=["first", "second"])
def url(request: pytest.FixtureRequest, server: HastyServer, second: HastyServer) -> str:
    """Of either of two servers with one Redis."""
    return {"first": server, "second": second}[request.param].url("guilds")


def test_a_grant_that_is_taken_away_takes_the_sockets_out_of_the_rooms(
    stage: Stage, url: str
) -> None:
    harbour, lantern = stage.guild(), stage.guild("Lantern")
    erin = stage.account("erin", harbour, lantern)
    for name in ("erin", "her phone"):
        stage.connect(name, token(erin), url)
        stage.joins(name, f"guild:{harbour}", f"guild:{lantern}", f"analytics:{harbour}")
    stage.hand.withdraw(stage.user("erin"), int(harbour))
    for name in ("erin", "her phone"):
        assert [stage.hears(name, "error") for _ in range(2)] == [HIDDEN, HIDDEN]
    stage.hand.writes(int(harbour), ALICE)
    stage.hand.writes(int(lantern), ALICE)
    for name in ("erin", "her phone"):
        stage.hears(name, "message:new")  # Lantern's, which was written later
        assert len(stage.times(name, "message:new")) == 1
    refused = stage.asks("erin", "subscribe:guild", harbour)
    assert refused == {"ok": False, "error": HIDDEN["message"]}


def test_a_grant_of_another_source_keeps_them_there(stage: Stage, url: str) -> None:
    harbour = stage.guild()
    erin = stage.account("erin", harbour)
    stage.hand.grant_by_discord(stage.user("erin"), int(harbour))
    stage.connect("erin", token(erin), url)
    stage.joins("erin", f"guild:{harbour}")
    stage.hand.withdraw(stage.user("erin"), int(harbour))
    stage.hand.writes(int(harbour), ALICE)
    assert stage.hears("erin", "message:new")["username"] == "alice"
    stage.hears_nothing("erin", "error")


def test_a_grant_that_nobody_told_us_of_ends_soon_too(stage: Stage, url: str) -> None:
    harbour = stage.guild()
    stage.arrives("erin", harbour, url=url)
    stage.joins("erin", f"guild:{harbour}")
    stage.hand.withdraw_in_silence(stage.user("erin"), int(harbour))
    assert stage.hears("erin", "error") == HIDDEN


def test_who_is_no_admin_any_more_leaves_the_rooms_soon(stage: Stage, url: str) -> None:
    harbour = stage.guild()
    stage.arrives("grace", role="ADMIN", url=url)
    stage.joins("grace", f"guild:{harbour}")
    stage.hand.set_role(stage.user("grace"), "USER")
    assert stage.hears("grace", "error") == HIDDEN


def test_a_token_that_expires_ends_the_connection_with_a_word(stage: Stage, url: str) -> None:
    stage.connect("erin", token(lasts=1), url)
    assert stage.hears("erin", "error") == {"message": "Token expired"}
    stage.is_dismissed("erin")


def test_an_account_that_is_switched_off_or_banned_is_dismissed_with_a_word(
    stage: Stage, url: str
) -> None:
    for name in ("oscar", "mallory", "erin"):
        stage.arrives(name, url=url)
    stage.hand.switch_off(stage.user("oscar"))
    stage.hand.set_role(stage.user("mallory"), "BANNED")
    for name in ("oscar", "mallory"):
        assert stage.hears(name, "error") == {"message": "Access denied"}
        stage.is_dismissed(name)
    assert stage.asks("erin", "unsubscribe:guild", "1") == {"ok": True}


def test_a_broken_connection_comes_back_and_has_to_subscribe_again(stage: Stage, url: str) -> None:
    harbour = stage.guild()
    stage.arrives("erin", harbour, url=url)
    stage.joins("erin", f"guild:{harbour}")
    stage.drop("erin")
    stage.wait_for("erin", "disconnect")
    stage.wait_for("erin", "connect")
    stage.joins("erin", f"guild:{harbour}")
    stage.hand.writes(int(harbour), ALICE)
    assert stage.hears("erin", "message:new")["username"] == "alice"
