"""The bot as it runs, beside a Discord of our own."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.guilds.bot.harbour import Harbour
from tests.guilds.bot.watching import Watching
from tests.support.discord.addresses import pointed_at
from tests.support.discord.server import FakeDiscord


@pytest.fixture(autouse=True)
def counters() -> Iterator[None]:
    """Those of the process, as new."""
    from guilds.services import recording

    recording.dropped.clear()
    yield
    recording.dropped.clear()


@pytest.fixture
def harbour() -> Harbour:
    return Harbour()


@pytest.fixture
async def discord(harbour: Harbour) -> AsyncIterator[FakeDiscord]:
    fake = FakeDiscord(harbour)
    await fake.start()
    with pointed_at(fake.api_url, fake.gateway_url):
        yield fake
    await fake.stop()


@pytest.fixture
async def watching(
    discord: FakeDiscord, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Watching]:
    """The bot is connected, and has stored what it found."""
    watching = Watching(discord)
    await watching.start()
    yield watching
    await watching.stop()
