"""An operator's first minutes: the one-time password, an own one, and a key to hand out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.served import Served, manage

OWN = "correct-horse-battery"


@pytest.fixture
def admin(serve: Callable[..., Served], page: Page) -> str:
    """The address of the admin of a new site, where this tab has just logged on."""
    served = serve()
    said = manage(served.folder, "bootstrap")
    one_time = re.search(r"\w{4}(?:-\w{4}){4}", said)
    assert one_time
    address = served.url("web") + "/admin/"
    page.goto(address)
    page.fill("#id_username", "admin")
    page.fill("#id_password", one_time[0])
    page.click("input[type=submit]")
    expect(page.locator(".messagelist")).to_contain_text("Choose your own")
    page.fill("#id_old_password", one_time[0])
    for field in ("#id_new_password1", "#id_new_password2"):
        page.fill(field, OWN)
    page.click("input[type=submit]")
    page.wait_for_url("**/password_change/done/")
    return address


def test_a_new_key_can_be_copied_and_is_gone_when_the_page_is_loaded_again(
    admin: str, page: Page
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(admin + "auth_keys/observerkey/add/")
    page.select_option("#id_organisation", label="Demo")
    page.fill("#id_label", "gate")
    page.click("input[value=Issue]")
    text = page.locator(".key-text code").inner_text()
    page.click("[data-copies]")
    expect(page.locator("[data-copies]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == text
    page.reload()
    expect(page.locator("#result_list")).to_contain_text(text[:16])
    assert text not in page.content()
    expect(page.locator("#result_list th.field-label", has_text="gate")).to_have_count(1)
