from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings


@pytest.fixture(autouse=True)
def plain_static_names(settings: Settings, tmp_path: Path) -> None:
    """Pages name static files as they are: nothing has been collected."""
    storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": storage}}


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_user("alice", is_staff=True))
    return client
