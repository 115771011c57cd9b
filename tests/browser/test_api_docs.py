"""The page that shows the OpenAPI document, under the site's strict policy."""

import pytest
from playwright.sync_api import Page, expect

METHODS = {"get", "post", "delete"}


@pytest.fixture
def docs(site: str, page: Page) -> Page:
    page.goto(f"{site}/api/v1/docs/")
    return page


def test_it_lists_every_operation_of_the_document(docs: Page, site: str) -> None:
    document = docs.request.get(f"{site}/api/v1/schema/").json()
    operations = [
        (method.upper(), path)
        for path, item in document["paths"].items()
        for method in METHODS & item.keys()
    ]
    expect(docs.locator(".opblock")).to_have_count(len(operations))
    for method, path in operations:
        listed = docs.locator(f'.opblock-summary-path[data-path="{path}"]')
        expect(docs.locator(".opblock", has=listed).get_by_text(method, exact=True)).to_have_count(1)


@pytest.mark.parametrize("path", ["/api/v1/live/", "/api/v1/guilds/"])
def test_matches_and_communities_alike_can_be_tried_out(docs: Page, path: str) -> None:
    listed = docs.locator(f'.opblock-summary-path[data-path="{path}"]')
    docs.locator(".opblock", has=listed).click()
    docs.get_by_role("button", name="Try it out").click()
    docs.get_by_role("button", name="Execute").click()
    answered = docs.locator(".live-responses-table .response").first
    expect(answered).to_contain_text("401")
