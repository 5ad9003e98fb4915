"""The house, built once from its settings: store, Book, lines, and the three hands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from requests import Session

from helpline.accounts import Accounts
from helpline.bridge import Bridge
from helpline.channels.sender import Sender
from helpline.clock import Clock
from helpline.content.book import Book, open_book
from helpline.content.table import ContentError
from helpline.desk import Desk
from helpline.feeds.listed import FeedError, read_feeds
from helpline.feeds.refresh import Feeds
from helpline.lines import Line, read_lines
from helpline.reports import Reports
from helpline.settings import SettingError, Settings, shipped_content
from helpline.shelf import Shelf
from helpline.store.domains import Domains
from helpline.store.engine import open_store
from helpline.store.shapes import Store
from helpline.switchboard import Switchboard
from helpline.teach import Folder, Teach


@dataclass(frozen=True)
class House:
    """All parts, wired. Close it when done."""

    settings: Settings
    store: Store
    book: Book
    lines: dict[str, Line]
    now: Callable[[], datetime]
    feeds: Feeds
    live: Callable[[Book], None] | None = None  # goes on with another Book; None where no other is ever taken
    session: Session | None = None  # reaches the carrier in another way than over the network

    def shelf(self, line: Line) -> Shelf:
        """The library of one line."""
        settings = self.settings
        return Shelf(self.book, line, settings.patience, settings.keep_months, settings.secret_key)

    @property
    def switchboard(self) -> Switchboard:
        """Where people are heard."""
        queued = self.settings.reply_by == "api"
        return Switchboard(self.store, self.book, self.lines, self.shelf, self.settings.secret_key, queued, self.now)

    @property
    def desk(self) -> Desk:
        """Where helpers work."""
        calls = self.settings.most_calls
        return Desk(self.store, self.book, self.lines, self.shelf, self.now, self.sender(self.session).recording, calls)

    @property
    def bridge(self) -> Bridge:
        """Calls that helpers ask for."""
        settings, drawer = self.settings, self.desk.drawer
        return Bridge(drawer, self.sender(self.session), settings.public_url, settings.calls_a_day)

    @property
    def accounts(self) -> Accounts:
        """Who the helpers are."""
        key, common = self.settings.secret_key, self.book.common_passwords
        return Accounts(self.store, self.now, secret_key=key, common=common)

    @property
    def reports(self) -> Reports:
        """Where figures come from."""
        topics = {slug: entry.topic for slug, entry in self.book.entries.items()}
        return Reports(self.store, self.lines, self.now, topics)

    @property
    def teach(self) -> Teach:
        """Where missed questions are learned from."""
        settings = self.settings
        about = (settings.content, settings.own_content, settings.questions)
        folder = Folder(*about, lambda root: read_book(settings, root), self.live)
        return Teach(self.store, self.book, self.lines, folder, self.now)

    def sender(self, session: Session | None = None) -> Sender:
        """The way to the carrier."""
        return Sender(self.settings.api_url, self.settings.account_sid, self.settings.auth_tokens[0], session)

    def clock(self, session: Session | None = None) -> Clock:
        """What is done as time passes; `session` reaches the carrier in another way than over the network."""
        settings, sender = self.settings, self.sender(session)
        kept = (settings.public_url, settings.secret_key, settings.keep_months)
        return Clock(self.store, self.lines, self.shelf, sender, *kept, self.feeds, self.bridge, self.now)

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def right_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def read_book(settings: Settings, root: Path | None = None) -> Book:
    """The words, with the numbers of the installation's country and the domains that its feeds know.

    `root`: a folder in the place of the installation's. Raises ContentError.
    """
    return open_book(root or settings.content, shipped_content(), settings.region, Domains(settings.domains_file))


def read_again(house: House) -> Book:
    """The words of an open house as they are now. Raises ContentError, also where they lack the language of a line."""
    book = read_book(house.settings)
    for line in house.lines.values():
        if wrong := _unspoken(line, book):
            raise ContentError(wrong)
    return book


def _unspoken(line: Line, book: Book) -> str:
    """What is wrong where a line promises a language that the content does not have."""
    missing = set(line.languages) - set(book.languages)
    return f"[{line.id}]: languages: the content has only {', '.join(book.languages)}" if missing else ""


def read_feeds_of(settings: Settings) -> Feeds:
    """The feeds, none where no file names any. Raises SettingError."""
    try:
        feeds = read_feeds(settings.feeds_file) if settings.feeds_file else ()
    except FeedError as error:
        raise SettingError(f"HELPLINE_FEEDS: {error}") from None
    return Feeds(feeds, settings.domains_file)


def open_house(settings: Settings, now: Callable[[], datetime] = right_now, book: Book | None = None) -> House:
    """Build everything; `book` is content that was read before. A house that is not sound does not open.

    Raises SettingError, ContentError, StoreUnreachable.
    """
    lines = read_lines(settings.lines_file)
    book = book or read_book(settings)
    for line in lines.values():
        if wrong := _unspoken(line, book):
            raise SettingError(f"HELPLINE_LINES: {wrong}")
    return House(settings, open_store(settings.database_url), book, lines, now, read_feeds_of(settings))
