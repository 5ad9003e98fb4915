"""Carries out what a turn wants done: tickets, promises, stops, erasure and counts, inside the turn's transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from helpline.escalation import ticket as moves_of
from helpline.escalation.ticket import Ticket
from helpline.flows.talk import (
    AskCallback,
    CancelTicket,
    Conversation,
    DropRecording,
    Effect,
    EndTips,
    Forget,
    KeepRecording,
    Mark,
    Missed,
    OpenTicket,
    Sighted,
    StopWriting,
    TakeTips,
    Turn,
    UseNumber,
)
from helpline.redaction.contact import own_words
from helpline.store import marks, messages, missed, people, recordings, sightings, tickets, tips
from helpline.store.recordings import Recording
from helpline.store.rows import new_id
from helpline.store.shapes import Tx
from helpline.store.tickets import Move
from helpline.store.tips import Reader

WEEK = timedelta(days=7)  # from one tip to the next


@dataclass(frozen=True, slots=True)
class Carried:
    """How far the effects of a turn have been carried out: for whom, when, and the ticket that is open now."""

    conversation: Conversation
    line: str
    now: datetime
    ticket: Ticket | None = None


def carry_out(tx: Tx, turn: Turn, carried: Carried, person_hash: str) -> Carried:
    """Do everything that a turn wants done. Gives the person's open ticket, to be told of it."""
    open_now = tickets.open_for(tx, carried.conversation.person, carried.line)
    carried = replace(carried, ticket=open_now)
    for effect in turn.effects:
        carried = replace(carried, ticket=_done(tx, effect, turn, carried, person_hash))
    return carried


def _done(tx: Tx, effect: Effect, turn: Turn, carried: Carried, person_hash: str) -> Ticket | None:
    match effect:
        case OpenTicket():
            return _opened(tx, effect, turn.conversation.language, carried)
        case AskCallback():
            return _promised(tx, effect, turn.conversation.language, carried)
        case KeepRecording(sid, seconds) if carried.ticket is not None:
            person, id_ = carried.conversation.person, carried.ticket.id
            recordings.add(tx, Recording(sid, person, carried.line, id_, seconds, carried.now))
        case UseNumber(number):
            return _renumbered(tx, number, carried)
        case CancelTicket():
            _cancelled(tx, carried)
            return None
        case Forget():
            people.erase(tx, carried.conversation.person, person_hash, carried.now)
            return None
    _noted(tx, effect, turn.conversation.language, carried)
    return carried.ticket


def _noted(tx: Tx, effect: Effect, language: str, carried: Carried) -> None:
    """Effects that leave the ticket as it is. A change of language is kept with the conversation."""
    match effect:
        case StopWriting():
            messages.cancel_queued(tx, carried.conversation.person)
            tips.end(tx, carried.conversation.person)
        case TakeTips(theme):
            tips.save(tx, Reader(carried.conversation.person, carried.line, theme, 1, carried.now + WEEK))
        case EndTips():
            tips.end(tx, carried.conversation.person, carried.line)
        case DropRecording(sid):
            recordings.drop(tx, carried.conversation.person, sid)
        case Mark() | Sighted() | Missed():
            _learned(tx, effect, language, carried)


def _learned(tx: Tx, effect: Mark | Sighted | Missed, language: str, carried: Carried) -> None:
    """What is counted, and what is kept to be learned from."""
    match effect:
        case Mark(kind, detail):
            marks.add(tx, carried.line, kind, detail, carried.now)
        case Sighted(kind, domains):
            sightings.add(tx, carried.line, "kind", kind, carried.now)
            for domain in domains:
                sightings.add(tx, carried.line, "domain", domain, carried.now)
        case Missed(question, entry, why):
            if asked := own_words(question):
                person = carried.conversation.person
                missed.add(tx, person, carried.line, language, asked, entry, why, carried.now)


def _opened(tx: Tx, wanted: OpenTicket, language: str, carried: Carried) -> Ticket:
    if carried.ticket is not None:
        return _joined(tx, wanted, carried.ticket, carried.now)
    ticket = moves_of.opened(Ticket(
        id=new_id(), person=carried.conversation.person, line=carried.line, language=language, why=wanted.why,
        urgent=wanted.urgent, question=wanted.question, entry=wanted.entry, state="waiting",
        opened_at=carried.now, touched_at=carried.now,
    ))  # fmt: skip
    tickets.add(tx, ticket)
    tickets.add_move(tx, Move(ticket.id, "opened", carried.now, note=wanted.why))
    return ticket


def _joined(tx: Tx, wanted: OpenTicket, ticket: Ticket, now: datetime) -> Ticket:
    joined = moves_of.joined(ticket, now, wanted.why, wanted.urgent, wanted.question, wanted.entry)
    tickets.save(tx, joined)
    tickets.add_move(tx, Move(ticket.id, "joined", now, note=wanted.why))
    return joined


def _promised(tx: Tx, wanted: AskCallback, language: str, carried: Carried) -> Ticket:
    ticket = carried.ticket or _opened(tx, OpenTicket("asked"), language, carried)
    promised = moves_of.promised(ticket, wanted.slot.start, wanted.slot.end, carried.now)
    tickets.save(tx, promised)
    note = f"{wanted.slot.start.isoformat()}/{wanted.slot.end.isoformat()}"
    tickets.add_move(tx, Move(ticket.id, "promised", carried.now, note=note))
    return promised


def _renumbered(tx: Tx, number: str, carried: Carried) -> Ticket | None:
    """Call back on another number; the move does not repeat it, as moves are kept longer."""
    if carried.ticket is None:
        return None
    renumbered = replace(carried.ticket, number=number, touched_at=carried.now)
    tickets.save(tx, renumbered)
    tickets.add_move(tx, Move(renumbered.id, "renumbered", carried.now))
    return renumbered


def _cancelled(tx: Tx, carried: Carried) -> None:
    if carried.ticket is None:
        return
    tickets.save(tx, moves_of.cancelled(carried.ticket, carried.now))
    tickets.add_move(tx, Move(carried.ticket.id, "closed", carried.now, note="cancelled"))
