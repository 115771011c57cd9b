"""The communities' part of the OpenAPI document."""

from typing import Any

from spectra_site.api.schema import document
from tests.guilds.api.conftest import API

AUTH, GUILDS = f"{API}/auth/", f"{API}/guilds/"


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    """By path and method, in capitals."""
    return {
        (path, method.upper()): told
        for path, methods in document()["paths"].items()
        if path.startswith((AUTH, GUILDS))
        for method, told in methods.items()
    }
