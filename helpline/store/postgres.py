"""The store in PostgreSQL: the same statements, a pool of connections, locks that end with their transaction."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

import psycopg
from psycopg import errors
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from helpline.store.shapes import Broken, Row, StoreUnreachable, prepared

Connection = psycopg.Connection[Row]

UNREACHABLE = (psycopg.OperationalError, errors.ReadOnlySqlTransaction, psycopg.InterfaceError)
MOST_CONNECTIONS = 10
_PLACES = re.compile(r"'[^']*'|(?<!:):([a-z_]\w*)")


@lru_cache(maxsize=512)
def spoken(sql: str) -> str:
    """A statement of the house as psycopg takes it: `:name` as `%(name)s`, a bare `%` doubled.

    `/* skip locked */` stands where rows that another worker holds are to be passed over, `/* for share */` where a row
    must stay as it is until the transaction ends; SQLite, which lets one writer in at a time, reads comments.
    """
    doubled = sql.replace("%", "%%").replace("/* skip locked */", "for update skip locked")
    doubled = doubled.replace("/* for share */", "for share")
    return _PLACES.sub(lambda found: f"%({found[1]})s" if found[1] else found[0], doubled)


class PostgresTx:
    """One open transaction on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, **params: object) -> list[Row]:
        """All rows that the statement gives."""
        return self._ran(sql, params).fetchall()

    def row(self, sql: str, **params: object) -> Row | None:
        """The first row, or None."""
        return self._ran(sql, params).fetchone()

    def run(self, sql: str, **params: object) -> int:
        """How many rows the statement changed."""
        return self._ran(sql, params).rowcount

    def script(self, sql: str) -> None:
        """Several statements, inside this same transaction."""
        self._connection.execute(sql)

    def alone(self, lock: str) -> None:
        """Hold an advisory lock until the transaction ends."""
        self.rows("select pg_advisory_xact_lock(hashtextextended(:lock, 0))", lock=lock)

    def tables(self) -> set[str]:
        """The names of the tables that are there."""
        found = self.rows("select tablename from pg_tables where schemaname = current_schema()")
        return {row["tablename"] for row in found}

    def _ran(self, sql: str, params: dict[str, object]) -> psycopg.Cursor[Row]:
        text, values = prepared(sql, params)
        return self._connection.execute(spoken(text), values)


class PostgresStore:
    """A PostgreSQL database."""

    engine = "postgresql"

    def __init__(self, url: str, wait_ms: int) -> None:
        self._wait_ms = wait_ms
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            url,
            connection_class=cast(type[Connection], psycopg.Connection),
            kwargs={"row_factory": dict_row},
            min_size=1,
            max_size=MOST_CONNECTIONS,
            timeout=wait_ms / 1000,
            configure=self._configured,
            check=ConnectionPool.check_connection,  # a server that was restarted costs no request
            open=True,
        )

    @contextmanager
    def write(self, lock: str = "") -> Iterator[PostgresTx]:
        """One writing transaction, alone among those with the same `lock`."""
        with translated(), self._pool.connection() as connection:
            tx = PostgresTx(connection)
            if lock:
                tx.alone(lock)
            yield tx

    @contextmanager
    def read(self) -> Iterator[PostgresTx]:
        """One reading transaction."""
        with translated(), self._pool.connection() as connection:
            connection.execute("set transaction isolation level repeatable read, read only")
            yield PostgresTx(connection)

    def scrub(self) -> None:
        """Let the space of deleted rows be written over."""
        with translated(), self._pool.connection() as connection:
            connection.rollback()
            connection.autocommit = True
            try:
                connection.execute("vacuum")
            finally:
                connection.autocommit = False

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def _configured(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute("select set_config('lock_timeout', %s, false)", [f"{self._wait_ms}ms"])
        connection.commit()


@contextmanager
def translated() -> Iterator[None]:
    """The driver's errors in the words of the house."""
    try:
        yield
    except psycopg.IntegrityError as error:
        raise Broken(error.sqlstate or "") from error
    except UNREACHABLE as error:
        raise StoreUnreachable(type(error).__name__) from error
