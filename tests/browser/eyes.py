"""How a page is looked at: by axe in both colours, by its width on a small screen and where it is enlarged twice."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

USUAL, TWICE, SMALL = (1280, 900), (640, 450), (320, 640)  # TWICE: what 200 % leave of USUAL; SMALL: 400 %


OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}  # new in WCAG 2.2, off in axe


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page."""
    broken = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in broken]


def scrolls_sideways(page: Page) -> bool:
    """Whether something is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def troubles(page: Page) -> list[str]:
    """What is wrong with a page as it stands, in light and dark, at its usual size, enlarged twice, and small."""
    found = [f"light: {trouble}" for trouble in violations(page)]
    for width, height in (TWICE, SMALL):
        _resize(page, width, height)
        found += [f"{width} wide: scrolls sideways"] if scrolls_sideways(page) else []
    page.emulate_media(color_scheme="dark")
    found += [f"dark and small: {trouble}" for trouble in violations(page)]
    _resize(page, *USUAL)
    found += [f"dark: {trouble}" for trouble in violations(page)]
    page.emulate_media(color_scheme="light")
    return found


def _resize(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
