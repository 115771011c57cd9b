"""The admin of the cast's communities, and who comes in there."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from guilds.models import Account, Guild
from tests.guilds.accounts import account, granted
from tests.guilds.cast import ALICE, BOB, HARBOUR, LANTERN
from tests.guilds.everything import does_everything


@pytest.fixture(autouse=True)
def lively(harbour: Guild, lantern: Guild) -> None:
    """alice did everything once in the Harbour guild, and bob in the Lantern guild."""
    does_everything(HARBOUR, ALICE)
    does_everything(LANTERN, BOB)


@pytest.fixture
def erin(harbour: Guild) -> Account:
    """Sees the Harbour guild, and in the admin may do whatever Django has a permission for."""
    one = granted(account("erin"), harbour)
    one.user.is_staff = True
    one.user.save()
    one.user.user_permissions.set(Permission.objects.filter(content_type__app_label="guilds"))
    return one


@pytest.fixture
def erins_browser(erin: Account, client: Client) -> Client:
    client.force_login(erin.user)
    return client
