"""The page that shows the archive's OpenAPI document, under the site's strict policy."""

from playwright.sync_api import Page, expect


def test_the_page_lists_every_operation_and_tries_one(site: str, page: Page) -> None:
    page.goto(f"{site}/api/v1/docs/")
    operations = page.locator(".opblock")
    expect(operations).to_have_count(12)
    operations.filter(has_text="/api/v1/live/").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    answered = page.locator(".live-responses-table .response").first
    expect(answered).to_contain_text("401")
