"""What Discord tells is stored, and answered with what the contract's rooms are told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from guilds.models import (
    EVENTS,
    Guild,
    GuildChannel,
    JoinEvent,
    Member,
    MessageEvent,
    PresenceEvent,
    ReactionEvent,
    RoleChange,
    TypingEvent,
    VoiceEvent,
)
from guilds.services import recording
from guilds.values import Channel, Live
from tests.guilds.cast import ALICE, BOB, CHARLIE, GENERAL, HARBOUR, LOUNGE, NOW, NOWHERE

AT = "2026-03-14T15:09:26.000Z"
ALICE_ON_THE_WIRE = {"userId": str(ALICE.discord_id), "username": "alice"}


@pytest.fixture(autouse=True)
def counters() -> Iterator[None]:
    recording.dropped.clear()
    yield
    recording.dropped.clear()


def told(lives: list[Live]) -> list[tuple[str, dict[str, Any]]]:
    assert all(live.room_guild_id == HARBOUR for live in lives)
    return [(live.event, live.payload) for live in lives]


def test_a_message_is_stored_without_its_text_and_told(harbour: Guild) -> None:
    lives = recording.message_sent(HARBOUR, ALICE, GENERAL, NOW)
    where = {"channelId": str(GENERAL.discord_id), "channelName": "general"}
    assert told(lives) == [("message:new", {**ALICE_ON_THE_WIRE, **where, "timestamp": AT})]
    stored = MessageEvent.objects.select_related("channel", "member").get()
    assert (stored.guild_id, stored.member.discord_id) == (HARBOUR, ALICE.discord_id)
    assert (stored.channel_id, stored.channel.name) == (GENERAL.discord_id, "general")
    assert stored.at == NOW


def test_typing_and_reactions_are_stored_and_told_nobody(harbour: Guild) -> None:
    assert recording.typing_started(HARBOUR, ALICE, GENERAL, NOW) == []
    assert recording.reaction_added(HARBOUR, ALICE, GENERAL, NOW) == []
    assert TypingEvent.objects.count() == ReactionEvent.objects.count() == 1


def test_voice_is_stored_with_its_kind(harbour: Guild) -> None:
    for kind in ("join", "move", "leave"):
        assert recording.voice_changed(HARBOUR, ALICE, LOUNGE, kind, NOW) == []
    kinds = VoiceEvent.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["join", "move", "leave"]


def test_a_presence_on_one_client_is_told(harbour: Guild) -> None:
    lives = recording.presence_changed(HARBOUR, ALICE, "idle", ["web"], NOW)
    expected = {**ALICE_ON_THE_WIRE, "status": "idle", "timestamp": AT}
    assert told(lives) == [("presence:update", expected)]


def test_a_presence_on_several_clients_raises_an_alert_too(harbour: Guild) -> None:
    lives = recording.presence_changed(HARBOUR, ALICE, "online", {"web", "mobile"}, NOW)
    alert = {**ALICE_ON_THE_WIRE, "platforms": ["mobile", "web"], "timestamp": AT}
    assert told(lives)[1:] == [("alert:multiClient", alert)]
    assert PresenceEvent.objects.get().platforms == "mobile,web"


def test_whoever_is_offline_is_on_no_client(harbour: Guild) -> None:
    lives = recording.presence_changed(HARBOUR, ALICE, "offline", ["web", "mobile"], NOW)
    assert [live.event for live in lives] == ["presence:update"]
    assert PresenceEvent.objects.get().platforms == ""


def test_roles_that_were_added_are_told(harbour: Guild) -> None:
    lives = recording.roles_changed(HARBOUR, ALICE, ["Moderator"], ["Guest"], NOW)
    expected = {**ALICE_ON_THE_WIRE, "addedRoles": ["Moderator"], "timestamp": AT}
    assert told(lives) == [("role:change", expected)]
    stored = RoleChange.objects.get()
    assert (stored.added, stored.removed) == (["Moderator"], ["Guest"])


def test_roles_that_were_only_removed_are_stored_and_not_told(harbour: Guild) -> None:
    assert recording.roles_changed(HARBOUR, ALICE, [], ["Guest"], NOW) == []
    assert RoleChange.objects.get().removed == ["Guest"]


def test_a_join_tells_the_age_of_the_account(harbour: Guild) -> None:
    lives = recording.member_joined(HARBOUR, CHARLIE, NOW, NOW)
    expected = {"userId": str(CHARLIE.discord_id), "username": "charlie", "accountAgeDays": 3}
    assert told(lives) == [("user:join", {**expected, "timestamp": AT})]
    assert JoinEvent.objects.get().account_age_days == 3
    member = Member.objects.get()
    assert (member.joined_at, member.account_created_at) == (NOW, NOW - timedelta(days=3))


def test_whoever_leaves_and_comes_back_has_not_left(harbour: Guild) -> None:
    recording.member_joined(HARBOUR, ALICE, NOW, NOW)
    assert recording.member_left(HARBOUR, ALICE, NOW) == []
    assert Member.objects.get().left_at == NOW
    recording.member_joined(HARBOUR, ALICE, NOW, NOW + timedelta(hours=1))
    member = Member.objects.get()
    assert (member.left_at, member.joined_at) == (None, NOW + timedelta(hours=1))


def test_of_a_stranger_who_leaves_nothing_is_kept(harbour: Guild) -> None:
    recording.member_left(HARBOUR, ALICE, NOW)
    assert not Member.objects.exists()
    assert recording.dropped == {"unknown_member": 1}


def test_events_of_an_unknown_guild_are_counted_and_leave_nothing(harbour: Guild) -> None:
    assert recording.message_sent(NOWHERE, ALICE, GENERAL, NOW) == []
    assert recording.presence_changed(NOWHERE, ALICE, "online", ["web", "mobile"], NOW) == []
    assert recording.roles_changed(NOWHERE, ALICE, ["Moderator"], [], NOW) == []
    assert recording.member_joined(NOWHERE, ALICE, NOW, NOW) == []
    recording.members_seen(NOWHERE, [ALICE])
    assert recording.dropped == {"unknown_guild": 5}
    assert not any(table.objects.exists() for table in (*EVENTS, Member, GuildChannel))


def test_new_names_replace_old_ones(harbour: Guild) -> None:
    recording.message_sent(HARBOUR, ALICE, GENERAL, NOW)
    renamed = replace(ALICE, username="alicia", display_name="A.")
    recording.message_sent(HARBOUR, renamed, Channel(GENERAL.discord_id, "lobby"), NOW)
    member = Member.objects.get()
    assert (member.username, member.display_name) == ("alicia", "A.")
    assert GuildChannel.objects.get().name == "lobby"


def test_all_members_are_seen_at_once_and_twice_does_no_harm(harbour: Guild) -> None:
    long_ago = NOW - timedelta(days=90)
    recording.members_seen(HARBOUR, [replace(ALICE, joined_at=long_ago), BOB])
    recording.member_left(HARBOUR, BOB, NOW)
    recording.members_seen(HARBOUR, [ALICE, BOB, BOB])
    joined = dict(Member.objects.values_list("username", "joined_at"))
    assert joined == {"alice": long_ago, "bob": None}
    assert not Member.objects.filter(left_at__isnull=False).exists()


def test_a_guild_is_made_then_renamed_and_comes_back(db: None) -> None:
    recording.guild_seen(HARBOUR, "Harbour", "a1")
    recording.guild_gone(HARBOUR)
    assert not Guild.objects.get().present
    recording.guild_seen(HARBOUR, "The Harbour")
    guild = Guild.objects.get()
    assert (guild.pk, guild.name, guild.icon, guild.present) == (HARBOUR, "The Harbour", "", True)


def test_names_that_a_database_would_refuse_are_made_fit(harbour: Guild) -> None:
    odd = replace(ALICE, username="al\0ice\ud800", display_name="x" * 300)
    lives = recording.message_sent(HARBOUR, odd, Channel(7, "gen\0eral"), NOW)
    assert lives[0].payload["username"] == "alice?"
    assert lives[0].payload["channelName"] == "general"
    recording.roles_changed(HARBOUR, odd, ["Mod\0"], [], NOW)
    assert RoleChange.objects.get().added == ["Mod"]
    assert len(Member.objects.get().display_name) == 100


def test_a_known_member_and_channel_cost_three_statements(
    harbour: Guild, django_assert_num_queries: Any
) -> None:
    recording.message_sent(HARBOUR, ALICE, GENERAL, NOW)
    with django_assert_num_queries(5):  # with the beginning and the end of the transaction
        recording.message_sent(HARBOUR, ALICE, GENERAL, NOW)
