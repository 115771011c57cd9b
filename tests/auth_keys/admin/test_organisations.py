from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from auth_keys.models import Organisation
from auth_keys.services import issue_key, revoke_key
from tests.auth_keys.cast import harbour

pytestmark = pytest.mark.django_db

LIST = "/admin/auth_keys/organisation/"


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def test_an_organisation_can_be_made(admin_client: Client) -> None:
    answers = {"name": "Quiet Meridian", "slug": "quiet", "auxiliary_policy": "off"}
    admin_client.post(LIST + "add/", answers)
    made = Organisation.objects.get(slug="quiet")
    assert (made.name, made.is_supporter, made.auxiliary_policy) == ("Quiet Meridian", False, "off")


def test_the_list_counts_the_keys_that_are_good(admin_client: Client) -> None:
    now = timezone.now()
    keys = [issue_key(harbour(), label=label, now=now)[0] for label in "abc"]
    issue_key(harbour(), label="late", expires_at=now, now=now)
    revoke_key(keys[0], now=now)
    assert '<td class="field-good_keys">2</td>' in text_of(admin_client.get(LIST))


def test_the_page_of_an_organisation_leads_to_its_keys(admin_client: Client) -> None:
    page = text_of(admin_client.get(f"{LIST}{harbour().pk}/change/"))
    assert f"/admin/auth_keys/observerkey/add/?organisation={harbour().pk}" in page
    keys = f"/admin/auth_keys/observerkey/?organisation__id__exact={harbour().pk}"
    assert keys in page
    assert admin_client.get(keys).status_code == 200


def test_an_organisation_with_keys_stays(admin_client: Client) -> None:
    issue_key(harbour(), label="gate", now=timezone.now())
    admin_client.post(f"{LIST}{harbour().pk}/delete/", {"post": "yes"})
    assert Organisation.objects.filter(slug="harbour").exists()
