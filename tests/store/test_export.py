"""A file to hand out holds the tables that it was given, empty ones too, and leaves nothing behind."""

import sqlite3
from pathlib import Path

import pytest

from helpline.store.export import Sheet, sqlite_file


def test_it_holds_what_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    kinds: dict[str, type[str] | type[int]] = {"name": str, "count": int}
    content = sqlite_file({"days": Sheet(kinds, [("é'\"", 3), ("b", None)]), "scams": Sheet(kinds, [])})
    assert list((tmp_path / "temporary").iterdir()) == []
    (tmp_path / "figures.db").write_bytes(content)
    database = sqlite3.connect(tmp_path / "figures.db")
    assert database.execute("select name, count from days").fetchall() == [("é'\"", 3), ("b", None)]
    assert database.execute("select name, count from scams").fetchall() == []
    assert database.execute("pragma journal_mode").fetchone() == ("delete",)
    database.close()
