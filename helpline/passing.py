"""A ticket changes hands: skipped, given to a colleague or a team, taken back by a coordinator."""

from dataclasses import dataclass, replace
from datetime import timedelta

from helpline.accounts import AT_THE_DESK, RUNS_THE_LINE
from helpline.drawer import Drawer, Refused, may_see
from helpline.escalation import ticket as moves_of
from helpline.escalation.ticket import Ticket
from helpline.store import helpers, skips, tickets
from helpline.store.helpers import Helper
from helpline.store.tickets import Move

SKIPPED_FOR = timedelta(minutes=30)
SKIP_REASONS = ("language", "topic", "known", "no-time")


@dataclass(frozen=True)
class Passing:
    """How tickets change hands."""

    drawer: Drawer

    def skip(self, ticket_id: str, helper: Helper, reason: str) -> None:
        """Leave a ticket to colleagues for half an hour, with a reason; it keeps its place for them. Raises Refused."""
        if reason not in SKIP_REASONS:
            raise Refused("skip-why")
        now = self.drawer.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            mine = ticket.state == "claimed" and ticket.helper == helper.id
            if mine:
                tickets.save(tx, moves_of.released(ticket, helper.id, now))
            tickets.add_move(tx, Move(ticket.id, "skipped", now, helper.id, reason))
            skips.save(tx, ticket.id, helper.id, now + SKIPPED_FOR)

    def hand(self, ticket_id: str, helper: Helper, colleague_id: str) -> str:
        """Give a ticket that one has to a colleague, who has it at once. Gives the colleague's name. Raises Refused."""
        now = self.drawer.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            colleague = helpers.at_work(tx, colleague_id)
            if colleague is None or colleague.id == helper.id or not may_take(colleague, ticket.line):
                raise Refused("no-colleague")
            after = self.drawer.allowed(
                tx, ticket, lambda: moves_of.handed(ticket, helper.id, colleague.id, now, moves_of.HANDED_LEASE)
            )
            tickets.save(tx, after)
            tickets.add_move(tx, Move(ticket.id, "handed", now, helper.id, colleague.name))
        return colleague.name

    def to_team(self, ticket_id: str, helper: Helper, team: str) -> None:
        """Put a ticket that one has back for a team of its line, "" for everybody. Raises Refused."""
        now = self.drawer.now()

        def given(ticket: Ticket) -> Ticket:
            if team and team not in self.drawer.line(ticket.line).teams:
                raise Refused("no-team")
            return replace(moves_of.released(ticket, helper.id, now), team=team)

        self.drawer.moved(ticket_id, helper, "to-team", team, given)

    def take_back(self, ticket_id: str, helper: Helper) -> None:
        """A coordinator puts back into the queue what a colleague has and left alone. Raises Refused."""
        if helper.role not in RUNS_THE_LINE:
            raise Refused("role")
        now = self.drawer.now()
        self.drawer.moved(ticket_id, helper, "taken-back", "", lambda ticket: moves_of.taken_back(ticket, now))


def may_take(helper: Helper, line: str) -> bool:
    """Whether somebody works at the desk, on this line."""
    return helper.disabled_at is None and helper.role in AT_THE_DESK and may_see(helper, line)
