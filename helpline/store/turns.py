"""What was answered to each event of the carrier, so that the same event is never played twice."""

from dataclasses import dataclass
from datetime import datetime

from helpline.store.rows import list_of, list_text, moment, text_of
from helpline.store.shapes import Tx


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    """One turn as it was played. After an erasure `person` is ''."""

    event: str  # MessageSid, or CallSid/turn
    person: str
    line: str
    how: str
    step_from: str
    step_to: str
    replies: tuple[str, ...]  # the texts that were answered
    language: str
    ended: bool  # whether the call was ended by it
    digest: str  # of what was heard: a carrier's retry is alike, a reused id is not
    created_at: datetime


def recorded(tx: Tx, event: str) -> RecordedTurn | None:
    """The turn that this event led to, or None when it was never played."""
    row = tx.row("select * from turns where event = :event", event=event)
    if row is None:
        return None
    read = {"replies": list_of(row["replies"]), "ended": bool(row["ended"]), "created_at": moment(row["created_at"])}
    return RecordedTurn(**{**row, **read})


def record(tx: Tx, turn: RecordedTurn) -> bool:
    """Keep a turn. False, and nothing changed, when the event is there already."""
    return bool(
        tx.run(
            """
            insert into turns (event, person, line, how, step_from, step_to, replies, language, ended, digest,
                               created_at)
            values (:event, :person, :line, :how, :step_from, :step_to, :replies, :language, :ended, :digest,
                    :created_at)
            on conflict (event) do nothing
            """,
            event=turn.event,
            person=turn.person,
            line=turn.line,
            how=turn.how,
            step_from=turn.step_from,
            step_to=turn.step_to,
            replies=list_text(turn.replies),
            language=turn.language,
            ended=int(turn.ended),
            digest=turn.digest,
            created_at=text_of(turn.created_at),
        )
    )


def count_since(tx: Tx, person: str, since: datetime) -> int:
    """How many texts of a person were played since then."""
    row = tx.row(
        "select count(*) as n from turns where person = :person and how = 'text' and created_at >= :since",
        person=person,
        since=text_of(since),
    )
    return int(row["n"]) if row else 0


def delete_before(tx: Tx, before: datetime) -> int:
    """Drop what is older than the carrier could repeat. How many went."""
    return tx.run("delete from turns where created_at < :before", before=text_of(before))
