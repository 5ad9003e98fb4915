"""How a page is looked at: by axe, by its width, on several screens."""

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS = {"wide-light": (1280, 900, "light"), "wide-dark": (1280, 900, "dark"), "narrow-dark": (390, 844, "dark")}


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page."""
    return [f"{broken['id']}: {broken['nodes'][0]['html'][:200]}" for broken in Axe().run(page)["violations"]]


def scrolls_sideways(page: Page) -> bool:
    """Whether something is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
