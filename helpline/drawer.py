"""One ticket taken out of the drawer, changed and put back: one transaction, under the lock of its person."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from helpline.content.render import PROOF_MARK
from helpline.escalation.ticket import NotAllowed, Ticket
from helpline.lines import Line
from helpline.store import helpers, messages, people, tickets
from helpline.store.helpers import Helper
from helpline.store.shapes import Store, Tx
from helpline.store.tickets import Move


class Refused(Exception):  # noqa: N818 - it reads as what happened
    """What a helper wants is not possible. `reason`: a key that content has words for; `helper`: who has the ticket."""

    def __init__(self, reason: str, helper: str = "") -> None:
        super().__init__(reason)
        self.reason, self.helper = reason, helper


@dataclass(frozen=True)
class Drawer:
    """Where tickets are kept while nobody looks at them."""

    store: Store
    lines: Mapping[str, Line]
    now: Callable[[], datetime]

    def line(self, id_: str) -> Line:
        """A line by its id. Raises KeyError where it is gone from the settings."""
        return {line.id: line for line in self.lines.values()}[id_]

    def moved(self, ticket_id: str, helper: Helper, kind: str, note: str, move: Callable[[Ticket], Ticket]) -> Ticket:
        """Change a ticket as `move` says and write it down. Gives the ticket as it is now. Raises Refused."""
        with self.taken(ticket_id, helper) as (tx, ticket):
            after = self.allowed(tx, ticket, lambda: move(ticket))
            self.put_back(tx, after, Move(ticket.id, kind, self.now(), helper.id, note))
        return after

    def put_back(self, tx: Tx, ticket: Ticket, move: Move) -> None:
        """Save a ticket with what happened to it; one that is over leaves nothing of itself to be sent."""
        tickets.save(tx, ticket)
        tickets.add_move(tx, move)
        if ticket.state == "closed":
            people.end_danger(tx, ticket.person, ticket.line)
            messages.cancel_promises(tx, ticket.id, PROOF_MARK)

    @contextmanager
    def taken(self, ticket_id: str, helper: Helper | None) -> Iterator[tuple[Tx, Ticket]]:
        """One ticket in one write transaction, for a helper, or for the house itself. Raises Refused.

        The person's lock keeps a text that comes in meanwhile waiting. The helper is read anew: who left, or lost
        the line, a moment ago does nothing more.
        """
        with self.store.read() as tx:
            person = self.known(tx, ticket_id, helper).person
        with self.store.write(lock=person) as tx:
            yield tx, self.known(tx, ticket_id, helper and _at_work(tx, helper))

    def known(self, tx: Tx, ticket_id: str, helper: Helper | None) -> Ticket:
        """A ticket of a line that is the helper's, or, for the house itself, of any. Raises Refused("unknown").

        A ticket whose line has left the settings is as good as gone.
        """
        ticket = tickets.get(tx, ticket_id)
        if ticket is None or ticket.line not in self.line_ids(helper):
            raise Refused("unknown")
        return ticket

    def line_ids(self, helper: Helper | None = None) -> list[str]:
        """The lines that somebody works on, or, for the house itself, all."""
        return [line.id for line in self.lines.values() if helper is None or may_see(helper, line.id)]

    def allowed(self, tx: Tx, ticket: Ticket, move: Callable[[], Ticket]) -> Ticket:
        """The ticket as the move leaves it. Raises Refused, with the name of who has it."""
        try:
            return move()
        except NotAllowed as refusal:
            raise Refused(refusal.reason, helpers.names(tx).get(ticket.helper, "")) from None


def may_see(helper: Helper, line: str) -> bool:
    """Whether somebody works on the line with this id."""
    return not helper.lines or line in helper.lines


def _at_work(tx: Tx, helper: Helper) -> Helper:
    found = helpers.at_work(tx, helper.id)
    if found is None:
        raise Refused("unknown")
    return found
