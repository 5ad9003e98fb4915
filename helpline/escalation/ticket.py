"""A ticket: what a human must look at, its states and the moves that are allowed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

State = Literal["waiting", "claimed", "closed"]
Outcome = Literal["solved", "not-solved", "referred", "not-reached", "cancelled"]
Reason = Literal["closed", "claimed", "not-yours", "past"]

LEASE = timedelta(minutes=15)
HANDED_LEASE = timedelta(hours=1)  # a colleague may be on the telephone just now
LONGEST_QUESTION = 2000  # characters kept of what a person said; somebody who writes all day fills no screen
GRAVE = ("money", "danger")  # the later, the graver; every other reason is alike


class NotAllowed(Exception):  # noqa: N818 - it reads as what happened
    """The move is not possible now. `reason` says why; content has the words for a helper."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Ticket:
    """One open request of one person on one line. All times carry an offset."""

    id: str
    person: str
    line: str
    language: str  # of the code word too, so it stays as it was when the ticket was opened
    why: str  # why it was opened: flows.talk.Why
    urgent: bool
    question: str  # the person's own words, free of secrets
    entry: str  # the entry that was tried or fits best
    state: State
    opened_at: datetime
    touched_at: datetime  # last time that the person or a helper did something
    contacts: int = 1  # how often the person came back, the first time included
    number: str = ""  # where to call, if not the person's own number
    slot_start: datetime | None = None
    slot_end: datetime | None = None
    helper: str = ""  # id of the helper who has it
    claimed_until: datetime | None = None  # end of the lease
    word_round: int = 0  # raised each time the code word must change
    closed_at: datetime | None = None
    outcome: Outcome | Literal[""] = ""
    grave_at: datetime | None = None  # since when it is about danger or money: that may be later than the ticket
    team: str = ""  # whom it was handed to, "" for everybody on the line


def opened(ticket: Ticket) -> Ticket:
    """A new ticket, which knows since when it is grave."""
    return replace(ticket, grave_at=ticket.opened_at) if ticket.why in GRAVE else ticket


def held(ticket: Ticket, now: datetime) -> bool:
    """A helper has it and the lease runs."""
    return ticket.state == "claimed" and ticket.claimed_until is not None and now < ticket.claimed_until


def joined(
    ticket: Ticket, now: datetime, why: str, urgent: bool = False, question: str = "", entry: str = ""
) -> Ticket:
    """The person comes back: same ticket, same place in the queue; graver and more urgent where the new contact is.

    Raises NotAllowed("closed").
    """
    _must_be_open(ticket)
    return replace(
        ticket,
        touched_at=now,
        contacts=ticket.contacts + 1,
        why=max(ticket.why, why, key=_gravity),
        grave_at=now if why in GRAVE else ticket.grave_at,
        urgent=ticket.urgent or urgent,
        question=_added(ticket.question, question),
        entry=entry or ticket.entry,
    )


def _gravity(why: str) -> int:
    return GRAVE.index(why) if why in GRAVE else -1


def _added(words: str, more: str) -> str:
    if not more or more in words.splitlines():
        return words
    return f"{words}\n{more}".strip()[-LONGEST_QUESTION:]


def promised(ticket: Ticket, start: datetime, end: datetime, now: datetime) -> Ticket:
    """A callback is promised between `start` and `end`, in place of an earlier promise.

    Raises NotAllowed("closed"), or ("past") where the window is over or ends before it starts.
    """
    _must_be_open(ticket)
    if end <= start or end <= now:
        raise NotAllowed("past")
    return replace(ticket, slot_start=start, slot_end=end, touched_at=now)


def claimed(ticket: Ticket, helper: str, now: datetime, lease: timedelta = LEASE) -> Ticket:
    """The helper takes the ticket, or keeps it longer.

    Raises NotAllowed("closed"), ("claimed") where a colleague has it.
    """
    _must_be_free_for(helper, ticket, now)
    return replace(ticket, state="claimed", helper=helper, claimed_until=now + lease, touched_at=now)


def extended(ticket: Ticket, helper: str, now: datetime, lease: timedelta = LEASE) -> Ticket:
    """The helper who has it did something: the lease starts again. Raises NotAllowed("closed"), ("not-yours")."""
    _must_be_mine(helper, ticket)
    return replace(ticket, claimed_until=now + lease, touched_at=now)


def released(ticket: Ticket, helper: str, now: datetime) -> Ticket:
    """The helper puts it back; it keeps its place. Raises NotAllowed("closed"), ("not-yours")."""
    _must_be_mine(helper, ticket)
    return replace(_free(ticket), touched_at=now)


def unplanned(ticket: Ticket, helper: str, now: datetime) -> Ticket:
    """The helper puts it back, and no time is promised any more. Raises NotAllowed("closed"), ("not-yours")."""
    return replace(released(ticket, helper, now), slot_start=None, slot_end=None)


def lapsed(ticket: Ticket, now: datetime) -> Ticket:
    """The ticket as the clock leaves it: back in the queue when its lease is over, else as it is."""
    return _free(ticket) if ticket.state == "claimed" and not held(ticket, now) else ticket


def handed(ticket: Ticket, helper: str, colleague: str, now: datetime, lease: timedelta = LEASE) -> Ticket:
    """The helper who has it gives it to a colleague. Raises NotAllowed("closed"), ("not-yours")."""
    _must_be_mine(helper, ticket)
    return replace(ticket, helper=colleague, claimed_until=now + lease, touched_at=now)


def taken_back(ticket: Ticket, now: datetime) -> Ticket:
    """Back into the queue, whoever has it; it keeps its place. Raises NotAllowed("closed")."""
    _must_be_open(ticket)
    return replace(_free(ticket), touched_at=now)


def answered(ticket: Ticket, helper: str, now: datetime) -> Ticket:
    """The person took the call and heard the code word: the next call needs another. Raises as `extended`."""
    return replace(extended(ticket, helper, now), word_round=ticket.word_round + 1)


def closed(ticket: Ticket, outcome: Outcome, now: datetime, helper: str = "") -> Ticket:
    """The end. `helper` '' is the house itself, after the last try.

    Raises NotAllowed("closed"), ("claimed") where a colleague has it.
    """
    _must_be_free_for(helper, ticket, now)
    return _over(replace(ticket, helper=helper), outcome, now)


def cancelled(ticket: Ticket, now: datetime) -> Ticket:
    """The person no longer wants it, even while a helper has it. Raises NotAllowed("closed")."""
    _must_be_open(ticket)
    return _over(ticket, "cancelled", now)


def _over(ticket: Ticket, outcome: Outcome, now: datetime) -> Ticket:
    return replace(ticket, state="closed", outcome=outcome, closed_at=now, touched_at=now, claimed_until=None)


def _free(ticket: Ticket) -> Ticket:
    return replace(ticket, state="waiting", helper="", claimed_until=None)


def _must_be_open(ticket: Ticket) -> None:
    if ticket.state == "closed":
        raise NotAllowed("closed")


def _must_be_free_for(helper: str, ticket: Ticket, now: datetime) -> None:
    _must_be_open(ticket)
    if held(ticket, now) and ticket.helper != helper:
        raise NotAllowed("claimed")


def _must_be_mine(helper: str, ticket: Ticket) -> None:
    _must_be_open(ticket)
    if ticket.state != "claimed" or ticket.helper != helper:
        raise NotAllowed("not-yours")
