"""Erasing, exporting and pruning from the command line."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from guilds.models import Guild, Member, MessageEvent
from guilds.services import recording
from tests.guilds.cast import ALICE, BOB, GENERAL, HARBOUR, LANTERN, NOW
from tests.guilds.everything import does_everything

ALICE_ID = str(ALICE.discord_id)


@pytest.fixture(autouse=True)
def active_in_both(harbour: Guild, lantern: Guild) -> None:
    for guild in (HARBOUR, LANTERN):
        does_everything(guild, ALICE)
    does_everything(HARBOUR, BOB)


def said(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_a_member_is_erased_in_every_guild() -> None:
    told = said("erase_member", ALICE_ID)
    assert told.splitlines() == [
        f"Harbour ({HARBOUR}): 8 rows deleted",
        f"Lantern ({LANTERN}): 8 rows deleted",
    ]
    assert [member.username for member in Member.objects.all()] == ["bob"]


def test_a_member_is_erased_in_one_guild() -> None:
    said("erase_member", ALICE_ID, "--guild", str(HARBOUR))
    (left,) = Member.objects.filter(discord_id=ALICE.discord_id)
    assert left.guild_id == LANTERN


@pytest.mark.parametrize("command", ["erase_member", "export_member"])
@pytest.mark.parametrize("who", [["5"], ["9" * 30], [ALICE_ID, "--guild", "5"]])
def test_whoever_is_not_known_is_an_error(command: str, who: list[str]) -> None:
    with pytest.raises(CommandError, match="Nothing is known"):
        said(command, *who)


def test_a_member_is_exported_with_an_object_for_each_guild() -> None:
    harbour, lantern = json.loads(said("export_member", ALICE_ID))
    assert (harbour["guild"]["id"], lantern["guild"]["id"]) == (str(HARBOUR), str(LANTERN))
    assert harbour["member"]["username"] == "alice"


@pytest.mark.parametrize(
    ("days", "options"), [(90, []), (2, ["--days", "2"])], ids=["setting", "chosen"]
)
def test_what_is_older_than_so_many_days_is_pruned(
    days: int, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guilds.management.commands.prune_guild_events.now", lambda: NOW)
    before = NOW - timedelta(days=days)
    recording.message_sent(HARBOUR, ALICE, GENERAL, before - timedelta(seconds=1))
    recording.message_sent(HARBOUR, ALICE, GENERAL, before)
    rows = f"1 rows from before {before:%Y-%m-%d %H:%M}"
    assert said("prune_guild_events", *options, "--dry-run") == f"would delete {rows}\n"
    assert MessageEvent.objects.count() == 5
    assert said("prune_guild_events", *options) == f"deleted {rows}\n"
    assert MessageEvent.objects.filter(at__gte=before).count() == 4
    assert MessageEvent.objects.count() == 4


@pytest.mark.parametrize("days", ["0", "-1", "x", "36501", "1.5"])
def test_days_that_make_no_sense_are_refused(days: str) -> None:
    with pytest.raises(CommandError, match="whole number of days"):
        said("prune_guild_events", "--days", days)
