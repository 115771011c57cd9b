"""Whoever asks gets all that is known of them, as plain JSON."""

import json
from datetime import timedelta

from django.contrib.auth.models import User

from guilds.models import AuditEntry, Guild, Member
from guilds.services import recording
from guilds.services.exporting import export_member
from tests.guilds.cast import ALICE, BOB, CLIPS, GENERAL, HARBOUR, LOUNGE, NOW
from tests.guilds.everything import does_everything

AT = "2026-03-14T15:09:26.000Z"


def alice() -> Member:
    return Member.objects.get(discord_id=ALICE.discord_id)


def test_everything_about_a_member_is_there(harbour: Guild) -> None:
    does_everything(HARBOUR, ALICE)
    does_everything(HARBOUR, BOB)
    general = {"timestamp": AT, "channelId": str(GENERAL.discord_id), "channelName": "general"}
    clips = {"timestamp": AT, "channelId": str(CLIPS.discord_id), "channelName": "clips"}
    lounge = {"timestamp": AT, "channelId": str(LOUNGE.discord_id), "channelName": "lounge"}
    export = export_member(alice(), now=NOW)
    assert json.loads(json.dumps(export)) == {
        "exportedAt": AT,
        "guild": {"id": str(HARBOUR), "name": "Harbour"},
        "member": {
            "userId": str(ALICE.discord_id),
            "username": "alice",
            "displayName": "Alice",
            "joinedAt": AT,
            "leftAt": None,
            "accountCreatedAt": "2025-02-07T15:09:26.000Z",
        },
        "events": {
            "typing": [general],
            "messages": [general],
            "reactions": [clips],
            "voice": [{**lounge, "kind": "join"}],
            "presences": [{"timestamp": AT, "status": "online", "platforms": ["desktop", "web"]}],
            "roles": [{"timestamp": AT, "addedRoles": ["Moderator"], "removedRoles": ["Guest"]}],
            "joins": [{"timestamp": AT, "accountAgeDays": 400}],
        },
    }


def test_events_come_in_the_order_of_time(harbour: Guild) -> None:
    for minutes in (3, 1, 2):
        recording.presence_changed(HARBOUR, ALICE, "offline", [], NOW + timedelta(minutes=minutes))
    presences = export_member(alice(), now=NOW)["events"]["presences"]
    assert [one["timestamp"][14:16] for one in presences] == ["10", "11", "12"]
    assert presences[0]["platforms"] == []


def test_the_audit_keeps_that_something_was_handed_out(harbour: Guild) -> None:
    root = User.objects.create_superuser("root")
    does_everything(HARBOUR, ALICE)
    export_member(alice(), by=root, now=NOW)
    (entry,) = AuditEntry.objects.all()
    assert (entry.action, entry.actor, entry.guild) == ("exported", root, harbour)
