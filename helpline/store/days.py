"""Counts by day and line: what stays when messages and tickets are gone. No person, no word of a text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from helpline.escalation.kept import kept, waited
from helpline.store.rows import moment, text_of
from helpline.store.shapes import Row, Tx

COUNTED = "counted"  # says that a day was counted, were it empty; it is no figure


@dataclass(frozen=True, slots=True)
class Day:
    """How often something happened on a line on one day of the line's place."""

    day: str  # 2026-11-24
    line: str
    what: str
    name: str
    count: int


# Of each: names and their counts from `:since` (included) to `:until` (not included) on one line.
_COUNTS = {
    # Persons who were heard, once a channel: every call is answered, even one in which nobody speaks.
    "contact": """
        select channel as name, count(distinct person) as count from messages
        where line = :line and created_at >= :since and created_at < :until
          and ((direction = 'in' and state = 'heard') or (channel = 'voice' and author = 'bot'))
        group by channel""",
    "answered": """
        select detail as name, count(*) as count from marks
        where line = :line and created_at >= :since and created_at < :until and kind = 'answered' group by detail""",
    "bot": """
        select kind as name, count(*) as count from marks
        where line = :line and created_at >= :since and created_at < :until
          and kind in ('solved', 'unsolved', 'missed')
        group by kind""",
    "opened": """
        select why as name, count(*) as count from tickets
        where line = :line and opened_at >= :since and opened_at < :until group by why""",
    "outcome": """
        select outcome as name, count(*) as count from tickets
        where line = :line and closed_at >= :since and closed_at < :until group by outcome""",
    # With a note it is the word, or the result, of a call that is counted already.
    "try": """
        select moves.kind as name, count(*) as count from moves join tickets on tickets.id = moves.ticket
        where tickets.line = :line and moves.created_at >= :since and moves.created_at < :until
          and moves.kind in ('called', 'word-shown') and moves.note = ''
        group by moves.kind""",
    # What the carrier bills, whether it arrives or not; on the day on which it was written.
    "segments": """
        select 'sent' as name, sum(segments) as count from messages
        where line = :line and created_at >= :since and created_at < :until
          and direction = 'out' and channel = 'text' and state in ('replied', 'sent', 'delivered', 'failed')
        group by direction""",
}

# Promises whose window ended, each with when a helper called or closed since it was given (see `escalation.kept`).
_PROMISES = """
    select tickets.id, slot_start, slot_end, outcome, moves.created_at as touched from tickets
    left join moves on moves.ticket = tickets.id
      and (moves.kind in ('called', 'word-shown') or (moves.kind = 'closed' and moves.helper <> ''))
      and moves.created_at >= coalesce((select max(given.created_at) from moves as given
                                        where given.ticket = tickets.id and given.kind = 'promised'), opened_at)
    where tickets.line = :line and slot_end >= :since and slot_end < :until and slot_end <= :now
    order by tickets.id
    """

# Tickets for which a helper did something for the first time: called, wrote or closed.
_FIRST_TOUCHED = """
    select opened_at, min(moves.created_at) as touched from tickets join moves on moves.ticket = tickets.id
    where tickets.line = :line
      and tickets.id in (select ticket from moves where created_at >= :since and created_at < :until)
      and (moves.kind in ('called', 'word-shown', 'replied') or (moves.kind = 'closed' and moves.helper <> ''))
    group by tickets.id, opened_at
    having min(moves.created_at) >= :since and min(moves.created_at) < :until
    """


def counts(tx: Tx, line: str, since: datetime, until: datetime, now: datetime) -> Counter[tuple[str, str]]:
    """What happened on a line in a stretch of time, by what and name; only what is over is judged.

    - contact: persons heard, by channel (text, voice). Who is erased is no longer among them.
    - answered: answers that the bot told, by entry. bot: solved and unsolved, as people say; missed: no answer known.
    - opened: tickets by why. outcome: closed tickets by how they ended.
    - callback: promises whose window ended, by whether they were kept (`escalation.kept.kept`); the last promise of
      a ticket counts. waited: tickets that a helper first called, answered by text or closed, by how long they were
      open by then. try: calls begun, one each time that the code word is shown or a call is made.
    - segments: of texts that went out.
    """
    span = {"line": line, "since": text_of(since), "until": text_of(until)}
    found: Counter[tuple[str, str]] = Counter()
    for what, sql in _COUNTS.items():
        found.update({(what, row["name"]): int(row["count"]) for row in tx.rows(sql, **span)})
    found.update(("callback", _kept(rows)) for rows in _by_ticket(tx.rows(_PROMISES, **span, now=text_of(now))))
    for row in tx.rows(_FIRST_TOUCHED, **span):
        found["waited", waited(moment(row["opened_at"]), moment(row["touched"]))] += 1
    return +found


def _by_ticket(rows: list[Row]) -> Iterable[list[Row]]:
    return (list(group) for _, group in groupby(rows, lambda row: row["id"]))


def _kept(rows: list[Row]) -> str:
    promise = rows[0]
    touched = [moment(row["touched"]) for row in rows if row["touched"]]
    return kept(moment(promise["slot_start"]), moment(promise["slot_end"]), touched, promise["outcome"])


def recount(tx: Tx, line: str, day: date, since: datetime, until: datetime, now: datetime) -> None:
    """Write down anew what happened on a day, which lasts from `since` to `until`; the same however often."""
    found = counts(tx, line, since, until, now)
    found[COUNTED, ""] = 1
    tx.run("delete from days where day = :day and line = :line", day=day.isoformat(), line=line)
    for (what, name), count in found.items():
        tx.run(
            "insert into days (day, line, what, name, count) values (:day, :line, :what, :name, :count)",
            day=day.isoformat(),
            line=line,
            what=what,
            name=name,
            count=count,
        )


def last(tx: Tx, line: str) -> date | None:
    """The last day of a line that was counted, even if nothing happened; None before the first."""
    row = tx.row("select max(day) as day from days where line = :line", line=line)
    return date.fromisoformat(row["day"]) if row and row["day"] else None


def since(tx: Tx, first: date, lines: Iterable[str]) -> list[Day]:
    """All figures of these lines from a day on, oldest first."""
    found = tx.rows(
        """
        select day, line, what, name, count from days
        where day >= :first and line in :lines and what <> :counted order by day, line, what, name
        """,
        first=first.isoformat(),
        lines=list(lines),
        counted=COUNTED,
    )
    return [Day(**row) for row in found]
