"""The link to the overlay, as the field's client copies it from the ingest port."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from spectra_site.ingest_urls import overlay_link


@pytest.fixture(autouse=True)
def reached_directly(settings: Settings) -> None:
    settings.PUBLIC_URL = ""
    settings.PORTS = settings.PORTS | {"web": 8000}
    settings.ALLOWED_HOSTS = ["studio.example.org", "[::1]"]


def answer(
    code: str = "CUP", *, host: str = "studio.example.org:5100", secure: bool = False
) -> HttpResponse:
    request = RequestFactory().get(
        "/overlay", {"groupCode": code}, headers={"host": host}, secure=secure
    )
    return overlay_link(request)


def test_it_leads_to_the_overlay_on_the_same_host() -> None:
    response = answer("CUP")
    assert response.status_code == 302
    assert response["Location"] == "http://studio.example.org:8000/overlay/CUP"


def test_a_host_without_a_port_is_as_good() -> None:
    found = answer(host="studio.example.org")["Location"]
    assert found == "http://studio.example.org:8000/overlay/CUP"


def test_an_ipv6_address_keeps_its_brackets() -> None:
    assert answer(host="[::1]:5100")["Location"] == "http://[::1]:8000/overlay/CUP"


@pytest.mark.parametrize(
    ("code", "address"),
    [("MY CUP", "MY%20CUP"), ("杯", "%E6%9D%AF"), ("//evil.example", "%2F%2Fevil.example")],
)
def test_a_group_code_is_percent_encoded_in_the_link(code: str, address: str) -> None:
    assert answer(code)["Location"] == f"http://studio.example.org:8000/overlay/{address}"


def test_tls_stays_tls() -> None:
    found = answer(secure=True)["Location"]
    assert found == "https://studio.example.org:8000/overlay/CUP"


def test_behind_a_proxy_it_leads_to_the_public_address(settings: Settings) -> None:
    settings.PUBLIC_URL = "https://cast.example.org"
    assert answer()["Location"] == "https://cast.example.org/overlay/CUP"


@pytest.mark.parametrize("code", ["", " ", "../admin", "x" * 33, "a\nb"])
def test_what_is_no_group_code_leads_nowhere(code: str) -> None:
    response = answer(code)
    assert response.status_code == 400
    assert "groupCode" in response.content.decode()
