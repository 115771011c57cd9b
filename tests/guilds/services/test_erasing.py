"""Whoever is erased is gone from every table, and from the audit too."""

import pytest
from django.contrib.auth.models import User

from guilds.models import EVENTS, AuditEntry, Guild, Member
from guilds.services import recording, seen
from guilds.services.erasing import erase_member, rows_about
from tests.guilds.cast import ALICE, BOB, GENERAL, HARBOUR, LANTERN, NOW
from tests.guilds.everything import does_everything


def member(guild: int = HARBOUR) -> Member:
    return Member.objects.get(guild=guild, discord_id=ALICE.discord_id)


def test_everything_about_a_member_goes_and_nothing_else(harbour: Guild, lantern: Guild) -> None:
    for guild, who in ((HARBOUR, ALICE), (HARBOUR, BOB), (LANTERN, ALICE)):
        does_everything(guild, who)
    told_before = rows_about(member())
    assert erase_member(member(), now=NOW) == told_before == 1 + len(EVENTS)
    left = {(one.guild_id, one.username) for one in Member.objects.all()}
    assert left == {(HARBOUR, "bob"), (LANTERN, "alice")}
    for table in EVENTS:
        assert table._default_manager.count() == 2


def test_the_audit_keeps_who_erased_how_much_and_not_whom(harbour: Guild) -> None:
    root = User.objects.create_superuser("root")
    does_everything(HARBOUR, ALICE)
    erase_member(member(), by=root, now=NOW)
    (entry,) = AuditEntry.objects.values()
    assert (entry["action"], entry["actor_id"], entry["guild_id"]) == ("erased", root.pk, HARBOUR)
    assert (entry["detail"], entry["at"]) == ("8 rows", NOW)
    assert "alice" not in str(entry)
    assert str(ALICE.discord_id) not in str(entry)


def test_erasing_twice_does_nothing_and_is_noted_once(harbour: Guild) -> None:
    does_everything(HARBOUR, ALICE)
    found = member()
    erase_member(found, now=NOW)
    assert erase_member(found, now=NOW) == 0
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_on_its_way_while_its_member_is_erased_is_stored_with_a_new_one(
    harbour: Guild, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording.message_sent(HARBOUR, ALICE, GENERAL, NOW)
    stale, find = member().pk, seen.member_pk
    erase_member(member(), now=NOW)
    keys = iter([stale])
    monkeypatch.setattr(seen, "member_pk", lambda *args: next(keys, None) or find(*args))
    (told,) = recording.message_sent(HARBOUR, ALICE, GENERAL, NOW)
    assert told.event == "message:new"
    assert rows_about(member()) == 2
