from typing import Any

import pytest


@pytest.fixture(autouse=True)
def port_5101(settings: Any) -> None:
    """The pages of the port of the extras, keys required."""
    settings.ROOT_URLCONF = "matches.api.extras_urls"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "RoleUrls" not in name]
    settings.REQUIRE_AUTH_KEY = True
    settings.AUTH_KEY = "studio-secret"
