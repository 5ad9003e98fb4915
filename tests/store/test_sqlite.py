"""What is true of SQLite alone: its settings, and what a full or read-only disk does."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpline.store import Store, StoreUnreachable, messages, open_store, people
from helpline.store.migrations import upgrade
from helpline.store.sqlite import connected
from tests.store.given import LINE, NOW, PERSON, message


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "helpline.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{path}")
    upgrade(opened)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 1234),
        ("query_only", 0),
    ],
)
def test_it_connects_with_the_settings_that_the_promises_rest_on(path: Path, pragma: str, value: object) -> None:
    database = connected(path, wait_ms=1234)
    assert database.conn.isolation_level is None
    assert next(iter(database.query(f"pragma {pragma}"))).popitem()[1] == value
    database.close()


def test_it_is_unreachable_while_another_program_writes(store: Store, path: Path) -> None:
    impatient = open_store(f"sqlite:///{path}", wait_ms=20)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(StoreUnreachable, match="SQLITE_BUSY"), impatient.write():
        pytest.fail("another program writes")
    other.execute("rollback")
    other.close()
    with impatient.write() as tx:
        messages.add(tx, message())
    impatient.close()


def test_it_is_unreachable_when_the_disk_is_full_and_recovers(store: Store) -> None:
    with pytest.raises(StoreUnreachable, match="SQLITE_FULL"):
        _fill(store)
    with store.write() as tx:
        assert messages.counts(tx) == {}
        messages.add(tx, message())


def test_it_is_unreachable_where_there_is_no_folder(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/missing/helpline.db")
    with pytest.raises(StoreUnreachable, match="SQLITE_CANTOPEN"), store.write():
        pytest.fail("there is no such folder")


def test_it_is_unreachable_where_the_file_is_no_database(path: Path) -> None:
    path.write_text("This is a letter, not a database. " * 100)
    store = open_store(f"sqlite:///{path}")
    with pytest.raises(StoreUnreachable, match="SQLITE_NOTADB"), store.read():
        pytest.fail("it is a letter")


def test_it_is_unreachable_where_the_file_may_not_be_written() -> None:
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{place}/helpline.db"
        connected(Path(place, "helpline.db"), wait_ms=1).close()  # makes the file
        Path(place).chmod(0o555)
        Path(place, "helpline.db").chmod(0o444)
        with _plain_user(), pytest.raises(StoreUnreachable, match=r"READONLY|CANTOPEN"), open_store(url).write() as tx:
            messages.add(tx, message())
        Path(place).chmod(0o755)


@contextmanager
def _plain_user() -> Iterator[None]:
    """Somebody who may not write to everything, as root may."""
    rich = os.geteuid() == 0
    if rich:
        os.seteuid(65534)  # nobody
    try:
        yield
    finally:
        if rich:
            os.seteuid(0)


def test_it_leaves_no_byte_of_an_erased_person_in_its_files(store: Store, path: Path) -> None:
    with store.write() as tx:
        people.save(tx, people.conversation(tx, PERSON, LINE, "fr").noting(question="mon écran est noir"), NOW)
        messages.add(tx, message(body="mon écran est noir"))
    assert PERSON.encode() in _bytes(path)
    with store.write() as tx:
        people.erase(tx, PERSON, "digest", NOW)
    store.scrub()
    assert PERSON.encode() not in _bytes(path)
    assert "écran".encode() not in _bytes(path)


def _fill(store: Store) -> None:
    with store.write() as tx:
        tx.rows("pragma max_page_count = 1")  # the same answer as a full disk, and it goes away with the connection
        for number in range(2000):
            messages.add(tx, message(f"m{number}"))


def _bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
