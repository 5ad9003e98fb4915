"""What all tests may ask for: a store, once on each engine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from helpline.store import Store, open_store
from helpline.store.migrations import upgrade
from tests.engines import ENGINES, database, postgresql

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-default-apps --disable-dev-shm-usage"
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's browser. Without one the tests are skipped, but in CI they fail."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        if "CI" in os.environ:
            pytest.fail("CI needs a Chromium")
        pytest.skip(f"there is no Chromium here: none of {', '.join(NAMES)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL server."""
    with postgresql() as url:
        yield url


@pytest.fixture(params=ENGINES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/helpline.db"
        return
    with database(request.getfixturevalue("postgresql_url")) as url:
        yield url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A store with the schema of this release: once SQLite, once PostgreSQL."""
    opened = open_store(store_url)
    upgrade(opened)
    yield opened
    opened.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """One flag of ours."""
    parser.addoption("--rewrite-transcripts", action="store_true", help="write the answers of all transcripts anew")
