"""A TOML table that knows where it stands, so that every mistake is named with file, language and field."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


class ContentError(Exception):
    """Content that must not go live. The message says `file: [language] field: what is wrong`."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of one file; `path` leads to it from the top of the file."""

    file: str
    values: dict[str, Any]
    path: tuple[str, ...] = ()

    def wrong(self, field: str, what: str) -> ContentError:
        """The error for one field of this table."""
        where = ".".join((*self.path, field) if field else self.path)
        return ContentError(f"{self.file}: {where}: {what}" if where else f"{self.file}: {what}")

    def has_only(self, keys: Iterable[str]) -> "Table":
        """This table, where it has none but these keys; raises ContentError otherwise."""
        known = set(keys)
        for key in self.values:
            if key not in known:
                raise self.wrong(key, "is not known here")
        return self

    def table(self, key: str) -> "Table":
        """The table under a key."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "is missing" if value is None else "must be a table")
        return Table(self.file, value, (*self.path, key))

    def tables(self, *besides: str) -> dict[str, "Table"]:
        """All tables in this one, by key, in their order; `besides` are keys that are something else."""
        return {key: self.table(key) for key in self.values if key not in besides}

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "is missing" if value is None else "must be a text")
        return value

    def texts(self, key: str, needed: bool = True) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        value = self.values.get(key, None if needed else [])
        if not isinstance(value, list) or (needed and not value):
            raise self.wrong(key, "is missing" if value is None else "must be a list of texts")
        if not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key, "has an empty text, or something that is no text")
        return tuple(value)

    def number(self, key: str) -> float:
        """A number."""
        value = self.values.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.wrong(key, "is missing" if value is None else "must be a number")
        return float(value)

    def day(self, key: str) -> date:
        """A day."""
        value = self.values.get(key)
        if type(value) is not date:
            raise self.wrong(key, "is missing" if value is None else "must be a date such as 2026-11-22")
        return value


def read_table(path: Path, root: Path) -> Table:
    """One TOML file. Raises ContentError that names it, where it cannot be read."""
    name = path.relative_to(root).as_posix()
    try:
        return Table(name, tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError(f"{name}: {error}") from None
