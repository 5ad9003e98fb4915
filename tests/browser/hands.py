"""What a helper does in a browser: log in, press keys, and see where the focus is."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.console.room import PASSWORD

Opened = Callable[..., Page]


def come_in(page: Page, name: str = "Claire") -> None:
    """Give name and password."""
    page.goto("/desk/login")
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def log_in(page: Page, name: str = "Claire") -> Page:
    """A helper comes in and sees the queue."""
    come_in(page, name)
    expect(page.get_by_role("heading", name="Demandes", exact=True)).to_be_visible()
    page.wait_for_load_state("load")  # the page's script has run: what it waits for is on the clock
    return page
