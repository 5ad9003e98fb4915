"""A call reached nobody, the wrong person, or came at a bad time: the next try is promised, or it was the last."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from helpline.channels.gsm import segments
from helpline.channels.number import can_receive_texts, read
from helpline.content.render import packed
from helpline.drawer import Drawer, Refused
from helpline.escalation import ticket as moves_of
from helpline.escalation.hours import Window
from helpline.escalation.retries import next_try
from helpline.escalation.ticket import Ticket
from helpline.flows.talk import ProofWord, Reply, Say, Slot
from helpline.lines import Line
from helpline.shelf import Shelf
from helpline.store import messages, people, tickets
from helpline.store.helpers import Helper
from helpline.store.messages import Message
from helpline.store.rows import new_id
from helpline.store.shapes import Tx
from helpline.store.tickets import Move

Result = Literal["no-answer", "busy", "voicemail", "later", "wrong-number"]
RESULTS: tuple[Result, ...] = get_args(Result)
_OFFERED = 8  # windows among which the next one is looked for: four days
CHOSEN_FROM = 4  # windows that a helper can choose from, for who asks to be called later


@dataclass(frozen=True)
class Trying:
    """What follows a try. `most`: calls after which nobody tries again."""

    drawer: Drawer
    shelf: Callable[[Line], Shelf]
    most: int

    def windows(self, ticket: Ticket) -> tuple[Window, ...]:
        """The next windows of the ticket's line."""
        return self.drawer.line(ticket.line).hours.windows(self.drawer.now(), CHOSEN_FROM)

    def tried(self, ticket_id: str, helper: Helper, result: str, window: int = 0) -> Ticket:
        """Write down how a call went, and what comes next: another half-day, or a kind last message and the end.

        `window`: which of `windows` who asked to be called later was promised. Gives the ticket. Raises Refused.
        """
        if result not in RESULTS:
            raise Refused("tried-which")
        now = self.drawer.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            mine = self.drawer.allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now))
            tickets.add_move(tx, Move(ticket.id, "called", now, helper.id, result))
            return self._next(tx, mine, helper, result, window)

    def move(self, ticket_id: str, helper: Helper, window: int) -> Ticket:
        """Promise a ticket that one has for another window, `window` of `windows`, without a call. Raises Refused."""
        now = self.drawer.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            mine = self.drawer.allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now))
            return self._promised(tx, mine, helper, self._chosen(mine, window), "helper.moved")

    def _chosen(self, ticket: Ticket, window: int) -> Window:
        offered = self.windows(ticket)
        if not 0 <= window < len(offered):
            raise Refused("tried-which")
        return offered[window]

    def _next(self, tx: Tx, ticket: Ticket, helper: Helper, result: str, window: int) -> Ticket:
        if result == "wrong-number" and ticket.number:
            ticket = replace(ticket, number="")  # the number given for the callback is wrong: their own one is left
        elif result == "wrong-number":
            return self._ended(tx, ticket, helper, text=False)
        if result == "later":
            return self._promised(tx, ticket, helper, self._chosen(ticket, window), "helper.moved")
        hours = self.drawer.line(ticket.line).hours
        found = next_try(_tries(tx, ticket), hours.windows(self.drawer.now(), _OFFERED), self.most)
        if found is None:
            return self._ended(tx, ticket, helper, text=True)
        return self._promised(tx, ticket, helper, found, "helper.missed")

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
        line, now = self.drawer.line(ticket.line), self.drawer.now()
        known = people.get(tx, ticket.person)
        if known is None or known.stopped_at or not can_receive_texts(read(ticket.person, line.country)):
            return
        said: tuple[Reply, ...] = (Say(prompt, dict(values)),)
        for text in packed(self.shelf(line).telling(ticket.language, "sms", now).texts(said)):
            message = Message(
                new_id(), ticket.person, line.id, "out", "text", "clock", text, "queued", now,
                ticket=ticket.id, segments=segments(text), due_at=now,
            )  # fmt: skip
            messages.add(tx, message)


def _tries(tx: Tx, ticket: Ticket) -> list[datetime]:
    """When we called in vain since the person was last reached."""
    return [move.created_at for move in tickets.moves(tx, ticket.id) if move.kind == "called" and move.note in RESULTS]
