"""Each intent's event, told by the real protocol, ends in its table and is told as live news."""

from datetime import UTC, datetime, timedelta

from guilds.models import (
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
from guilds.values import Live
from tests.guilds.bot.harbour import NOW, Harbour
from tests.guilds.bot.watching import Watching
from tests.support.discord import payloads
from tests.support.discord.community import Community
from tests.support.discord.intents import Intent
from tests.support.discord.link import Op

WHO_WHERE = ("guild", "member__username", "channel")


async def test_it_asks_for_the_contracts_intents_and_not_for_what_was_written(
    watching: Watching,
) -> None:
    (identify,) = watching.discord.ops(Op.IDENTIFY)
    assert identify["intents"] == (
        Intent.GUILDS
        | Intent.MEMBERS
        | Intent.PRESENCES
        | Intent.MESSAGES
        | Intent.TYPING
        | Intent.REACTIONS
        | Intent.VOICE_STATES
    )


async def test_a_guild_is_known_with_its_people_as_soon_as_the_bot_sees_it(
    watching: Watching, harbour: Harbour
) -> None:
    assert await watching.rows(Guild, "pk", "name", "icon") == [(harbour.id, "Harbour", "a1b2")]
    names = await watching.rows(Member, "username", "display_name")
    assert sorted(names) == [("alice", "Alice"), ("bob", "Bob")]


async def test_typing(watching: Watching, harbour: Harbour) -> None:
    await watching.happens(harbour.types(harbour.alice, harbour.general, NOW))
    rows = await watching.rows(TypingEvent, *WHO_WHERE, "at")
    assert rows == [(harbour.id, "alice", harbour.general, NOW)]
    assert await watching.rows(GuildChannel, "name") == [("general",)]
    assert watching.told == []


async def test_messages(watching: Watching, harbour: Harbour) -> None:
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW, "hello"))
    rows = await watching.rows(MessageEvent, *WHO_WHERE, "at")
    assert rows == [(harbour.id, "alice", harbour.general, NOW)]
    where = {"channelId": str(harbour.general), "channelName": "general"}
    told = {**on_the_wire(harbour.alice), **where, "timestamp": "2026-03-14T15:09:26.000Z"}
    assert watching.told == [Live(harbour.id, "message:new", told)]


async def test_what_was_written_is_in_no_column_even_where_discord_sends_it(
    watching: Watching, harbour: Harbour
) -> None:
    for session in watching.discord.sessions.values():
        session.intents |= Intent.MESSAGE_CONTENT
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW, "a-secret-word"))
    stored = [
        row for table in (MessageEvent, GuildChannel, Member) for row in await watching.rows(table)
    ]
    assert len(stored) == 4
    assert "a-secret-word" not in repr(stored)
    assert "a-secret-word" not in repr(watching.told)


async def test_presences_with_their_clients(watching: Watching, harbour: Harbour) -> None:
    await watching.happens(harbour.shows(harbour.bob, "dnd", desktop="dnd", mobile="idle"))
    rows = await watching.rows(PresenceEvent, "member__username", "status", "platforms")
    assert rows == [("bob", "dnd", "desktop,mobile")]
    assert [live.event for live in watching.told] == ["presence:update", "alert:multiClient"]
    assert watching.told[1].payload["platforms"] == ["desktop", "mobile"]


async def test_another_game_is_no_other_presence(watching: Watching, harbour: Harbour) -> None:
    await watching.happens(harbour.shows(harbour.bob, "online", web="online"))
    event, data = harbour.shows(harbour.bob, "online", web="online")
    await watching.happens((event, data | {"activities": [{"name": "Chess", "type": 0}]}))
    await watching.happens(harbour.shows(harbour.bob, "offline"))
    rows = await watching.rows(PresenceEvent, "status", "platforms")
    assert rows == [("online", "web"), ("offline", "")]


async def test_roles(watching: Watching, harbour: Harbour) -> None:
    await watching.happens(harbour.has_roles(harbour.alice, harbour.moderator))
    rows = await watching.rows(RoleChange, "member__username", "added", "removed")
    assert rows == [("alice", ["Moderator"], ["Guest"])]
    (live,) = watching.told
    assert (live.event, live.payload["addedRoles"]) == ("role:change", ["Moderator"])


async def test_another_nick_is_no_change_of_roles(watching: Watching, harbour: Harbour) -> None:
    event, data = harbour.has_roles(harbour.alice, harbour.guest)
    await watching.happens((event, data | {"nick": "Ali"}))
    assert await watching.rows(RoleChange) == []


async def test_joins(watching: Watching, harbour: Harbour) -> None:
    made_at = datetime.now(UTC) - timedelta(days=3, hours=1)
    charlie = payloads.user("charlie", made_at=made_at)
    await watching.happens(harbour.joins(charlie))
    assert await watching.rows(JoinEvent, "member__username", "account_age_days") == [
        ("charlie", 3)
    ]
    (live,) = watching.told
    assert (live.event, live.payload["accountAgeDays"]) == ("user:join", 3)


async def test_who_leaves_has_left(watching: Watching, harbour: Harbour) -> None:
    await watching.happens(harbour.leaves(harbour.alice))
    left = dict(await watching.rows(Member, "username", "left_at"))
    assert left["alice"] is not None
    assert left["bob"] is None


async def test_voice(watching: Watching, harbour: Harbour) -> None:
    for channel in (harbour.lounge, harbour.stage, harbour.stage, None):  # the third: a mute
        await watching.happens(harbour.speaks_in(harbour.alice, channel))
    rows = await watching.rows(VoiceEvent, "member__username", "channel", "kind")
    assert rows == [
        ("alice", harbour.lounge, "join"),
        ("alice", harbour.stage, "move"),
        ("alice", harbour.stage, "leave"),
    ]


async def test_reactions(watching: Watching, harbour: Harbour) -> None:
    await watching.happens(harbour.reacts(harbour.bob, harbour.general))
    rows = await watching.rows(ReactionEvent, *WHO_WHERE)
    assert rows == [(harbour.id, "bob", harbour.general)]


async def test_a_guild_that_is_renamed(watching: Watching, harbour: Harbour) -> None:
    await watching.happens(harbour.is_called("Haven"))
    assert await watching.rows(Guild, "name") == [("Haven",)]


async def test_a_guild_that_the_bot_comes_to_and_leaves(watching: Watching) -> None:
    cove = Community("Cove")
    cove.member(payloads.user("dana"))
    await watching.discord.invites(cove)
    await watching.sees(cove)
    assert ("dana", "Cove", True) in await present(watching)
    await watching.happens(cove.is_left())
    assert ("dana", "Cove", False) in await present(watching)


async def test_a_guild_that_is_down_for_a_while_is_still_the_bots(
    watching: Watching, harbour: Harbour
) -> None:
    await watching.happens(harbour.is_left(unavailable=True))
    assert await watching.rows(Guild, "present") == [(True,)]


def on_the_wire(person: payloads.Payload) -> dict[str, str]:
    return {"userId": person["id"], "username": person["username"]}


async def present(watching: Watching) -> list[tuple[str, str, bool]]:
    return await watching.rows(Member, "username", "guild__name", "guild__present")
