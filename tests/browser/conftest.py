"""A real browser for the tests that need one: the system's Chromium, and a page that may complain of nothing."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browser.hands import Opened
from tests.console.room import Room, open_room


class Silent(WSGIRequestHandler):
    """A server that does not tell of every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """An empty desk."""
    opened = open_room(tmp_path)
    opened.app.config["HELPLINE_NEWS"] = (5, 0.2)  # a server that stops waits for its streams
    yield opened
    opened.house.close()


@pytest.fixture
def address(room: Room) -> Iterator[str]:
    """Where the desk is served."""
    server = make_server("127.0.0.1", 0, room.app, threaded=True, request_handler=Silent)
    serving = Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


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
    """A page that was refused on purpose is no complaint; the content policy and the scripts are."""
    return "Failed to load resource" not in message


def _note_strangers(url: str, address: str, complaints: list[str]) -> None:
    if not url.startswith((f"{address}/", "data:")):
        complaints.append(f"asked for {url}")
