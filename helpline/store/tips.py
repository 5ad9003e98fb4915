"""Who gets a tip a week, of which theme, and how far they are."""

from dataclasses import asdict, dataclass
from datetime import datetime

from helpline.store.rows import moment, text_of
from helpline.store.shapes import Row, Tx


@dataclass(frozen=True, slots=True)
class Reader:
    """A person who gets tips on a line. `told` counts those that they have; the next one is due at `due_at`."""

    person: str
    line: str
    theme: str
    told: int
    due_at: datetime


def save(tx: Tx, reader: Reader) -> None:
    """Keep how far a reader is; another theme takes the place of the one before."""
    tx.run(
        """
        insert into tips (person, line, theme, told, due_at) values (:person, :line, :theme, :told, :due_at)
        on conflict (person, line) do update set
            theme = excluded.theme, told = excluded.told, due_at = excluded.due_at
        """,
        **{**asdict(reader), "due_at": text_of(reader.due_at)},
    )


def get(tx: Tx, person: str, line: str) -> Reader | None:
    """How far a person is, or None."""
    row = tx.row("select * from tips where person = :person and line = :line", person=person, line=line)
    return _reader(row) if row else None


def due(tx: Tx, now: datetime, limit: int) -> list[Reader]:
    """At most `limit` readers whose next tip is due, the longest waiting first."""
    found = tx.rows(
        "select * from tips where due_at <= :now order by due_at limit :limit", now=text_of(now), limit=limit
    )
    return [_reader(row) for row in found]


def end(tx: Tx, person: str, line: str = "") -> None:
    """No more tips for this person, on one line or on all."""
    tx.run("delete from tips where person = :person and (line = :line or :line = '')", person=person, line=line)


def _reader(row: Row) -> Reader:
    return Reader(**{**row, "due_at": moment(row["due_at"])})
