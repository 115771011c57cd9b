import pytest
from django.contrib.auth.models import User
from django.test import Client

from auth_keys.models import Organisation
from matches.models import Match

from . import cast
from .cast import Asker


@pytest.fixture(autouse=True)
def port_5101() -> None:
    """No port 5101: these tests ask the web port."""


@pytest.fixture
def harbour() -> Organisation:
    return cast.organisation("harbour", "Harbour Broadcasts")


@pytest.fixture
def lantern() -> Organisation:
    return cast.organisation("lantern", "Lantern League")


@pytest.fixture
def alice(harbour: Organisation) -> Asker:
    return cast.reader_of(harbour)


@pytest.fixture
def outsider(lantern: Organisation) -> Asker:
    return cast.reader_of(lantern)


@pytest.fixture
def staff() -> Client:
    """A browser in which somebody of the staff is logged on."""
    client = Client()
    client.force_login(User.objects.create_user("staff", is_staff=True))
    return client


@pytest.fixture
def match(harbour: Organisation) -> Match:
    """The match that harbour has played."""
    return cast.finished(cast.story("HARBOUR1"), harbour)


@pytest.fixture
def others(lantern: Organisation) -> Match:
    """The match that lantern has played."""
    told = cast.story("LANTERN1", left=cast.OWLS, map_name="Triad")
    return cast.finished(told, lantern)


@pytest.fixture
def on_air(harbour: Organisation) -> Match:
    """The match that harbour is playing."""
    return cast.played(cast.story("HARBOUR2", map_name="Bonsai"), harbour)
