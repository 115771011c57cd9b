"""Through the page that asks who one is."""

from playwright.sync_api import Page


def sign_in(page: Page, address: str, name: str, password: str) -> None:
    """Go to a page that asks who one is, and tell it."""
    page.goto(address)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(address)
