"""The house calls: first the helper's own phone, which must accept with a key, then the person, who sees our number."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from helpline.channels.number import may_be_called, read
from helpline.channels.status import NotSent
from helpline.drawer import Drawer, Refused
from helpline.escalation import calling
from helpline.escalation import ticket as moves_of
from helpline.escalation.calling import Call
from helpline.escalation.ticket import Ticket
from helpline.lines import Line
from helpline.log import logger
from helpline.store import calls, tickets
from helpline.store.helpers import Helper
from helpline.store.rows import new_id
from helpline.store.shapes import Tx
from helpline.store.tickets import Move

A_DAY = timedelta(days=1)
A_TICKET_A_DAY = 10
Change = Callable[[Call, datetime], Call]


class Caller(Protocol):
    """Makes calls; see `channels.sender`. Raises NotSent."""

    def call(self, to: str, shown: str, address: str, report_to: str) -> str: ...
    def hang_up(self, carrier_id: str) -> None: ...


@dataclass(frozen=True)
class Bridge:
    """Calls that helpers ask for. `a_day`: the most that one helper may make in a day; the house ten times as many."""

    drawer: Drawer
    caller: Caller
    public_url: str
    a_day: int

    def start(self, ticket_id: str, helper: Helper, phone: str) -> Call:
        """Let the helper's phone ring, for a ticket that they have. Raises Refused.

        The call is kept before the carrier is asked, and asked once: what may have rung is not rung again by itself.
        """
        now = self.drawer.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            mine = self.drawer.allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now, calling.LONGEST))
            self._must_be_allowed(tx, mine, helper, phone)
            call = Call(new_id(), ticket.id, helper.id, ticket.line, "asked", now)
            if not calls.add(tx, call):
                raise Refused("call-running")
            tickets.save(tx, mine)
            tickets.add_move(tx, Move(ticket.id, "call-asked", now, helper.id))
        return self._asked(call, phone)

    def _must_be_allowed(self, tx: Tx, ticket: Ticket, helper: Helper, phone: str) -> None:
        line = self.drawer.line(ticket.line)
        if not phone:
            raise Refused("no-phone")
        if not _allowed(phone, line) or not _allowed(ticket.number or ticket.person, line):
            raise Refused("no-number")
        by_helper, of_ticket, in_all = calls.counts_since(tx, self.drawer.now() - A_DAY, helper.id, ticket.id)
        if by_helper >= self.a_day or of_ticket >= A_TICKET_A_DAY or in_all >= 10 * self.a_day:
            raise Refused("too-many-calls")

    def _asked(self, call: Call, phone: str) -> Call:
        """Outside any transaction: the carrier may be slow."""
        address = f"{self.public_url}/voice/bridge/{call.id}"
        try:
            carrier_id = self.caller.call(
                phone, self.drawer.line(call.line).number, f"{address}/helper", f"{address}/status"
            )
        except NotSent as refusal:
            logger().warning("call not made", call=call.id, code=refusal.code, fate=refusal.fate)
            self.changed(call.id, lambda known, now: calling.ended(known, "failed", now))
            raise Refused("call-failed") from None
        logger().info("call asked", call=call.id)
        return self.changed(call.id, lambda known, now: replace(known, carrier_id=carrier_id)) or call

    def accepted(self, call_id: str) -> tuple[Line, str] | None:
        """The helper pressed the key: whom to ring, with which line's number shown; None where the call is over."""
        call = self.changed(call_id, lambda known, now: calling.risen(known, "accepted", now))
        if call is None or call.state == "ended":
            return None
        with self.drawer.store.read() as tx:
            ticket = self.drawer.known(tx, call.ticket, None)
        return self.drawer.line(call.line), ticket.number or ticket.person

    def helper_leg(self, call_id: str, status: str) -> None:
        """The carrier reports on the helper's phone."""
        self.changed(call_id, lambda known, now: calling.of_helper(known, status, now))

    def person_leg(self, call_id: str, status: str) -> Call | None:
        """The carrier reports on the person's phone. Gives the call, None where there is none of this id."""
        return self.changed(call_id, lambda known, now: calling.of_person(known, status, now))

    def stop(self, ticket_id: str, helper: Helper) -> None:
        """Hang up what runs for a ticket that one has. Raises Refused."""
        with self.drawer.store.read() as tx:
            call = calls.last_of(tx, ticket_id)
        if call is None or call.state == "ended" or call.helper != helper.id:
            raise Refused("no-call")
        try:
            self.caller.hang_up(call.carrier_id)
        except NotSent as refusal:
            logger().warning("call not ended", call=call.id, code=refusal.code)
        self.changed(call.id, lambda known, now: calling.of_helper(known, "canceled", now))

    def changed(self, call_id: str, change: Change) -> Call | None:
        """The call as `change` leaves it, written down with its ticket; None where there is none of this id."""
        with self.drawer.store.read() as tx:
            found = calls.get(tx, call_id)
        if found is None:
            return None
        with self.drawer.taken(found.ticket, None) as (tx, ticket):
            known = calls.get(tx, call_id) or found
            after = change(known, self.drawer.now())
            if after != known:
                calls.save(tx, after)
                self._written(tx, ticket, known, after)
        return after

    def _written(self, tx: Tx, ticket: Ticket, before: Call, after: Call) -> None:
        """What a call that goes on means for its ticket: when it began, how it ended; the code word was said."""
        now = self.drawer.now()
        if after.state == before.state:
            return
        if after.state == "ended":
            tickets.add_move(tx, Move(ticket.id, "call-ended", now, after.helper, after.result))
            if after.result == "answered" and ticket.state == "claimed" and ticket.helper == after.helper:
                tickets.save(tx, moves_of.answered(ticket, after.helper, now))
        elif after.state == "accepted":
            tickets.add_move(tx, Move(ticket.id, "called", now, after.helper))

    def end_lost(self) -> int:
        """End the calls of which nothing will be heard any more. How many."""
        with self.drawer.store.read() as tx:
            running = calls.running(tx)
        gone = [call for call in running if calling.lost(call, self.drawer.now())]
        for call in gone:
            self.changed(call.id, lambda known, now: calling.ended(known, "failed", now))
        return len(gone)


def _allowed(number: str, line: Line) -> bool:
    return may_be_called(read(number, line.country), line.callback_countries, line.fiction)
