"""Whether a promised callback came when it was promised, and how long people waited: for the figures."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

Kept = Literal["kept", "early", "late", "missed", "withdrawn"]
Waited = Literal["hour", "half-day", "day", "three-days", "longer"]

KEPT: tuple[Kept, ...] = ("kept", "early", "late", "missed", "withdrawn")
WAITED: tuple[Waited, ...] = ("hour", "half-day", "day", "three-days", "longer")
_AT_MOST: tuple[tuple[timedelta, Waited], ...] = (
    (timedelta(hours=1), "hour"),
    (timedelta(hours=12), "half-day"),
    (timedelta(hours=24), "day"),
    (timedelta(hours=72), "three-days"),
)


def kept(start: datetime, end: datetime, touched: Sequence[datetime], outcome: str) -> Kept:
    """What became of a promise whose window is over.

    `touched`: when a helper began a call or closed the ticket, since the promise was given. A call that nobody took
    counts too: the promise is to call. One such moment within the window, both ends included, keeps it. Otherwise
    one after it makes it late, one before it early. Without any it is missed, or withdrawn where the ticket was
    cancelled: the person no longer wanted it.
    """
    if any(start <= at <= end for at in touched):
        return "kept"
    if any(at > end for at in touched):
        return "late"
    if touched:
        return "early"
    return "withdrawn" if outcome == "cancelled" else "missed"


def waited(opened: datetime, touched: datetime) -> Waited:
    """How long a person waited for a human: less than an hour, than half a day (12 h), than 24 h, than 72 h, longer."""
    return next((name for most, name in _AT_MOST if touched - opened < most), "longer")
