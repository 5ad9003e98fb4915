"""The feeds that an operator names in one file: where each list is, and what it says of the domains on it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

Says = Literal["bad", "official"]
_FIELDS = {"from", "says", "column", "hours"}
_DAY = 24
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class FeedError(Exception):
    """A list that cannot be used, or a file of feeds that cannot be read. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One list. `source` is a file's path or an https address; `column` the heading of a CSV's column, "" to find the
    domain in each row by itself; `every` how old it may get before the clock takes it anew.
    """

    name: str
    source: str
    says: Says
    column: str = ""
    every: timedelta = timedelta(hours=_DAY)

    @property
    def is_far(self) -> bool:
        """Whether it comes over the network."""
        return "://" in self.source


def read_feeds(file: Path) -> tuple[Feed, ...]:
    """The feeds of a TOML file, one table each; paths are seen from the file. Raises FeedError."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FeedError(f"{file}: cannot be read: {error}") from None
    return tuple(_feed(name, table, file) for name, table in tables.items())


def _feed(name: str, table: Mapping[str, Any], file: Path) -> Feed:
    if not _NAME.fullmatch(name) or not isinstance(table, dict) or set(table) - _FIELDS:
        raise FeedError(f"{file}: [{name}]: small letters, digits and hyphens; {', '.join(sorted(_FIELDS))}")
    if table.get("says") not in get_args(Says):
        raise FeedError(f"{file}: [{name}]: says: must be {' or '.join(get_args(Says))}")
    hours, column = table.get("hours", _DAY), table.get("column", "")
    if not isinstance(hours, int) or not isinstance(column, str) or hours < 1:
        raise FeedError(f"{file}: [{name}]: hours: a whole number from 1; column: a heading")
    return Feed(name, _source(name, table.get("from"), file), table["says"], column, timedelta(hours=hours))


def _source(name: str, given: object, file: Path) -> str:
    """An https address as it is, or the path of a file."""
    if not isinstance(given, str) or not given or ("://" in given and not _is_https(given)):
        raise FeedError(f"{file}: [{name}]: from: must be a file or an https address")
    return given if "://" in given else str(file.parent / given)


def _is_https(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname) and not parts.username
