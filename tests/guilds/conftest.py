"""The guilds of the cast."""

import pytest

from guilds.models import Guild
from tests.guilds.cast import HARBOUR, LANTERN


@pytest.fixture
def harbour(db: None) -> Guild:
    return Guild.objects.create(discord_id=HARBOUR, name="Harbour", icon="a1")


@pytest.fixture
def lantern(db: None) -> Guild:
    return Guild.objects.create(discord_id=LANTERN, name="Lantern")
