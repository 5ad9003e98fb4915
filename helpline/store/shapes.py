"""What a store and a transaction promise, whichever engine is below."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = dict[str, Any]


class StoreUnreachable(Exception):  # noqa: N818 - it reads as what happened
    """The store cannot be used now: locked, full, read-only, gone. Nothing was saved; the door answers 503."""


class Broken(Exception):  # noqa: N818 - it reads as what happened
    """A rule of the schema (unique, check, foreign key) refused the statement. Nothing of the transaction was saved."""


class Tx(Protocol):
    """One open transaction. SQL has named parameters `:name`; a list or tuple stands for `(a, b, ...)` after `in`."""

    def rows(self, sql: str, **params: object) -> list[Row]:
        """All rows that the statement gives, as dictionaries by column name."""
        ...

    def row(self, sql: str, **params: object) -> Row | None:
        """The first row, or None."""
        ...

    def run(self, sql: str, **params: object) -> int:
        """How many rows the statement changed."""
        ...

    def script(self, sql: str) -> None:
        """Several statements without parameters, inside this same transaction (for migrations)."""
        ...

    def alone(self, lock: str) -> None:
        """Wait for the writers that hold this lock, and hold it until the end (on SQLite a writer is alone anyway)."""
        ...

    def tables(self) -> set[str]:
        """The names of the tables that are there."""
        ...


class Store(Protocol):
    """A database. Safe to share between threads, not between processes: open it after a fork."""

    @property
    def engine(self) -> str:
        """`sqlite` or `postgresql`."""
        ...

    def write(self, lock: str = "") -> AbstractContextManager[Tx]:
        """One transaction: saved when the block ends, undone when it raises.

        Writers with the same `lock` wait for each other (on SQLite all writers do).
        Raises StoreUnreachable, Broken.
        """
        ...

    def read(self) -> AbstractContextManager[Tx]:
        """One transaction that sees a single moment and may change nothing. Raises StoreUnreachable."""
        ...

    def scrub(self) -> None:
        """Take what was erased out of the files as well, as far as the engine can. Raises StoreUnreachable."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


_LISTED = re.compile(r":([a-z_]\w*)")


def prepared(sql: str, params: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """The statement and its values as both engines take them: lists spread out, text that both can keep."""
    plain = {name: storable(value) for name, value in params.items() if not isinstance(value, list | tuple)}
    lists = {name: value for name, value in params.items() if isinstance(value, list | tuple)}
    if not lists:
        return sql, plain
    for name, values in lists.items():
        plain |= {f"{name}_{place}": storable(value) for place, value in enumerate(values)}
    return _LISTED.sub(lambda found: _spread(found, lists), sql), plain


def _spread(found: re.Match[str], lists: Mapping[str, "list[object] | tuple[object, ...]"]) -> str:
    """`:lines` as `(:lines_0, :lines_1)`. No value at all is `(null)`, which nothing is in."""
    name = found[1]
    if name not in lists:
        return found[0]
    return "(" + (", ".join(f":{name}_{place}" for place in range(len(lists[name]))) or "null") + ")"


def storable(value: object) -> object:
    """Text without NUL (PostgreSQL refuses it) and without lone surrogates (neither engine can encode them)."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return value
