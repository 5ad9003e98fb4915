"""Today's board: who waits, who has something in hand, what was promised, what was done."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpline.escalation.queue import rank
from helpline.escalation.ticket import Ticket, held
from helpline.lines import Line
from helpline.store import days, helpers, tickets
from helpline.store.shapes import Store

SOON = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Today:
    """The board. `late` and `soon`: tickets whose promise is over or comes within SOON, the most pressing first."""

    waiting: int
    held: Mapping[str, int]  # by the helper's name
    late: Sequence[Ticket]
    soon: Sequence[Ticket]
    contacts: Mapping[str, int]  # persons heard today, by channel
    done: Mapping[str, int]  # tickets closed today, by outcome


def today(store: Store, lines: Collection[Line], now: datetime) -> Today:
    """The board as it is now; a day is that of each line's place. Raises StoreUnreachable."""
    with store.read() as tx:
        found = tickets.queue(tx, [line.id for line in lines])
        names = helpers.names(tx)
        counted: Counter[tuple[str, str]] = Counter()
        for line in lines:
            counted += days.counts(tx, line.id, *line.hours.span_of(line.hours.day(now)), now)
    taken = [ticket for ticket in found if held(ticket, now)]
    return Today(
        waiting=len(found) - len(taken),
        held=dict(sorted(Counter(names.get(ticket.helper, "") for ticket in taken).items())),
        late=sorted((ticket for ticket in found if _over(ticket, now)), key=lambda ticket: rank(ticket, now)),
        soon=sorted((ticket for ticket in found if _near(ticket, now)), key=_begins),
        contacts=_of(counted, "contact"),
        done=_of(counted, "outcome"),
    )


def _over(ticket: Ticket, now: datetime) -> bool:
    return ticket.slot_end is not None and ticket.slot_end <= now


def _near(ticket: Ticket, now: datetime) -> bool:
    return ticket.slot_start is not None and ticket.slot_start <= now + SOON and not _over(ticket, now)


def _begins(ticket: Ticket) -> datetime:
    return ticket.slot_start or ticket.opened_at


def _of(counted: Mapping[tuple[str, str], int], what: str) -> dict[str, int]:
    return {name: count for (kind, name), count in sorted(counted.items()) if kind == what}
