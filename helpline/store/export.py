"""Tables to hand out: a SQLite file of their own, which Datasette and others open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to hand out: its columns with their kinds, and rows of as many values."""

    columns: Mapping[str, type[str] | type[int]]
    rows: Sequence[tuple[Value, ...]]


def sqlite_file(sheets: Mapping[str, Sheet]) -> bytes:
    """A database that holds these tables and nothing else. Raises OSError where there is no room for it."""
    with TemporaryDirectory(prefix="helpline-") as folder:
        path = Path(folder) / "figures.db"
        database = Database(path, execute_plugins=False)
        try:
            for name, sheet in sheets.items():
                table = database.table(name).create(dict(sheet.columns))
                table.insert_all(dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows)
        finally:
            database.close()
        return path.read_bytes()
