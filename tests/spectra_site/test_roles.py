from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, resolve

from spectra_site.roles import ROLES, URLS, RoleUrls


def urlconf_for(scope: dict[str, Any] | None) -> str:
    """The URLs that a request with this ASGI scope is resolved by."""
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(str(request.urlconf))
        return HttpResponse()

    request = RequestFactory().get("/")
    if scope is not None:
        request.scope = scope  # type: ignore[attr-defined]
    RoleUrls(page)(request)
    return seen[0]


@pytest.mark.parametrize("role", ROLES)
def test_the_port_on_which_a_request_came_decides_which_pages_there_are(role: str) -> None:
    assert urlconf_for({"role": role}) == URLS[role]


@pytest.mark.parametrize("scope", [None, {}], ids=["not ASGI", "no role"])
def test_a_request_that_came_by_no_port_of_ours_gets_the_web_pages(
    scope: dict[str, Any] | None,
) -> None:
    assert urlconf_for(scope) == URLS["web"]


@pytest.mark.parametrize(
    ("path", "roles"),
    [
        ("/admin/", {"web"}),
        ("/overlays/", {"web"}),
        ("/overlay/DEMO", {"web"}),
        ("/overlay", {"ingest"}),
        ("/status", {"extras"}),
        ("/createPreview", {"extras"}),
    ],
)
def test_each_page_is_on_one_port(path: str, roles: set[str]) -> None:
    assert {role for role in ROLES if _has(role, path)} == roles


def _has(role: str, path: str) -> bool:
    try:
        resolve(path, urlconf=URLS[role])
    except Resolver404:
        return False
    return True
