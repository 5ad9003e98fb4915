"""The store in one SQLite file: every write begins IMMEDIATE, a commit is on the disk."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from sqlite_utils import Database

from helpline.store.shapes import Broken, Row, StoreUnreachable, prepared

RETRY_SECONDS = 0.01

# Primary result codes (sqlite.org/rescode.html) of a database that cannot be used now.
UNREACHABLE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)


class SqliteTx:
    """One open transaction on one connection."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self, sql: str, **params: object) -> list[Row]:
        """All rows that the statement gives."""
        return list(self._database.query(*prepared(sql, params)))

    def row(self, sql: str, **params: object) -> Row | None:
        """The first row, or None."""
        return next(iter(self.rows(sql, **params)), None)

    def run(self, sql: str, **params: object) -> int:
        """How many rows the statement changed."""
        return self._database.execute(*prepared(sql, params)).rowcount

    def script(self, sql: str) -> None:
        """Several statements, inside this same transaction."""
        self._database.executescript(sql)

    def alone(self, lock: str) -> None:
        """A writer is alone already."""

    def tables(self) -> set[str]:
        """The names of the tables that are there."""
        return set(self._database.table_names())


class SqliteStore:
    """A SQLite file. A connection is used by one thread at a time and kept for the next."""

    engine = "sqlite"

    def __init__(self, path: Path, wait_ms: int) -> None:
        self._path = path
        self._wait_ms = wait_ms
        self._idle: list[Database] = []
        self._door = threading.Lock()
        self._writing = threading.Lock()
        self._closed = False

    @contextmanager
    def write(self, lock: str = "") -> Iterator[SqliteTx]:
        """One writing transaction. `lock` needs nothing more: SQLite lets one writer in at a time."""
        with self._turn(), self._borrowed() as database:
            # A deferred BEGIN that turns into a write fails at once under another writer, whatever the busy timeout.
            database.execute("begin immediate")
            with _whole(database):
                yield SqliteTx(database)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Writers of this process wait in line: SQLite itself lets those who wait ask again and again, not in order."""
        if not self._writing.acquire(timeout=self._wait_ms / 1000):
            raise StoreUnreachable("another writer takes too long")
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def read(self) -> Iterator[SqliteTx]:
        """One reading transaction."""
        with self._borrowed() as database:
            database.execute("pragma query_only = on")
            database.execute("begin")
            with _whole(database):
                yield SqliteTx(database)
            database.execute("pragma query_only = off")

    def scrub(self) -> None:
        """Move the write-ahead log into the file and empty it (deleted rows are overwritten by `secure_delete`)."""
        with self._borrowed() as database:
            found = next(iter(database.query("pragma wal_checkpoint(truncate)")))
            if found["busy"]:
                raise StoreUnreachable("the write-ahead log is in use")

    def close(self) -> None:
        """Close the idle connections now and the others when they come back."""
        with self._door:
            self._closed = True
            idle, self._idle = self._idle, []
        for database in idle:
            database.close()

    @contextmanager
    def _borrowed(self) -> Iterator[Database]:
        with translated():
            database = self._taken()
            try:
                yield database
            except BaseException:
                database.close()  # its state is not known: `query_only`, or a file that went away
                raise
            self._given_back(database)

    def _taken(self) -> Database:
        with self._door:
            if self._closed:
                raise StoreUnreachable("the store is closed")
            if self._idle:
                return self._idle.pop()
        return connected(self._path, self._wait_ms)

    def _given_back(self, database: Database) -> None:
        with self._door:
            if not self._closed:
                self._idle.append(database)
                return
        database.close()


@contextmanager
def _whole(database: Database) -> Iterator[None]:
    """Commit at the end, undo on anything raised (the caller's own mistakes and Ctrl-C too)."""
    try:
        yield
        database.execute("commit")
    except BaseException:
        database.rollback()
        raise


def connected(path: Path, wait_ms: int) -> Database:
    """A connection with the settings that the promises rest on. Raises sqlite3.Error."""
    # isolation_level None: Python opens no transaction behind our back, so none can be left open.
    connection = sqlite3.connect(path, timeout=wait_ms / 1000, isolation_level=None, check_same_thread=False)
    try:
        database = Database(connection, execute_plugins=False)
        _to_wal(database, wait_ms)
        database.execute("pragma synchronous = full")  # with less, WAL may lose the last commits when power fails
        database.execute("pragma foreign_keys = on")
        database.execute("pragma secure_delete = on")
    except BaseException:
        connection.close()
        raise
    return database


def _to_wal(database: Database, wait_ms: int) -> None:
    """Only the first connection to a new file changes its mode; meanwhile SQLite turns the others away at once."""
    end = monotonic() + wait_ms / 1000
    while True:
        try:
            database.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
            sleep(RETRY_SECONDS)
        else:
            return


@contextmanager
def translated() -> Iterator[None]:
    """The driver's errors in the words of the house."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Broken(error.sqlite_errorname) from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code & 0xFF in UNREACHABLE:  # the low byte of an extended code is its primary code
            raise StoreUnreachable(error.sqlite_errorname) from error
        raise
