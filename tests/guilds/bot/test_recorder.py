"""What the bot heard reaches the database in order, whatever the database does meanwhile."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from django import db

from guilds.bot import recorder as module
from guilds.bot.recorder import Job, Recorder
from guilds.values import Live

pytestmark = pytest.mark.django_db(transaction=True)


class Store:
    """Jobs that write into a list, and a database that can go away."""

    def __init__(self) -> None:
        self.stored: list[str] = []
        self.told: list[str] = []
        self.failures: list[Exception] = []
        self.recorder = Recorder(lambda live: self.told.append(live.event))

    def job(self, name: str) -> Job:
        def record() -> list[Live]:
            if self.failures:
                raise self.failures.pop(0)
            self.stored.append(name)
            return [Live(1, name, {})]

        return record

    def bad(self, error: Exception) -> Job:
        """A job that always fails."""

        def record() -> list[Live]:
            raise error

        return record


@pytest.fixture
async def store(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    monkeypatch.setattr(module, "RETRY_AFTER", (0.001,))
    store = Store()
    running = asyncio.create_task(store.recorder.run())
    yield store
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_all_is_stored_in_order_and_handed_on_after(store: Store) -> None:
    names = [f"event{number}" for number in range(200)]
    for name in names:
        assert store.recorder.put(store.job(name))
    await store.recorder.flushed()
    assert store.stored == store.told == names
    assert store.recorder.counts == {"stored": 200}
    assert store.recorder.waiting == 0


async def test_while_the_database_is_away_events_wait_and_keep_their_order(store: Store) -> None:
    store.failures = [db.OperationalError("gone"), db.InterfaceError("still gone")]
    for name in "abc":
        store.recorder.put(store.job(name))
    await store.recorder.flushed()
    assert store.told == ["a", "b", "c"]
    assert store.recorder.away_for == 0
    assert store.recorder.counts == {"stored": 3}


async def test_what_comes_beyond_the_limit_is_lost_and_counted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "QUEUE_LIMIT", 3)
    taken = [store.recorder.put(store.job(name)) for name in "abcde"]
    assert taken == [True, True, True, False, False]
    await store.recorder.flushed()
    assert store.told == ["a", "b", "c"]
    assert store.recorder.counts == {"stored": 3, "overflowed": 2}


@pytest.mark.parametrize("error", [db.DataError("bad row"), ValueError("bad value")])
async def test_what_cant_be_stored_takes_no_other_with_it(store: Store, error: Exception) -> None:
    for job in (store.job("a"), store.bad(error), store.job("b")):
        store.recorder.put(job)
    await store.recorder.flushed()
    assert store.told == ["a", "b"]
    assert store.recorder.counts == {"stored": 2, "refused": 1}


async def test_a_receiver_that_fails_costs_its_event_alone(store: Store) -> None:
    def deliver(live: Live) -> None:
        if live.event == "a":
            raise RuntimeError("nobody home")
        store.told.append(live.event)

    store.recorder._deliver = deliver
    for name in "ab":
        store.recorder.put(store.job(name))
    await store.recorder.flushed()
    assert store.told == ["b"]
    assert store.recorder.counts == {"stored": 2, "undelivered": 1}


async def test_nothing_is_handed_on_before_it_is_stored(store: Store) -> None:
    store.failures = [db.OperationalError("gone")] * 3
    store.recorder.put(store.job("a"))
    while store.failures:
        assert store.told == []
        await asyncio.sleep(0)
    await store.recorder.flushed()
    assert store.told == ["a"]
