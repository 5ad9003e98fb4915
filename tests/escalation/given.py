"""A ticket, with the fields that a test cares about changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from helpline.escalation.ticket import Ticket

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def ticket(id: str = "t1", **changes: Any) -> Ticket:  # noqa: A002 - the field is called so
    """An open ticket of somebody who asked an hour ago."""
    then = NOW - HOUR
    plain = Ticket(id, "+33639981001", "main", "fr", "asked", False, "mon écran est noir", "", "waiting", then, then)
    return replace(plain, **changes)


def held(helper: str, minutes: float, id: str = "t1") -> Ticket:  # noqa: A002 - the field is called so
    """A ticket that a helper has for some more minutes."""
    return ticket(id, state="claimed", helper=helper, claimed_until=NOW + minutes * MINUTE)
