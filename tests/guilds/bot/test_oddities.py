"""What is not meant for the bot, and what Discord is not supposed to send."""

from typing import Any

import pytest

from guilds.models import (
    EVENTS,
    Guild,
    JoinEvent,
    Member,
    MessageEvent,
    PresenceEvent,
    ReactionEvent,
    TypingEvent,
    VoiceEvent,
)
from tests.guilds.bot.harbour import NOW, Harbour
from tests.guilds.bot.watching import Watching
from tests.support.discord import payloads
from tests.support.discord.community import Community, Event


async def events(watching: Watching) -> list[Any]:
    """All that is stored, of every kind."""
    return [row for table in EVENTS for row in await watching.rows(table, "pk")]


def without(event: Event, *keys: str) -> Event:
    name, data = event
    return name, {key: value for key, value in data.items() if key not in keys}


# Not meant for it


async def test_what_bots_do_is_stored_nowhere(watching: Watching, harbour: Harbour) -> None:
    robot, another = harbour.robot, payloads.user("another", bot=True)
    await watching.happens(
        harbour.types(robot, harbour.general, NOW),
        harbour.writes(robot, harbour.general, NOW),
        harbour.reacts(robot, harbour.general),
        harbour.shows(robot, "online", web="online", desktop="online"),
        harbour.has_roles(robot, harbour.moderator),
        harbour.speaks_in(robot, harbour.lounge),
        harbour.leaves(robot),
        harbour.joins(another),
    )
    assert await events(watching) == []
    assert watching.told == []
    assert sorted(await watching.rows(Member, "username")) == [("alice",), ("bob",)]


async def test_direct_messages_are_stored_nowhere_even_if_they_come(
    discord: Any, harbour: Harbour, transactional_db: None
) -> None:
    discord.heeds_intents = False
    watching = Watching(discord)
    await watching.start()
    channel = payloads.new_id()
    for event in (
        harbour.writes(harbour.alice, channel, NOW, "hello"),
        harbour.types(harbour.alice, channel, NOW),
        harbour.reacts(harbour.alice, channel),
    ):
        await watching.happens(without(event, "guild_id", "member"))
    assert await events(watching) == []
    assert watching.process.counts == {}
    await watching.stop()


async def test_webhooks_and_discords_own_messages_are_nobodys(
    watching: Watching, harbour: Harbour
) -> None:
    event, data = harbour.writes(harbour.alice, harbour.general, NOW)
    await watching.happens(
        (event, data | {"webhook_id": str(payloads.new_id())}),
        harbour.writes(harbour.alice, harbour.general, NOW, kind=payloads.MEMBER_JOINED),
    )
    assert await watching.rows(MessageEvent) == []


# Not as it should be


async def test_events_of_an_unknown_guild_are_counted(watching: Watching) -> None:
    nowhere = Community("Nowhere")
    charlie = nowhere.member(payloads.user("charlie"))
    channel = nowhere.text_channel("general")
    await watching.happens(
        nowhere.types(charlie, channel, NOW),
        nowhere.writes(charlie, channel, NOW),
        nowhere.reacts(charlie, channel),
        nowhere.shows(charlie, "online", web="online"),
        nowhere.joins(payloads.user("dana")),
        nowhere.leaves(charlie),
    )
    assert await events(watching) == []
    assert watching.process.counts == {"unknown_guild": 6}


async def test_a_member_who_is_told_with_the_event_is_known_from_then_on(
    watching: Watching, harbour: Harbour
) -> None:
    charlie = payloads.user("charlie")
    there = payloads.member(charlie, [], NOW)
    for name, data in (
        harbour.types(charlie, harbour.general, NOW),
        harbour.reacts(charlie, harbour.general),
        harbour.speaks_in(charlie, harbour.lounge),
    ):
        await watching.happens((name, data | {"member": there}))
    for table in (TypingEvent, ReactionEvent, VoiceEvent):
        assert await watching.rows(table, "member__username") == [("charlie",)]
    assert watching.process.counts == {}


async def test_whoever_writes_without_being_a_member_is_stored_as_the_author(
    watching: Watching, harbour: Harbour
) -> None:
    await watching.happens(harbour.writes(payloads.user("charlie"), harbour.general, NOW))
    assert await watching.rows(MessageEvent, "member__username") == [("charlie",)]


async def test_members_of_whom_nothing_but_the_id_is_known_are_counted(
    watching: Watching, harbour: Harbour
) -> None:
    ghost = payloads.user("ghost")
    await watching.happens(
        harbour.types(ghost, harbour.general, NOW),
        harbour.reacts(ghost, harbour.general),
        harbour.shows(ghost, "online", web="online"),
        harbour.speaks_in(ghost, harbour.lounge),
    )
    assert await events(watching) == []
    assert watching.process.counts == {"unknown_member": 4}


async def test_a_channel_that_the_bot_may_not_see_is_called_by_its_id(
    watching: Watching, harbour: Harbour
) -> None:
    hidden = payloads.new_id()
    await watching.happens(harbour.writes(harbour.alice, hidden, NOW))
    assert await watching.rows(MessageEvent, "channel__name") == [(str(hidden),)]


async def test_whoever_joins_after_having_been_heard_is_stored_once(
    watching: Watching, harbour: Harbour
) -> None:
    charlie = payloads.user("charlie")
    await watching.happens(
        harbour.writes(charlie, harbour.general, NOW),
        harbour.joins(charlie),
        harbour.joins(charlie),
    )
    assert len(await watching.rows(JoinEvent)) == 1
    assert sorted(await watching.rows(Member, "username")) == [("alice",), ("bob",), ("charlie",)]


async def test_whoever_leaves_and_is_heard_once_more_has_still_left(
    watching: Watching, harbour: Harbour
) -> None:
    await watching.happens(
        harbour.leaves(harbour.alice), harbour.writes(harbour.alice, harbour.general, NOW)
    )
    left = dict(await watching.rows(Member, "username", "left_at"))
    assert left["alice"] is not None
    assert len(await watching.rows(MessageEvent)) == 1


async def test_leaving_a_voice_channel_that_nobody_was_seen_in_is_nothing(
    watching: Watching, harbour: Harbour
) -> None:
    harbour.speaks_in(harbour.alice, harbour.lounge)  # and nobody is told
    await watching.happens(harbour.speaks_in(harbour.alice, None))
    assert await watching.rows(VoiceEvent) == []


@pytest.mark.parametrize(
    "broken",
    [
        ("MESSAGE_CREATE", {"guild_id": "1"}),
        ("MESSAGE_CREATE", {}),
        ("TYPING_START", {"guild_id": "not a number"}),
        ("PRESENCE_UPDATE", []),
        ("GUILD_MEMBER_ADD", None),
        ("GUILD_CREATE", {"id": "1", "channels": [{}]}),
        ("MESSAGE_REACTION_ADD", {"guild_id": "1"}),
    ],
)
async def test_what_cant_be_read_is_counted_and_the_connection_goes_on(
    watching: Watching, harbour: Harbour, broken: Event
) -> None:
    for session in watching.discord.sessions.values():
        session.add_system(*broken)
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW))
    assert watching.process.counts["malformed"] == 1
    assert len(await watching.rows(MessageEvent)) == 1
    assert len(watching.discord.sessions) == 1


async def test_a_status_that_we_do_not_know_is_counted_and_stops_nothing(
    watching: Watching, harbour: Harbour
) -> None:
    await watching.happens(
        harbour.shows(harbour.alice, "asleep", web="asleep"),
        harbour.shows(harbour.bob, "online", web="online"),
    )
    assert await watching.rows(PresenceEvent, "member__username") == [("bob",)]
    assert watching.process.health()["lost"] == 1


async def test_events_of_a_guild_that_was_deleted_here_are_counted(
    watching: Watching, harbour: Harbour
) -> None:
    await watching.delete(Guild)
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW))
    assert await watching.rows(MessageEvent) == []
    assert watching.process.health()["unusable"] == {"unknown_guild": 1}
