"""People and the conversations we have with them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import cast

from helpline.flows.talk import Channel, Conversation, OpenRequest, Slot, Why
from helpline.store import proposals, tickets
from helpline.store.rows import moment, text_of, time_of
from helpline.store.shapes import Row, Tx


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person on all lines."""

    person: str  # E.164, or what the carrier gave
    language: str
    created_at: datetime
    heard_at: datetime
    greeted: str = ""  # version of the notice that was given
    stopped_at: datetime | None = None


def get(tx: Tx, person: str) -> Person | None:
    """The person, or None where we never heard of them."""
    row = tx.row("select * from people where person = :person", person=person)
    return _person(row) if row else None


def conversation(tx: Tx, person: str, line: str, language: str, channel: Channel = "text") -> Conversation:
    """Where we are with this person on this line and channel; a fresh start in `language` for somebody new.

    `request` is their open ticket on the line, `heard_at` the last time they were heard there.
    """
    known = get(tx, person)
    row = tx.row(
        "select * from conversations where person = :person and line = :line and channel = :channel",
        person=person,
        line=line,
        channel=channel,
    )
    return Conversation(
        person=person,
        line=line,
        channel=channel,
        language=known.language if known else language,
        greeted=known.greeted if known else "",
        stopped=bool(known and known.stopped_at),
        request=_request(tx, person, line),
        at=row["at"] if row else "menu.start",
        notes=json.loads(row["notes"]) if row else {},
        misses=row["misses"] if row else 0,
        heard_at=moment(row["heard_at"]) if row else None,
    )


def save(tx: Tx, conversation: Conversation, now: datetime) -> None:
    """Keep the person and the conversation as they are after a turn heard at `now`. `request` is kept by tickets."""
    tx.run(
        """
        insert into people (person, language, greeted, stopped_at, created_at, heard_at)
        values (:person, :language, :greeted, :stopped_at, :now, :now)
        on conflict (person) do update set
            language = excluded.language, greeted = excluded.greeted, heard_at = excluded.heard_at,
            stopped_at = case when excluded.stopped_at is null then null
                              else coalesce(people.stopped_at, excluded.stopped_at) end
        """,
        person=conversation.person,
        language=conversation.language,
        greeted=conversation.greeted,
        stopped_at=text_of(now) if conversation.stopped else None,
        now=text_of(now),
    )
    tx.run(
        """
        insert into conversations (person, line, channel, at, notes, misses, heard_at)
        values (:person, :line, :channel, :at, :notes, :misses, :now)
        on conflict (person, line, channel) do update set
            at = excluded.at, notes = excluded.notes, misses = excluded.misses, heard_at = excluded.heard_at
        """,
        person=conversation.person,
        line=conversation.line,
        channel=conversation.channel,
        at=conversation.at,
        notes=json.dumps(dict(conversation.notes), ensure_ascii=False),
        misses=conversation.misses,
        now=text_of(now),
    )


def ask_later(tx: Tx, person: str, line: str, at: str, notes: Mapping[str, str], now: datetime) -> None:
    """We ask something ourselves by text: the next text is the answer, heard at the step `at`."""
    tx.run(
        """
        insert into conversations (person, line, channel, at, notes, misses, heard_at)
        values (:person, :line, 'text', :at, :notes, 0, :now)
        on conflict (person, line, channel) do update set at = excluded.at, notes = excluded.notes, misses = 0
        """,
        person=person,
        line=line,
        at=at,
        notes=json.dumps(dict(notes), ensure_ascii=False),
        now=text_of(now),
    )


def end_danger(tx: Tx, person: str, line: str) -> None:
    """A human has looked: who was in danger is answered by the bot again."""
    tx.run(
        "update conversations set at = 'menu.start' where person = :person and line = :line and at = 'danger.wait'",
        person=person,
        line=line,
    )


def erase(tx: Tx, person: str, digest: str, now: datetime) -> None:
    """Take out everything of a person. Tickets stay as figures, without number or words.

    `digest`: a salted hash of the number, kept so that a restored backup is cleaned again and a STOP stays a STOP.
    """
    known = get(tx, person)
    tx.run(
        """
        insert into forgotten (person_hash, stopped, created_at) values (:digest, :stopped, :now)
        on conflict (person_hash) do update set created_at = excluded.created_at,
            stopped = case when :known = 1 then excluded.stopped else forgotten.stopped end
        """,
        digest=digest,
        known=int(known is not None),
        stopped=int(bool(known and known.stopped_at)),
        now=text_of(now),
    )
    tickets.anonymise(tx, person, now)
    tx.run("update recordings set person = '', dropped = 1 where person = :person", person=person)
    tx.run("delete from messages where person = :person", person=person)
    tx.run("delete from turns where person = :person", person=person)
    proposals.take_out(tx, person, now)
    tx.run("delete from missed where person = :person", person=person)
    tx.run("delete from tips where person = :person", person=person)
    tx.run("delete from conversations where person = :person", person=person)
    tx.run("delete from people where person = :person", person=person)


def digest(secret: str, person: str) -> str:
    """A salted hash of a number: enough to know it again, too little to find it out."""
    return sha256(f"{secret}/{person}".encode()).hexdigest()


def silent_since(tx: Tx, before: datetime) -> list[str]:
    """People who were not heard since then and have nothing open."""
    found = tx.rows(
        """
        select person from people where heard_at < :before
          and not exists (select 1 from tickets where tickets.person = people.person and state <> 'closed')
        """,
        before=text_of(before),
    )
    return [row["person"] for row in found]


def forgotten(tx: Tx, digest: str) -> bool | None:
    """Whether an erased person had said STOP; None where nobody with this hash was erased."""
    row = tx.row("select stopped from forgotten where person_hash = :digest", digest=digest)
    return bool(row["stopped"]) if row else None


def numbers(tx: Tx) -> list[str]:
    """Every number that is kept, to find those to erase again after a restore."""
    return [row["person"] for row in tx.rows("select person from people order by person")]


def _request(tx: Tx, person: str, line: str) -> OpenRequest | None:
    ticket = tickets.open_for(tx, person, line)
    if ticket is None:
        return None
    slot = Slot(ticket.slot_start, ticket.slot_end) if ticket.slot_start and ticket.slot_end else None
    return OpenRequest(slot, cast(Why, ticket.why))  # the column holds what flows gave


def _person(row: Row) -> Person:
    return Person(
        person=row["person"],
        language=row["language"],
        created_at=moment(row["created_at"]),
        heard_at=moment(row["heard_at"]),
        greeted=row["greeted"],
        stopped_at=time_of(row["stopped_at"]),
    )
