"""When helpers are on duty, when they are away, and what was promised meanwhile."""

from datetime import date, datetime, time

from helpline.escalation.shifts import Absence, Promised, Shift
from helpline.store.rows import moment, text_of
from helpline.store.shapes import Row, Tx


def add(tx: Tx, shift: Shift) -> bool:
    """Keep a shift. False, and nothing changed, where the helper has one that begins then."""
    return bool(
        tx.run(
            """
            insert into shifts (id, helper, line, weekday, starts, ends)
            values (:id, :helper, :line, :weekday, :starts, :ends)
            on conflict do nothing
            """,
            id=shift.id,
            helper=shift.helper,
            line=shift.line,
            weekday=shift.weekday,
            starts=f"{shift.starts:%H:%M}",
            ends=f"{shift.ends:%H:%M}",
        )
    )


def drop(tx: Tx, helper: str, id_: str) -> bool:
    """A shift or an absence of this helper is no more. False where they have none with this id."""
    gone = tx.run("delete from shifts where id = :id and helper = :helper", id=id_, helper=helper)
    return bool(gone + tx.run("delete from absences where id = :id and helper = :helper", id=id_, helper=helper))


def of_helper(tx: Tx, helper: str) -> list[Shift]:
    """A helper's shifts, Monday first."""
    return _shifts(tx.rows("select * from shifts where helper = :helper order by weekday, starts, line", helper=helper))


def of_line(tx: Tx, line: str) -> list[Shift]:
    """The shifts on a line, Monday first; those of helpers who left it, too."""
    return _shifts(tx.rows("select * from shifts where line = :line order by weekday, starts, id", line=line))


def add_absence(tx: Tx, absence: Absence) -> None:
    """Keep days on which a helper is away."""
    tx.run(
        "insert into absences (id, helper, first_day, last_day) values (:id, :helper, :first, :last)",
        id=absence.id,
        helper=absence.helper,
        first=absence.first.isoformat(),
        last=absence.last.isoformat(),
    )


def absences(tx: Tx, today: date, helper: str = "") -> list[Absence]:
    """The absences, of one helper or of all, that are not over, the next one first."""
    found = tx.rows(
        """
        select * from absences where last_day >= :today and (helper = :helper or :helper = '')
        order by first_day, last_day
        """,
        today=today.isoformat(),
        helper=helper,
    )
    return [
        Absence(row["id"], row["helper"], date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]))
        for row in found
    ]


def drop_absences_before(tx: Tx, today: date) -> int:
    """Forget what is over. How many."""
    return tx.run("delete from absences where last_day < :today", today=today.isoformat())


def promised(tx: Tx, line: str, now: datetime, but: str = "") -> list[Promised]:
    """The windows of a line that are not over and were promised to somebody who still waits, on another ticket."""
    found = tx.rows(
        """
        select slot_start, slot_end, count(*) as people from tickets
        where line = :line and state <> 'closed' and slot_end > :now and id <> :but group by slot_start, slot_end
        """,
        line=line,
        now=text_of(now),
        but=but,
    )
    return [Promised(moment(row["slot_start"]), moment(row["slot_end"]), row["people"]) for row in found]


def _shifts(rows: list[Row]) -> list[Shift]:
    times = ({"starts": time.fromisoformat(row["starts"]), "ends": time.fromisoformat(row["ends"])} for row in rows)
    return [Shift(**{**row, **each}) for row, each in zip(rows, times, strict=True)]
