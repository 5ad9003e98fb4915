"""Known domains in a SQLite file of their own: made whole beside the old one, swapped in one step, then only read.

Not part of the house's database: it holds nothing of anybody, is made anew from the feeds, and each machine has one.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from sqlite_utils import Database

from helpline.store.rows import moment, text_of
from helpline.store.shapes import Row

_BATCH = 1000
_SHAPE = """
create table feeds (id integer primary key, name text not null, says text not null, domains integer not null,
                    taken_at text not null);
create table domains (domain text not null, feed integer not null, primary key (domain, feed)) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of a feed: how many domains, and when they were taken in."""

    name: str
    says: str
    domains: int
    taken_at: datetime


class Domains:
    """The lookup, for any number of threads and processes. A file that was swapped is noticed at the next question."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._door = threading.Lock()
        self._open: Database | None = None
        self._seen: tuple[int, int] | None = None

    def listed(self, hosts: Sequence[str]) -> frozenset[str]:
        """What the feeds say of any of these hosts: "bad", "official"; nothing where there is no file to look in."""
        marks = ", ".join("?" * len(hosts))
        asked = f"select distinct says from domains join feeds on feeds.id = feed where domain in ({marks})"  # noqa: S608
        return frozenset(row["says"] for row in self._rows(asked, hosts))

    def held(self) -> list[Held]:
        """The feeds that are held."""
        rows = self._rows("select name, says, domains, taken_at from feeds order by name", ())
        return [Held(row["name"], row["says"], row["domains"], moment(row["taken_at"])) for row in rows]

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        with self._door:
            self._let_go()

    def _rows(self, sql: str, params: Sequence[str]) -> list[Row]:
        with self._door:
            try:
                database = self._current()
                return list(database.query(sql, params)) if database else []
            except (OSError, sqlite3.Error):  # no list is better than no answer to the person who asks
                self._let_go()
                return []

    def _current(self) -> Database | None:
        """The file as it is now, opened once for as long as it is not swapped."""
        try:
            there = self._path.stat()
        except FileNotFoundError:
            self._let_go()
            return None
        if self._seen != (there.st_ino, there.st_mtime_ns):
            self._let_go()
            self._open, self._seen = _reading(self._path), (there.st_ino, there.st_mtime_ns)
        return self._open

    def _let_go(self) -> None:
        if self._open:
            self._open.close()
        self._open, self._seen = None, None


class Draft:
    """The next lookup in the making; see `drafted`."""

    def __init__(self, database: Database, before: Iterable[Held]) -> None:
        self._database = database
        self.before = {held.name: held for held in before}

    def add(self, held: Held, domains: Iterable[str]) -> int:
        """Take in a feed's list. How many domains it names; whatever it raises, nothing of it is taken in."""
        id_ = self._feed(held)
        try:
            rows = ({"domain": domain, "feed": id_} for domain in domains)
            self._database.table("domains").insert_all(rows, ignore=True, batch_size=_BATCH)
        except BaseException:
            self._drop(id_)
            raise
        return self._counted(id_)

    def keep(self, held: Held) -> None:
        """Hold on to what is held of a feed, as `held` tells it now."""
        id_ = self._feed(held)
        self._database.execute(
            """
            insert into domains select domain, ? from old.domains join old.feeds on feeds.id = feed
            where name = ? order by domain
            """,
            [id_, held.name],
        )
        self._counted(id_)

    def drop(self, name: str) -> None:
        """Take a feed out again."""
        for row in list(self._database.query("select id from feeds where name = ?", [name])):
            self._drop(row["id"])

    def _feed(self, held: Held) -> int:
        row = {"name": held.name, "says": held.says, "domains": 0, "taken_at": text_of(held.taken_at)}
        self._database.table("feeds").insert(row)
        return int(next(iter(self._database.query("select max(id) as id from feeds")))["id"])

    def _counted(self, id_: int) -> int:
        self._database.execute(
            "update feeds set domains = (select count(*) from domains where feed = id) where id = ?", [id_]
        )
        return int(next(iter(self._database.query("select domains from feeds where id = ?", [id_])))["domains"])

    def _drop(self, id_: int) -> None:
        self._database.execute("delete from domains where feed = ?", [id_])
        self._database.execute("delete from feeds where id = ?", [id_])


@contextmanager
def drafted(path: Path) -> Iterator[Draft]:
    """A new lookup, made in a file beside; it takes the old one's place at the end, in one step, unless it raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        new = Path(file.name)
    before = Domains(path).held()
    try:
        with _writing(new, path if before else None) as database:
            yield Draft(database, before)
        _on_disk(new).replace(path)
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def _writing(new: Path, old: Path | None) -> Iterator[Database]:
    """Nobody else has this file and a half-made one is thrown away: no journal, one transaction."""
    database = Database(sqlite3.connect(new, isolation_level=None, uri=True), execute_plugins=False)
    try:
        database.execute("pragma journal_mode = off")
        database.execute("pragma synchronous = off")
        database.execute("attach ? as old", [_unchanging(old) if old else ":memory:"])
        database.executescript(_SHAPE)
        database.execute("begin")
        yield database
        database.execute("commit")
    finally:
        database.close()


def _on_disk(file: Path) -> Path:
    """The file, once the disk has it; readable for the other processes of the house, which may run as somebody else."""
    file.chmod(0o644)
    with file.open("rb") as written:
        os.fsync(written.fileno())
    return file


def _reading(path: Path) -> Database:
    return Database(sqlite3.connect(_unchanging(path), uri=True, check_same_thread=False), execute_plugins=False)


def _unchanging(path: Path) -> str:
    """The file of this name is never changed, only swapped; so SQLite needs no locks."""
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"
