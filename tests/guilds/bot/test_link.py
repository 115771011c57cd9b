"""The connection with Discord breaks, stalls and ends, and nothing that happened is lost."""

import pytest
from discord.backoff import ExponentialBackoff

from guilds.bot import process
from guilds.bot.client import Bot
from guilds.bot.process import Refused
from guilds.models import Guild, Member, MessageEvent
from tests.guilds.bot.harbour import NOW, Harbour
from tests.guilds.bot.watching import Watching
from tests.support.discord import payloads
from tests.support.discord.addresses import pointed_at
from tests.support.discord.community import Community
from tests.support.discord.intents import Intent
from tests.support.discord.link import Close, Op
from tests.support.discord.server import FakeDiscord, until
from tests.support.served import free_ports


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of the waits between two sessions."""

    async def at_once(self: Bot, shard_id: int | None, *, initial: bool = False) -> None:
        return

    monkeypatch.setattr(process, "WAITS", (0.01,))
    monkeypatch.setattr(Bot, "before_identify_hook", at_once)
    monkeypatch.setattr(ExponentialBackoff, "delay", lambda self: 0.01)


async def written(watching: Watching) -> list[str]:
    """Who wrote, in order."""
    return [name for (name,) in await watching.rows(MessageEvent, "member__username")]


# It goes on where it was


async def test_a_killed_link_is_resumed_and_nothing_is_lost(
    watching: Watching, harbour: Harbour
) -> None:
    fake = watching.discord
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW))
    fake.link.cut()
    for person in (harbour.bob, harbour.alice, harbour.bob):
        await fake.tell(harbour.writes(person, harbour.general, NOW))
    await until(lambda: fake.ops(Op.RESUME))
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW))
    (resume,) = fake.ops(Op.RESUME)
    (session,) = fake.sessions.values()
    assert resume["session_id"] == session.id
    assert len(fake.ops(Op.IDENTIFY)) == 1
    assert await written(watching) == ["alice", "bob", "alice", "bob", "alice"]
    assert len(watching.told) == 5
    assert watching.process.health()["connected"]


async def test_it_resumes_when_discord_asks_it_to_connect_anew(
    watching: Watching, harbour: Harbour
) -> None:
    await watching.discord.ask_to_reconnect()
    await until(lambda: watching.discord.ops(Op.RESUME))
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW))
    assert await written(watching) == ["alice"]


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4009])
async def test_it_resumes_after_a_close_that_is_not_for_good(
    watching: Watching, harbour: Harbour, code: int
) -> None:
    await watching.discord.link.close(code)
    await until(lambda: watching.discord.ops(Op.RESUME))
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW))
    assert await written(watching) == ["alice"]


async def test_a_link_that_has_gone_silent_is_left_and_resumed(
    discord: FakeDiscord, harbour: Harbour, transactional_db: None
) -> None:
    discord.heartbeat_ms = 20
    watching = Watching(discord)
    await watching.start()
    assert watching.gateway._keep_alive
    watching.gateway._keep_alive.heartbeat_timeout = 0.1
    discord.link.silent = True
    await discord.tell(harbour.writes(harbour.alice, harbour.general, NOW))
    await until(lambda: discord.ops(Op.RESUME))
    await watching.settled()
    assert await written(watching) == ["alice"]
    await watching.stop()


# It begins again


async def begin_again(watching: Watching) -> None:
    """The session is gone, and so is the link."""
    link = watching.discord.link
    watching.discord.forget_sessions()
    link.cut()
    await watching.sees(*watching.discord.communities)


async def test_a_session_that_discord_has_forgotten_is_begun_again(
    watching: Watching, harbour: Harbour
) -> None:
    await begin_again(watching)
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW))
    assert len(watching.discord.ops(Op.IDENTIFY)) == 2
    assert await written(watching) == ["alice"]


async def test_whoever_left_or_came_while_nobody_looked_is_noticed(
    watching: Watching, harbour: Harbour
) -> None:
    del harbour.members[harbour.alice["id"]]
    harbour.member(payloads.user("charlie"))
    await begin_again(watching)
    left = dict(await watching.rows(Member, "username", "left_at"))
    assert left.keys() == {"alice", "bob", "charlie"}
    assert [name for name, at in left.items() if at] == ["alice"]


async def test_a_guild_that_the_bot_lost_while_nobody_looked_is_noticed(
    watching: Watching,
) -> None:
    cove = Community("Cove")
    await watching.discord.invites(cove)
    await watching.sees(cove)
    watching.discord.communities.remove(cove)
    watching.bot._connection.guild_ready_timeout = 0.01
    await begin_again(watching)
    await until(watching.bot.is_ready)
    await watching.settled()
    present = dict(await watching.rows(Guild, "name", "present"))
    assert present == {"Harbour": True, "Cove": False}


async def test_all_members_of_a_large_guild_are_known_and_nobody_waits_for_them(
    discord: FakeDiscord, harbour: Harbour, transactional_db: None
) -> None:
    for number in range(1_200):
        harbour.member(payloads.user(f"member{number}"))
    harbour.shows(harbour.alice, "online", web="online")
    watching = Watching(discord)
    watching.begin()
    await watching.hears()
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW))
    assert await written(watching) == ["alice"]
    # The guild and the message; the guild again, three parts of its members, who is left.
    await until(lambda: watching.process.recorder.counts["stored"] >= 7)
    assert discord.ops(Op.REQUEST_MEMBERS)
    assert len(await watching.rows(Member)) == 1_202
    await watching.stop()


async def test_it_waits_for_a_discord_that_is_down(
    discord: FakeDiscord, harbour: Harbour, transactional_db: None
) -> None:
    discord.failing = 503
    watching = Watching(discord)
    watching.begin()
    await until(lambda: len(discord.requests) >= 2)
    assert not watching.process.health()["ready"]
    discord.failing = 0
    await watching.sees(harbour)
    assert watching.process.health()["ready"]
    await watching.stop()


async def test_it_waits_for_a_gateway_that_cant_be_reached(
    discord: FakeDiscord, harbour: Harbour, transactional_db: None
) -> None:
    (nobody,) = free_ports(1)
    watching = Watching(discord)
    with pointed_at(discord.api_url, f"ws://127.0.0.1:{nobody}"):
        watching.begin()
        await until(lambda: discord.requests.count("/users/@me") >= 2)
    await watching.sees(harbour)
    await watching.stop()


async def test_a_session_that_fails_is_followed_by_another(
    watching: Watching, harbour: Harbour
) -> None:
    (session,) = watching.discord.sessions.values()
    session.add_system("READY", {})
    await session.link.flush()
    await until(lambda: len(watching.discord.sessions) == 2)
    await watching.sees(harbour)
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW))
    assert await written(watching) == ["alice"]


async def test_between_two_sessions_it_is_not_ready(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "WAITS", (60,))
    (session,) = watching.discord.sessions.values()
    session.add_system("READY", {})
    await session.link.flush()
    await until(lambda: not watching.process.health()["connected"])
    assert not watching.process.health()["ready"]


# It gives up, and says what to do


async def test_a_wrong_token_ends_it(discord: FakeDiscord, transactional_db: None) -> None:
    discord.token = "another"
    watching = Watching(discord)
    watching.begin()
    with pytest.raises(Refused, match="set DISCORD_BOT_TOKEN"):
        await watching.ended()


async def test_a_token_that_is_taken_back_ends_it(watching: Watching) -> None:
    await watching.discord.link.close(Close.AUTHENTICATION_FAILED)
    with pytest.raises(Refused, match="took back the bot's token"):
        await watching.ended()


async def test_intents_that_are_not_allowed_end_it(
    discord: FakeDiscord, transactional_db: None
) -> None:
    discord.allowed = Intent.MEMBERS
    watching = Watching(discord)
    watching.begin()
    with pytest.raises(Refused, match="Presence Intent"):
        await watching.ended()


async def test_whatever_else_is_for_good_ends_it(watching: Watching) -> None:
    await watching.discord.link.close(4012)
    with pytest.raises(Refused, match="with code 4012"):
        await watching.ended()
