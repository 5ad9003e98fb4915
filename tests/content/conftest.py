"""The shipped Book, read once for all tests of content."""

import pytest

from helpline.content.book import Book, open_book
from tests.content.given import SHIPPED


@pytest.fixture(scope="session")
def book() -> Book:
    """The content that comes with the program."""
    return open_book(SHIPPED)
