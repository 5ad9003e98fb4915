"""Who is next, and why: an order that a helper can be told in one word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from helpline.escalation.ticket import Ticket, held

Why = Literal["danger", "money", "late", "ending", "now", "urgent", "waiting", "planned"]

LEVELS: tuple[Why, ...] = ("danger", "money", "late", "ending", "now", "urgent", "waiting", "planned")
SOON_OVER = timedelta(minutes=30)  # a promise that ends so soon comes before those that have time
JUST_LOST = timedelta(hours=24)  # money: how long a bank can still stop or recall most payments


class Rank(NamedTuple):
    """Lower is sooner. `since` orders tickets of one level: an end that comes near, or a wait that began."""

    level: int
    since: datetime
    id: str

    @property
    def why(self) -> Why:
        """The key of the reason; content has the words."""
        return LEVELS[self.level]


@dataclass(frozen=True, slots=True)
class Placed:
    """A ticket in its place in the queue."""

    ticket: Ticket
    why: Why


def rank(ticket: Ticket, now: datetime) -> Rank:
    """Where a ticket stands among the others."""
    why = _why(ticket, now)
    return Rank(LEVELS.index(why), _since(ticket, why), ticket.id)


def ordered(tickets: Iterable[Ticket], now: datetime) -> list[Placed]:
    """The tickets that a helper may take now, the next one first. Closed ones and those of a colleague are left out."""
    free = (ticket for ticket in tickets if ticket.state != "closed" and not held(ticket, now))
    ranked = sorted((rank(ticket, now), ticket.id, ticket) for ticket in free)
    return [Placed(ticket, place.why) for place, _, ticket in ranked]


def _why(ticket: Ticket, now: datetime) -> Why:
    if ticket.why == "danger":
        return "danger"
    if ticket.why == "money" and now - (ticket.grave_at or ticket.opened_at) < JUST_LOST:
        return "money"
    if ticket.slot_start and ticket.slot_end:
        return _promise(ticket.slot_start, ticket.slot_end, now)
    return "urgent" if ticket.urgent or ticket.why == "money" else "waiting"


def _promise(start: datetime, end: datetime, now: datetime) -> Why:
    """A promise is not kept by calling before its time."""
    if now < start:
        return "planned"
    if now >= end:
        return "late"
    return "ending" if now >= end - SOON_OVER else "now"


def _since(ticket: Ticket, why: Why) -> datetime:
    """The window that ends first, the window that starts first, or the longest wait."""
    promised = {
        "late": ticket.slot_end,
        "ending": ticket.slot_end,
        "now": ticket.slot_end,
        "planned": ticket.slot_start,
    }
    return promised.get(why) or ticket.opened_at
