"""The parts of the house that the pages work with; each application holds its own."""

from dataclasses import dataclass

from flask import current_app, g

from helpline.accounts import Accounts
from helpline.bridge import Bridge
from helpline.content.book import Book
from helpline.desk import Desk
from helpline.reports import Reports
from helpline.teach import Teach

KEY = "helpline.console"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the pages need."""

    desk: Desk
    accounts: Accounts
    book: Book
    reports: Reports
    bridge: Bridge
    teach: Teach
    address: str  # where the world reaches the house


def parts() -> Parts:
    """The parts of the application that serves this request."""
    found = current_app.extensions[KEY]
    assert isinstance(found, Parts)  # noqa: S101 - `extensions` is untyped
    return found


def desk() -> Desk:
    """Where helpers work."""
    return parts().desk


def accounts() -> Accounts:
    """Who may sit there."""
    return parts().accounts


def reports() -> Reports:
    """The figures of the lines that the reader works on."""
    return parts().reports.on(g.helper.lines)


def bridge() -> Bridge:
    """Calls that helpers ask for."""
    return parts().bridge


def teach() -> Teach:
    """Where missed questions are learned from."""
    return parts().teach


def book() -> Book:
    """The words."""
    return parts().book
