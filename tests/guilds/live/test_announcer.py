"""What is committed here is told to the processes with rooms, whatever thread it came from."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import InMemoryChannelLayer
from django.db import transaction

from guilds.live import announcer as module
from guilds.live.announcer import Announcer
from guilds.live.names import CHANGES, LIVES, WITHDRAWN
from guilds.models import Guild
from guilds.services import grants, recording
from guilds.values import Live
from realtime.bus import Bus
from tests.guilds.accounts import account
from tests.guilds.cast import ALICE, GENERAL, HARBOUR, LANTERN, NOW
from tests.support.discord.server import until

pytestmark = pytest.mark.django_db(transaction=True)


class Ear:
    """Hears all groups of a bus."""

    def __init__(self) -> None:
        self.bus = Bus(InMemoryChannelLayer())
        self.heard: dict[str, list[Any]] = {LIVES: [], CHANGES: [], WITHDRAWN: []}

    async def waits_for(self, group: str, count: int) -> list[Any]:
        await until(lambda: len(self.heard[group]) >= count)
        return self.heard[group]


@pytest.fixture
async def ear(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Ear]:
    monkeypatch.setattr(module, "CHANGES_EVERY", 0.1)
    ear = Ear()
    groups = [ear.bus.listen(group, heard.append) for group, heard in ear.heard.items()]
    tasks = [asyncio.create_task(work) for work in (ear.bus.run(), *groups)]
    await asyncio.sleep(0)
    yield ear
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def announcer(ear: Ear) -> AsyncIterator[Announcer]:
    announcer = Announcer(ear.bus)
    announcer.start()
    yield announcer
    announcer.stop()


@sync_to_async
def two_guilds() -> None:
    for guild_id in (HARBOUR, LANTERN):
        Guild.objects.create(discord_id=guild_id, name=str(guild_id))


async def test_a_live_event_goes_to_the_rooms(ear: Ear, announcer: Announcer) -> None:
    announcer.deliver(Live(HARBOUR, "message:new", {"userId": "1"}))
    (message,) = await ear.waits_for(LIVES, 1)
    assert message["items"] == [[HARBOUR, "message:new", {"userId": "1"}]]


async def test_changed_guilds_are_told_together_after_the_commit(
    ear: Ear, announcer: Announcer
) -> None:
    await two_guilds()

    @sync_to_async
    def type_everywhere() -> None:
        with transaction.atomic():
            for guild_id in (HARBOUR, LANTERN, HARBOUR):
                recording.typing_started(guild_id, ALICE, GENERAL, NOW)
            assert ear.heard[CHANGES] == []

    await type_everywhere()
    (message,) = await ear.waits_for(CHANGES, 1)
    assert message["items"] == [[HARBOUR, LANTERN]]


async def test_what_was_rolled_back_is_no_change(ear: Ear, announcer: Announcer) -> None:
    await two_guilds()

    @sync_to_async
    def fail() -> None:
        with transaction.atomic():
            recording.typing_started(HARBOUR, ALICE, GENERAL, NOW)
            transaction.set_rollback(True)
        recording.typing_started(LANTERN, ALICE, GENERAL, NOW)

    await fail()
    (message,) = await ear.waits_for(CHANGES, 1)
    assert message["items"] == [[LANTERN]]


async def test_a_grant_that_is_taken_is_told_with_its_user(ear: Ear, announcer: Announcer) -> None:
    await two_guilds()

    @sync_to_async
    def take() -> int:
        erin, harbour = account("erin"), Guild.objects.get(pk=HARBOUR)
        grants.grant(erin, harbour, "hand", now=NOW)
        grants.withdraw(erin, harbour, "hand", now=NOW)
        return erin.user_id

    user_id = await take()
    (message,) = await ear.waits_for(WITHDRAWN, 1)
    assert message["user"] == user_id
