"""Voice messages: which there are. The sound is with the carrier, until it is erased there."""

from dataclasses import dataclass
from datetime import datetime

from helpline.store.rows import moment, text_of
from helpline.store.shapes import Row, Tx


@dataclass(frozen=True, slots=True)
class Recording:
    """One voice message for the helper of a ticket."""

    sid: str
    person: str
    line: str
    ticket: str
    seconds: int
    created_at: datetime


def add(tx: Tx, recording: Recording) -> bool:
    """Keep a recording. False, and nothing changed, when it is known already."""
    return bool(
        tx.run(
            """
            insert into recordings (sid, person, line, ticket, seconds, created_at)
            values (:sid, :person, :line, :ticket, :seconds, :created_at) on conflict do nothing
            """,
            sid=recording.sid,
            person=recording.person,
            line=recording.line,
            ticket=recording.ticket,
            seconds=recording.seconds,
            created_at=text_of(recording.created_at),
        )
    )


def get(tx: Tx, sid: str) -> Recording | None:
    """The recording, or None where there is none that may be heard."""
    row = tx.row("select * from recordings where sid = :sid and dropped = 0", sid=sid)
    return _recording(row) if row else None


def of_ticket(tx: Tx, ticket: str) -> list[Recording]:
    """The voice messages of a ticket, first things first."""
    found = tx.rows(
        "select * from recordings where ticket = :ticket and dropped = 0 order by created_at", ticket=ticket
    )
    return [_recording(row) for row in found]


def drop(tx: Tx, person: str, sid: str) -> bool:
    """The person does not want it kept. False where it is not theirs."""
    return bool(
        tx.run("update recordings set dropped = 1 where sid = :sid and person = :person", sid=sid, person=person)
    )


def to_erase(tx: Tx) -> list[str]:
    """Those that nobody needs any more: unwanted, of a person who was erased, or of a ticket that is closed."""
    found = tx.rows(
        """
        select sid from recordings join tickets on tickets.id = recordings.ticket
        where dropped = 1 or tickets.state = 'closed' order by recordings.created_at
        """
    )
    return [row["sid"] for row in found]


def erased(tx: Tx, sid: str) -> None:
    """It is gone at the carrier: forget it here too."""
    tx.run("delete from recordings where sid = :sid", sid=sid)


def _recording(row: Row) -> Recording:
    return Recording(row["sid"], row["person"], row["line"], row["ticket"], row["seconds"], moment(row["created_at"]))
