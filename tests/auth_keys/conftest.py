from typing import Any

import pytest


@pytest.fixture(autouse=True)
def as_the_tree_is(settings: Any) -> None:
    """Pages without `collectstatic` before, passwords without the time that their hashes cost."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
