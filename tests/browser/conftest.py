"""A real browser for the tests that need one: the system's Chromium, and a page that may complain of nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.hands import Opened
from tests.browser.serving import SHORT_NEWS, served
from tests.console.room import Room, open_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """An empty desk."""
    opened = open_room(tmp_path)
    opened.app.config["HELPLINE_NEWS"] = SHORT_NEWS
    yield opened
    opened.house.close()


@pytest.fixture
def address(room: Room) -> Iterator[str]:
    """Where the desk is served."""
    with served(room.app) as where:
        yield where


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Opened]:
    """Opens pages in contexts of their own; fails where a page complains or asks another host for anything."""
    contexts, complaints = list[BrowserContext](), list[str]()

    def open_page(width: int = 1280, height: int = 900, sharp: float = 1, scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=sharp,
            reduced_motion="reduce",  # a colour on its way to another one is none to judge
            java_script_enabled=scripts,
            locale="fr-FR",
            base_url=address,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if _bad(message.text) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: _note_strangers(request.url, address, complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _bad(message: str) -> bool:
    """A page that was refused on purpose is no complaint, nor is who types before a page places its focus."""
    return not any(words in message for words in ("Failed to load resource", "already has a focused element"))


def _note_strangers(url: str, address: str, complaints: list[str]) -> None:
    if not url.startswith((f"{address}/", "data:")):
        complaints.append(f"asked for {url}")
