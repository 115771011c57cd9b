"""The page that shows the OpenAPI document, under the site's strict policy."""

import pytest
from playwright.sync_api import Page, expect

METHODS_AND_PATHS = """lines => lines.map(line => [
    line.querySelector('.opblock-summary-method').textContent,
    line.querySelector('[data-path]').dataset.path,
])"""


@pytest.fixture
def docs(site: str, page: Page) -> Page:
    page.goto(f"{site}/api/v1/docs/")
    return page


def test_it_lists_every_operation_of_the_document(docs: Page, site: str) -> None:
    paths = docs.request.get(f"{site}/api/v1/schema/").json()["paths"]
    operations = [[method.upper(), path] for path, methods in paths.items() for method in methods]
    lines = docs.locator(".opblock-summary")
    expect(lines).to_have_count(len(operations))
    assert sorted(lines.evaluate_all(METHODS_AND_PATHS)) == sorted(operations)


@pytest.mark.parametrize("path", ["/api/v1/live/", "/api/v1/guilds/"])
def test_matches_and_communities_alike_can_be_tried_out(docs: Page, path: str) -> None:
    listed = docs.locator(f'.opblock-summary-path[data-path="{path}"]')
    docs.locator(".opblock", has=listed).click()
    docs.get_by_role("button", name="Try it out").click()
    docs.get_by_role("button", name="Execute").click()
    answered = docs.locator(".live-responses-table .response").first
    expect(answered).to_contain_text("401")
