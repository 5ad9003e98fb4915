"""A call reached nobody, the wrong person, or came at a bad time: the next try is promised, or it was the last."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from helpline.channels.number import can_receive_texts, read
from helpline.drawer import Drawer, Refused
from helpline.duty import alone, rota
from helpline.escalation import ticket as moves_of
from helpline.escalation.hours import TWO_WEEKS, Window, decent
from helpline.escalation.retries import next_try
from helpline.escalation.ticket import Ticket
from helpline.flows.talk import ProofWord, Say, Slot
from helpline.lines import Line
from helpline.shelf import Shelf
from helpline.store import people, tickets
from helpline.store.helpers import Helper
from helpline.store.shapes import Tx
from helpline.store.tickets import Move
from helpline.writing import Letter, put_in_queue

Result = Literal["no-answer", "busy", "voicemail", "later", "wrong-number"]
RESULTS: tuple[Result, ...] = get_args(Result)
CHOSEN_FROM = 4  # windows that a helper can choose from, for who asks to be called later


@dataclass(frozen=True, slots=True)
class Choice:
    """A window that a helper can promise. `full`: as much is promised then as the helpers on duty manage.

    `night`: it lies outside decent hours where the person is.
    """

    window: Window
    full: bool
    night: bool


@dataclass(frozen=True)
class Trying:
    """What follows a try. `most`: calls after which nobody tries again."""

    drawer: Drawer
    shelf: Callable[[Line], Shelf]
    most: int

    def windows(self, ticket: Ticket) -> tuple[Choice, ...]:
        """The next windows of the ticket's line, the full ones too: a helper may know better."""
        line, now = self.drawer.line(ticket.line), self.drawer.now()
        with self.drawer.store.read() as tx:
            kept = rota(tx, line, now, ticket.id)
        there = self.place(ticket)
        return tuple(
            Choice(one, not kept.has_room(one), not decent(one, there)) for one in line.hours.windows(now, CHOSEN_FROM)
        )

    def place(self, ticket: Ticket) -> str:
        """The IANA time zone of who is called."""
        return self.shelf(self.drawer.line(ticket.line)).of(ticket.number or ticket.person).timezone

    def tried(self, ticket_id: str, helper: Helper, result: str, span: str = "") -> Ticket:
        """Write down how a call went, and what comes next: another half-day, or a kind last message and the end.

        `span`: the one of `windows` that was promised to who asked to be called later, as `start/end` in ISO 8601.
        Gives the ticket. Raises Refused.
        """
        if result not in RESULTS:
            raise Refused("tried-which")
        now = self.drawer.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            mine = self.drawer.allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now))
            tickets.add_move(tx, Move(ticket.id, "called", now, helper.id, result))
            return self._next(tx, mine, helper, result, span)

    def move(self, ticket_id: str, helper: Helper, span: str) -> Ticket:
        """Promise a ticket that one has for another window, one of `windows` as `start/end`. Raises Refused."""
        now = self.drawer.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            mine = self.drawer.allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now))
            return self._promised(tx, mine, helper, self._chosen(mine, span), "helper.moved")

    def _chosen(self, ticket: Ticket, span: str) -> Window:
        """The window of that half-day: both ends of one that runs already move while a page is open."""
        offered = self.drawer.line(ticket.line).hours.windows(self.drawer.now(), CHOSEN_FROM)
        try:
            start, end = map(datetime.fromisoformat, span.split("/"))
            meant = [one for one in offered if one.start < end and start < one.end]
        except (ValueError, TypeError):  # no two times, or one without its offset
            meant = []
        if not meant:
            raise Refused("tried-which")
        return meant[0]

    def _next(self, tx: Tx, ticket: Ticket, helper: Helper, result: str, span: str) -> Ticket:
        if result == "wrong-number" and ticket.number:
            ticket = replace(ticket, number="")  # the number given for the callback is wrong: their own one is left
        elif result == "wrong-number":
            return self._ended(tx, ticket, helper, text=False)
        if result == "later":
            return self._promised(tx, ticket, helper, self._chosen(ticket, span), "helper.moved")
        tries = _tries(tx, ticket)
        if len(tries) >= self.most:
            return self._ended(tx, ticket, helper, text=True)
        found = (next_try(tries, windows, self.most) for windows in self._offered(tx, ticket))
        window = next((one for one in found if one), None)
        if window is None:
            return self._put_back(tx, ticket, helper)
        return self._promised(tx, ticket, helper, window, "helper.missed")

    def _offered(self, tx: Tx, ticket: Ticket) -> Iterator[list[Window]]:
        """The next windows that have room and lie in the person's day; then full ones, then any: who waits is not given
        up for lack of a window.
        """
        line, now, there = self.drawer.line(ticket.line), self.drawer.now(), self.place(ticket)
        alone(tx, line)
        kept, windows = rota(tx, line, now, ticket.id), list(line.hours.windows(now, TWO_WEEKS))
        by_day = [one for one in windows if decent(one, there)]
        yield from ([one for one in by_day if kept.has_room(one)], by_day, windows)

    def _put_back(self, tx: Tx, ticket: Ticket, helper: Helper) -> Ticket:
        """The line has no window in sight: the person is called as soon as it can be."""
        now = self.drawer.now()
        waiting = moves_of.unplanned(ticket, helper.id, now)
        self.drawer.put_back(tx, waiting, Move(ticket.id, "released", now, helper.id))
        self._text(tx, waiting, "callback.no_slot", word=ProofWord())
        return waiting

    def _promised(self, tx: Tx, ticket: Ticket, helper: Helper, window: Window, prompt: str) -> Ticket:
        now = self.drawer.now()
        promised = moves_of.released(moves_of.promised(ticket, window.start, window.end, now), helper.id, now)
        self.drawer.put_back(tx, promised, Move(ticket.id, "promised", now, helper.id, window.span))
        self._text(tx, promised, prompt, slot=Slot(window.start, window.end), word=ProofWord())
        return promised

    def _ended(self, tx: Tx, ticket: Ticket, helper: Helper, text: bool) -> Ticket:
        now = self.drawer.now()
        over = moves_of.closed(ticket, "not-reached", now, helper.id)
        self.drawer.put_back(tx, over, Move(ticket.id, "closed", now, helper.id, "not-reached"))
        if text:
            self._text(tx, over, "helper.last")
        return over

    def _text(self, tx: Tx, ticket: Ticket, prompt: str, **values: Slot | ProofWord) -> None:
        """Write to the person where they can be written to and want to be."""
        line = self.drawer.line(ticket.line)
        known = people.get(tx, ticket.person)
        if known is None or known.stopped_at or not can_receive_texts(read(ticket.person, line.country)):
            return
        letter = Letter(ticket.person, ticket.language, "clock", ticket.id)
        put_in_queue(tx, self.shelf(line), letter, (Say(prompt, dict(values)),), self.drawer.now())


def _tries(tx: Tx, ticket: Ticket) -> list[datetime]:
    """When we called in vain since the person was last reached."""
    return [move.created_at for move in tickets.moves(tx, ticket.id) if move.kind == "called" and move.note in RESULTS]
