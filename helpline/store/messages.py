"""What was said, in both directions; outgoing rows are the queue of the sender too."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal

from helpline.store.rows import list_of, list_text, moment, text_of, time_of
from helpline.store.shapes import Row, Tx

Direction = Literal["in", "out"]
Channel = Literal["text", "voice"]
State = Literal["heard", "ignored", "replied", "queued", "sending", "sent", "delivered", "failed", "cancelled"]

RANKS: Mapping[str, int] = {"queued": 0, "sending": 1, "replied": 1, "sent": 2, "failed": 3, "delivered": 4}
"""How far a message has come. It only goes up, so that the carrier's reports may arrive in any order."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said. `body` is free of secrets; `removed` names the kinds that were taken out."""

    id: str
    person: str
    line: str
    direction: Direction
    channel: Channel
    author: str  # person, bot, clock, or a helper's id
    body: str
    state: State
    created_at: datetime
    ticket: str | None = None
    removed: tuple[str, ...] = ()
    segments: int = 0
    carrier_id: str | None = None
    error: str = ""
    tries: int = 0
    due_at: datetime | None = None
    claimed_until: datetime | None = None


def add(tx: Tx, message: Message) -> None:
    """Keep a message. One with state `queued` and a `due_at` is sent by whoever empties the queue. Raises Broken."""
    tx.run(
        """
        insert into messages (id, person, line, ticket, direction, channel, author, body, removed, segments, state,
                              carrier_id, error, tries, due_at, claimed_until, created_at)
        values (:id, :person, :line, :ticket, :direction, :channel, :author, :body, :removed, :segments, :state,
                :carrier_id, :error, :tries, :due_at, :claimed_until, :created_at)
        """,
        **{
            **asdict(message),
            "removed": list_text(message.removed),
            "due_at": text_of(message.due_at),
            "claimed_until": text_of(message.claimed_until),
            "created_at": text_of(message.created_at),
        },
    )


def get(tx: Tx, message: str) -> Message | None:
    """The message, or None."""
    row = tx.row("select * from messages where id = :message", message=message)
    return _message(row) if row else None


def talk(tx: Tx, person: str, limit: int = 50, lines: Sequence[str] = ()) -> list[Message]:
    """The last `limit` messages with this person, oldest first; those of one moment by their ids.

    `lines`: on these lines only; none named, on all.
    """
    found = tx.rows(
        """
        select * from messages where person = :person and (:all = 1 or line in :lines)
        order by created_at desc, id desc limit :limit
        """,
        person=person,
        limit=limit,
        all=int(not lines),
        lines=tuple(lines),
    )
    return [_message(row) for row in reversed(found)]


def claim_due(tx: Tx, now: datetime, limit: int, lease: timedelta) -> list[Message]:
    """Take at most `limit` messages to send, oldest first, for as long as `lease`: no other worker gets them meanwhile.

    Those of a worker that died come back when its lease is over. Who said STOP still gets the bot's answers (that to
    STOP itself is one), and nothing that we start.
    """
    found = tx.rows(
        """
        update messages set state = 'sending', claimed_until = :until, tries = tries + 1
        where id in (
            select id from messages
            where ((state = 'queued' and due_at <= :now) or (state = 'sending' and claimed_until <= :now))
              and (author = 'bot' or person not in (select person from people where stopped_at is not null))
            order by due_at, created_at, id limit :limit /* skip locked */)
        returning *
        """,
        now=text_of(now),
        until=text_of(now + lease),
        limit=limit,
    )
    return sorted(map(_message, found), key=lambda message: (message.due_at or now, message.created_at, message.id))


def mark_sent(tx: Tx, message: str, carrier_id: str) -> None:
    """The carrier took the message. A report that was quicker than this is not undone.

    An id of the carrier stays with the message that had it first: two equal texts can be taken for each other.
    """
    tx.run(
        """
        update messages set carrier_id = :carrier_id
        where id = :message and not exists (select 1 from messages where carrier_id = :carrier_id)
        """,
        message=message,
        carrier_id=carrier_id,
    )
    advance(tx, "sent", message=message)


def mark_failed(tx: Tx, message: str, error: str) -> None:
    """The message will not be sent: `error` is the carrier's code or our word for it."""
    advance(tx, "failed", error, message=message)


def mark_cancelled(tx: Tx, message: str) -> None:
    """It is not sent after all, while we hold its lease."""
    tx.run(
        "update messages set state = 'cancelled', claimed_until = null where id = :message and state = 'sending'",
        message=message,
    )


def retry_at(tx: Tx, message: str, due_at: datetime, error: str) -> bool:
    """Put a message that could not be sent back in the queue. False when it is no longer being sent."""
    return bool(
        tx.run(
            """
            update messages set state = 'queued', due_at = :due_at, claimed_until = null, error = :error
            where id = :message and state = 'sending'
            """,
            message=message,
            due_at=text_of(due_at),
            error=error,
        )
    )


def advance(tx: Tx, state: State, error: str = "", *, message: str = "", carrier_id: str = "") -> bool:
    """A report on an outgoing message, found by our id or the carrier's. False when it changes nothing.

    Reports come twice and in any order: the one that says most counts, and `delivered` says more than `failed`.
    Raises KeyError for a state that no report can give.
    """
    return bool(
        tx.run(
            """
            update messages set state = :state, error = :error, claimed_until = null
            where direction = 'out' and (id = :message or carrier_id = :carrier_id)
              and case state when 'queued' then 0 when 'sending' then 1 when 'replied' then 1 when 'sent' then 2
                             when 'failed' then 3 else 4 end < :rank
            """,
            state=state,
            error=error,
            message=message,
            carrier_id=carrier_id,
            rank=RANKS[state],
        )
    )


def cancel_queued(tx: Tx, person: str) -> int:
    """Nothing that waits is sent to this person any more. How many were taken back."""
    return tx.run("update messages set state = 'cancelled' where person = :person and state = 'queued'", person=person)


def cancel_promises(tx: Tx, ticket: str, mark: str) -> int:
    """Send nothing more that holds `mark`, where the code word of a ticket stands: it is over. How many texts."""
    return tx.run(
        "update messages set state = 'cancelled' where ticket = :ticket and state = 'queued' and body like :mark",
        ticket=ticket,
        mark=f"%{mark}%",
    )


def counts(tx: Tx) -> dict[str, int]:
    """How many messages are in each state."""
    return {row["state"]: row["n"] for row in tx.rows("select state, count(*) as n from messages group by state")}


def delete_before(tx: Tx, before: datetime) -> int:
    """Drop messages older than the retention allows, but none that still waits. How many went."""
    return tx.run(
        "delete from messages where created_at < :before and state not in ('queued', 'sending')",
        before=text_of(before),
    )


def _message(row: Row) -> Message:
    times = {"due_at": time_of(row["due_at"]), "claimed_until": time_of(row["claimed_until"])}
    return Message(**{**row, **times, "removed": list_of(row["removed"]), "created_at": moment(row["created_at"])})
