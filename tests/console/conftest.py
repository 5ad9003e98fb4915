"""What the tests of the console share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console.room import Room, open_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """An empty desk."""
    opened = open_room(tmp_path)
    yield opened
    opened.house.close()
