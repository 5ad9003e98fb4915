"""Promises that are about to be missed: told once each, while there is still time to keep them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpline.escalation.ticket import Ticket, held
from helpline.lines import Line
from helpline.log import logger
from helpline.store import tickets
from helpline.store.shapes import Store, Tx
from helpline.store.tickets import Move

BEFORE_THE_END = timedelta(minutes=20)
CALLING = ("called", "word-shown", "call-asked")  # moves by which a promise begins to be kept


@dataclass(frozen=True)
class Alarms:
    """Watches the promises of all lines."""

    store: Store
    lines: Mapping[str, Line]
    now: Callable[[], datetime]

    def ring(self) -> int:
        """Tell of each promise that nobody has begun to keep and that ends soon. How many are new."""
        now = self.now()
        with self.store.read() as tx:
            endangered = [one for one in tickets.queue(tx, list(self.lines)) if _soon_missed(one, now)]
        return sum(self._rung(ticket, now) for ticket in endangered)

    def _rung(self, ticket: Ticket, now: datetime) -> bool:
        with self.store.write(lock=ticket.person) as tx:
            fresh = tickets.get(tx, ticket.id)
            if fresh is None or not _soon_missed(fresh, now) or _begun(tx, fresh):
                return False
            tickets.add_move(tx, Move(fresh.id, "alarm", now, note=str(fresh.slot_end)))
        logger().warning("promise in danger", ticket=ticket.id, line=ticket.line)
        return True


def _soon_missed(ticket: Ticket, now: datetime) -> bool:
    end = ticket.slot_end
    return end is not None and now < end <= now + BEFORE_THE_END and not held(ticket, now)


def _begun(tx: Tx, ticket: Ticket) -> bool:
    """Whether somebody called since the window began, or the alarm was rung for it."""
    start, end = ticket.slot_start, str(ticket.slot_end)
    return any(
        (move.kind == "alarm" and move.note == end)
        or (move.kind in CALLING and start is not None and move.created_at >= start)
        for move in tickets.moves(tx, ticket.id)
    )
