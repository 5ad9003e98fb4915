"""What we write first: reminders of a callback, a tip a week, a question some days after. Never after STOP."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from helpline.channels.number import can_receive_texts, read
from helpline.effects import WEEK
from helpline.escalation.ticket import Ticket
from helpline.flows.talk import Reply, Say, Slot, Tip
from helpline.lines import Line
from helpline.shelf import Shelf
from helpline.store import people, tickets, tips
from helpline.store.shapes import Store, Tx
from helpline.store.tickets import Move
from helpline.store.tips import Reader
from helpline.writing import Letter, put_in_queue

REMIND_BEFORE = timedelta(minutes=15)
FOLLOW_UP_AFTER, FOLLOW_UP_BEFORE = timedelta(days=3), timedelta(days=10)  # later it would only surprise
QUIET = timedelta(hours=4)  # nobody is asked after in the middle of a talk
A_BATCH = 50


@dataclass(frozen=True)
class Outgoing:
    """Puts texts that nobody asked for just now into the queue of the sender; two of these at once write once."""

    store: Store
    lines: Mapping[str, Line]  # by id
    shelf: Callable[[Line], Shelf]
    now: Callable[[], datetime]

    def remind(self) -> int:
        """Tell people a quarter of an hour before that they will be called. How many."""
        now = self.now()
        with self.store.read() as tx:
            open_tickets = tickets.queue(tx, list(self.lines))
        soon = [ticket for ticket in open_tickets if _soon(ticket, now)]
        return sum(self._reminded(ticket, now) for ticket in soon)

    def _reminded(self, ticket: Ticket, now: datetime) -> bool:
        with self.store.write(lock=ticket.person) as tx:
            fresh = tickets.get(tx, ticket.id)
            if fresh is None or not _soon(fresh, now) or _told(tx, fresh) or _left_alone(tx, fresh.person):
                return False
            tickets.add_move(tx, Move(fresh.id, "reminded", now, note=str(fresh.slot_start)))
            if fresh.slot_start and fresh.slot_end:
                said = Say("helper.reminder", {"slot": Slot(fresh.slot_start, fresh.slot_end)})
                self._write(tx, fresh.person, self.lines[fresh.line], fresh.language, (said,), fresh.id)
        return True

    def send_tips(self) -> int:
        """Send the tips that are due, where people may be written to now. How many."""
        now = self.now()
        with self.store.read() as tx:
            readers = tips.due(tx, now, A_BATCH)
        return sum(self._tipped(reader, now) for reader in readers)

    def _tipped(self, reader: Reader, now: datetime) -> bool:
        line = self.lines.get(reader.line)
        if line is None or not self.shelf(line).of(reader.person).may_write(now):
            return False
        with self.store.write(lock=reader.person) as tx:
            known = people.get(tx, reader.person)
            if tips.get(tx, reader.person, line.id) != reader:
                return False  # another clock was quicker, or the person chose otherwise
            left = self.shelf(line).tips(reader.theme) - reader.told
            if known is None or known.stopped_at or left < 1:
                tips.end(tx, reader.person, line.id)
                return False
            last = (Say("tips.last"),) if left == 1 else ()
            told = (Say("tips.week"), Tip(reader.theme, reader.told), *last)
            self._write(tx, reader.person, line, known.language, told)
            self._go_on(tx, reader, now) if left > 1 else tips.end(tx, reader.person, line.id)
        return True

    def _go_on(self, tx: Tx, reader: Reader, now: datetime) -> None:
        tips.save(tx, replace(reader, told=reader.told + 1, due_at=now + WEEK))

    def follow_up(self) -> int:
        """Ask some days after a helper has solved it whether it still works. How many were asked."""
        now = self.now()
        with self.store.read() as tx:
            solved = tickets.to_follow_up(tx, now - FOLLOW_UP_BEFORE, now - FOLLOW_UP_AFTER)
        return sum(self._followed_up(ticket, now) for ticket in solved[:A_BATCH])

    def _followed_up(self, ticket: Ticket, now: datetime) -> bool:
        line = self.lines.get(ticket.line)
        if line is None or not can_receive_texts(read(ticket.person, line.country)):
            return False
        if not self.shelf(line).of(ticket.person).may_write(now):
            return False
        with self.store.write(lock=ticket.person) as tx:
            fresh = tickets.get(tx, ticket.id)
            if fresh != ticket or _asked_after(tx, ticket) or _left_alone(tx, ticket.person) or _busy(tx, ticket, now):
                return False
            tickets.add_move(tx, Move(ticket.id, "followed-up", now))
            notes = {"question": ticket.question[:300], "entry": ticket.entry}
            people.ask_later(tx, ticket.person, ticket.line, "callback.still", notes, now)
            self._write(tx, ticket.person, line, ticket.language, (Say("helper.follow_up"),), ticket.id)
        return True

    def _write(
        self, tx: Tx, person: str, line: Line, language: str, said: Iterable[Reply], ticket: str | None = None
    ) -> None:
        put_in_queue(tx, self.shelf(line), Letter(person, language, "clock", ticket), said, self.now())


def _soon(ticket: Ticket, now: datetime) -> bool:
    return ticket.slot_start is not None and now < ticket.slot_start <= now + REMIND_BEFORE


def _told(tx: Tx, ticket: Ticket) -> bool:
    return any(move.kind == "reminded" and move.note == str(ticket.slot_start) for move in tickets.moves(tx, ticket.id))


def _asked_after(tx: Tx, ticket: Ticket) -> bool:
    return any(move.kind == "followed-up" for move in tickets.moves(tx, ticket.id))


def _left_alone(tx: Tx, person: str) -> bool:
    """Who is not known any more, or said STOP."""
    known = people.get(tx, person)
    return known is None or known.stopped_at is not None


def _busy(tx: Tx, ticket: Ticket, now: datetime) -> bool:
    """Who has something open again, or was heard just now."""
    known = people.get(tx, ticket.person)
    talking = known is not None and now - known.heard_at < QUIET
    return talking or tickets.open_for(tx, ticket.person, ticket.line) is not None
