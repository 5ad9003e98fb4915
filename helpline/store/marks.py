"""What is counted, without a word of what was said and without who said it."""

from dataclasses import dataclass
from datetime import datetime

from helpline.store.rows import new_id, text_of
from helpline.store.shapes import Tx


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened on a line."""

    line: str
    kind: str
    detail: str
    count: int


def add(tx: Tx, line: str, kind: str, detail: str, now: datetime) -> None:
    """Count one more."""
    tx.run(
        "insert into marks (id, line, kind, detail, created_at) values (:id, :line, :kind, :detail, :now)",
        id=new_id(),
        line=line,
        kind=kind,
        detail=detail,
        now=text_of(now),
    )


def counts(tx: Tx, since: datetime, until: datetime) -> list[Count]:
    """How often each thing happened from `since` (included) to `until` (not included), the most frequent first."""
    found = tx.rows(
        """
        select line, kind, detail, count(*) as count from marks
        where created_at >= :since and created_at < :until
        group by line, kind, detail order by count(*) desc, line, kind, detail
        """,
        since=text_of(since),
        until=text_of(until),
    )
    return [Count(**row) for row in found]
