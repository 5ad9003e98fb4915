"""A call reached nobody, the wrong person, or came at a bad time: the next try is promised, or it was the last."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from helpline.channels.number import can_receive_texts, read
from helpline.drawer import Drawer, Refused
from helpline.duty import rota
from helpline.escalation import ticket as moves_of
from helpline.escalation.hours import Window, decent
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
_OFFERED = 8  # windows among which the next one is looked for: four days
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
            kept = rota(tx, line, now)
        there = self.place(ticket)
        return tuple(
            Choice(one, not kept.has_room(one), not decent(one, there)) for one in line.hours.windows(now, CHOSEN_FROM)
        )

    def place(self, ticket: Ticket) -> str:
        """The IANA time zone of who is called."""
        return self.shelf(self.drawer.line(ticket.line)).of(ticket.number or ticket.person).timezone

    def tried(self, ticket_id: str, helper: Helper, result: str, until: str = "") -> Ticket:
        """Write down how a call went, and what comes next: another half-day, or a kind last message and the end.

        `until`: the end, in ISO 8601, of the one of `windows` that was promised to who asked to be called later.
        Gives the ticket. Raises Refused.
        """
        if result not in RESULTS:
            raise Refused("tried-which")
        now = self.drawer.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            mine = self.drawer.allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now))
            tickets.add_move(tx, Move(ticket.id, "called", now, helper.id, result))
            return self._next(tx, mine, helper, result, until)

    def move(self, ticket_id: str, helper: Helper, until: str) -> Ticket:
        """Promise a ticket that one has for another window, the one of `windows` that ends then. Raises Refused."""
        now = self.drawer.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            mine = self.drawer.allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now))
            return self._promised(tx, mine, helper, self._chosen(mine, until), "helper.moved")

    def _chosen(self, ticket: Ticket, until: str) -> Window:
        """By its end: the beginning of a window that runs already moves, and a place in a list does, too."""
        hours = self.drawer.line(ticket.line).hours
        ending = (one for one in hours.windows(self.drawer.now(), CHOSEN_FROM) if one.end.isoformat() == until)
        found = next(ending, None)
        if found is None:
            raise Refused("tried-which")
        return found

    def _next(self, tx: Tx, ticket: Ticket, helper: Helper, result: str, until: str) -> Ticket:
        if result == "wrong-number" and ticket.number:
            ticket = replace(ticket, number="")  # the number given for the callback is wrong: their own one is left
        elif result == "wrong-number":
            return self._ended(tx, ticket, helper, text=False)
        if result == "later":
            return self._promised(tx, ticket, helper, self._chosen(ticket, until), "helper.moved")
        found = next_try(_tries(tx, ticket), self._free(tx, ticket), self.most)
        if found is None:
            return self._ended(tx, ticket, helper, text=True)
        return self._promised(tx, ticket, helper, found, "helper.missed")

    def _free(self, tx: Tx, ticket: Ticket) -> list[Window]:
        """The next windows by day where the person is, and with room; if none has any, the full ones, too: who waits is
        not given up for that.
        """
        line, now = self.drawer.line(ticket.line), self.drawer.now()
        tx.alone(f"rota/{line.id}")
        kept, there = rota(tx, line, now), self.place(ticket)
        offered = line.hours.windows(now, _OFFERED)
        by_day = [one for one in offered if decent(one, there)] or list(offered)
        return [one for one in by_day if kept.has_room(one)] or by_day

    def _promised(self, tx: Tx, ticket: Ticket, helper: Helper, window: Window, prompt: str) -> Ticket:
        now = self.drawer.now()
        promised = moves_of.released(moves_of.promised(ticket, window.start, window.end, now), helper.id, now)
        note = f"{window.start.isoformat()}/{window.end.isoformat()}"
        self.drawer.put_back(tx, promised, Move(ticket.id, "promised", now, helper.id, note))
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
