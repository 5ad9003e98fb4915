"""Tickets and what happened to each of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from helpline.escalation.ticket import Ticket
from helpline.store.rows import moment, new_id, text_of, time_of
from helpline.store.shapes import Row, Tx


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that happened to a ticket; never changed."""

    ticket: str
    kind: str  # opened, joined, promised, claimed, released, called, replied, noted, closed, ...
    created_at: datetime
    helper: str = ""  # '' = the house itself
    note: str = ""
    id: str = field(default_factory=new_id)


def add(tx: Tx, ticket: Ticket) -> bool:
    """Keep a new ticket. False, and nothing changed, when the person has one open on the line already."""
    return bool(
        tx.run(
            """
            insert into tickets (id, person, line, language, why, urgent, question, entry, number, state, opened_at,
                touched_at, contacts, slot_start, slot_end, helper, claimed_until, word_round, closed_at, outcome,
                grave_at, team)
            values (:id, :person, :line, :language, :why, :urgent, :question, :entry, :number, :state, :opened_at,
                :touched_at, :contacts, :slot_start, :slot_end, :helper, :claimed_until, :word_round, :closed_at,
                :outcome, :grave_at, :team)
            on conflict do nothing
            """,
            **_values(ticket),
        )
    )


def save(tx: Tx, ticket: Ticket) -> bool:
    """Keep a ticket that is there already, as a move left it. False when there is none with this id."""
    return bool(
        tx.run(
            """
            update tickets set person = :person, line = :line, language = :language, why = :why, urgent = :urgent,
                question = :question, entry = :entry, number = :number, state = :state, opened_at = :opened_at,
                touched_at = :touched_at, contacts = :contacts, slot_start = :slot_start, slot_end = :slot_end,
                helper = :helper, claimed_until = :claimed_until, word_round = :word_round, closed_at = :closed_at,
                outcome = :outcome, grave_at = :grave_at, team = :team
            where id = :id
            """,
            **_values(ticket),
        )
    )


def get(tx: Tx, ticket: str) -> Ticket | None:
    """The ticket, or None."""
    row = tx.row("select * from tickets where id = :ticket", ticket=ticket)
    return _ticket(row) if row else None


def open_for(tx: Tx, person: str, line: str) -> Ticket | None:
    """The one ticket that this person has open on this line, or None."""
    row = tx.row(
        "select * from tickets where person = :person and line = :line and state <> 'closed'", person=person, line=line
    )
    return _ticket(row) if row else None


def queue(tx: Tx, lines: Sequence[str]) -> list[Ticket]:
    """All open tickets of these lines, oldest first; `escalation.queue.ordered` says who is next."""
    return _tickets(
        tx.rows(
            "select * from tickets where state <> 'closed' and line in :lines order by opened_at", lines=tuple(lines)
        )
    )


def of_person(tx: Tx, person: str) -> list[Ticket]:
    """All tickets of a person, the newest first."""
    return _tickets(tx.rows("select * from tickets where person = :person order by opened_at desc", person=person))


def claim(tx: Tx, ticket: str, helper: str, now: datetime, until: datetime) -> bool:
    """Take a ticket that is free, one's own, or whose lease is over. False when a colleague was quicker."""
    return bool(
        tx.run(
            """
            update tickets set state = 'claimed', helper = :helper, claimed_until = :until, touched_at = :now
            where id = :ticket and state <> 'closed'
              and (state = 'waiting' or helper = :helper or claimed_until <= :now)
            """,
            ticket=ticket,
            helper=helper,
            now=text_of(now),
            until=text_of(until),
        )
    )


def expire_leases(tx: Tx, now: datetime) -> list[str]:
    """Give back to the queue what was claimed and left alone. The ids of those tickets."""
    found = tx.rows(
        """
        update tickets set state = 'waiting', helper = '', claimed_until = null
        where state = 'claimed' and claimed_until <= :now
          and not exists (select 1 from calls where calls.ticket = tickets.id and calls.state <> 'ended')
        returning id
        """,
        now=text_of(now),
    )
    return sorted(row["id"] for row in found)


def give_back(tx: Tx, helper: str, keeps: Sequence[str] = ()) -> list[str]:
    """Give back to the queue what this helper has, but on the lines that they keep. The ids of those tickets."""
    found = tx.rows(
        """
        update tickets set state = 'waiting', helper = '', claimed_until = null
        where state = 'claimed' and helper = :helper and (:all = 1 or line not in :keeps) returning id
        """,
        helper=helper,
        all=int(not keeps),
        keeps=tuple(keeps),
    )
    return sorted(row["id"] for row in found)


def empty_closed_before(tx: Tx, before: datetime) -> int:
    """Tickets closed long ago stay as figures, without number, words and notes. How many were emptied."""
    tx.run(
        "update moves set note = '' where ticket in (select id from tickets where closed_at < :before)",
        before=text_of(before),
    )
    return tx.run(
        "update tickets set person = '', number = '', question = '' where closed_at < :before and person <> ''",
        before=text_of(before),
    )


def anonymise(tx: Tx, person: str, now: datetime) -> None:
    """Close and empty a person's tickets: figures stay, number, words and notes go."""
    tx.run("update moves set note = '' where ticket in (select id from tickets where person = :person)", person=person)
    tx.run(
        """
        update tickets set closed_at = :now, outcome = 'cancelled', state = 'closed', helper = '', claimed_until = null
        where person = :person and state <> 'closed'
        """,
        person=person,
        now=text_of(now),
    )
    tx.run("update tickets set person = '', number = '', question = '' where person = :person", person=person)


def to_follow_up(tx: Tx, since: datetime, until: datetime) -> list[Ticket]:
    """Tickets that a helper solved between `since` and `until`, and that nobody asked after yet."""
    return _tickets(
        tx.rows(
            """
            select * from tickets where state = 'closed' and outcome = 'solved' and person <> ''
              and closed_at >= :since and closed_at <= :until
              and not exists (select 1 from moves where moves.ticket = tickets.id and kind = 'followed-up')
            order by closed_at
            """,
            since=text_of(since),
            until=text_of(until),
        )
    )


def last_called(tx: Tx, person: str, since: datetime) -> datetime | None:
    """When a helper last began to call this person, on any number that they gave; None if not since then."""
    row = tx.row(
        """
        select max(moves.created_at) as at from moves join tickets on tickets.id = moves.ticket
        where moves.kind in ('called', 'word-shown') and moves.created_at >= :since
          and (tickets.person = :person or tickets.number = :person)
        """,
        person=person,
        since=text_of(since),
    )
    return time_of(row["at"]) if row else None


def in_hand(tx: Tx, person: str, line: str, since: datetime, now: datetime) -> bool:
    """Whether a helper has the person's open ticket now, or answered on it since then."""
    row = tx.row(
        """
        select 1 as one from tickets where person = :person and line = :line and state <> 'closed'
          and ((state = 'claimed' and claimed_until > :now) or exists (
              select 1 from moves where moves.ticket = tickets.id and kind = 'replied' and created_at >= :since))
        """,
        person=person,
        line=line,
        since=text_of(since),
        now=text_of(now),
    )
    return row is not None


def last_move(tx: Tx) -> str:
    """The id of what happened last, to any ticket; "" before anything did. Ids of later moves sort later."""
    row = tx.row("select max(id) as id from moves")
    return (row["id"] or "") if row else ""


def add_move(tx: Tx, move: Move) -> None:
    """Write down what happened to a ticket. Raises Broken where there is no such ticket."""
    tx.run(
        """
        insert into moves (id, ticket, kind, helper, note, created_at)
        values (:id, :ticket, :kind, :helper, :note, :created_at)
        """,
        **{**asdict(move), "created_at": text_of(move.created_at)},
    )


def moves(tx: Tx, ticket: str) -> list[Move]:
    """What happened to a ticket, first things first."""
    found = tx.rows("select * from moves where ticket = :ticket order by created_at, id", ticket=ticket)
    return [Move(**{**row, "created_at": moment(row["created_at"])}) for row in found]


TIMES = ("opened_at", "touched_at", "slot_start", "slot_end", "claimed_until", "closed_at", "grave_at")


def _values(ticket: Ticket) -> dict[str, object]:
    times = {name: text_of(getattr(ticket, name)) for name in TIMES}
    return {**asdict(ticket), **times, "urgent": int(ticket.urgent)}


def _ticket(row: Row) -> Ticket:
    """The row itself is filled in: the queue makes thousands of tickets for one page."""
    row["urgent"] = bool(row["urgent"])
    for name in TIMES:
        if row[name]:
            row[name] = moment(row[name])
    return Ticket(**row)


def _tickets(rows: Sequence[Row]) -> list[Ticket]:
    return [_ticket(row) for row in rows]
