"""When to try again: a person who did not pick up, a text that the carrier did not take."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from helpline.escalation.hours import Window

MOST_CALLS = 3

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=4)
SPREAD = 0.2  # how much shorter a wait may be, so that a thousand texts do not knock at the same second


def next_try(tried: Sequence[datetime], windows: Iterable[Window], most: int = MOST_CALLS) -> Window | None:
    """The window for the next call to somebody who did not pick up; None after `most` calls, or without a window.

    `tried`: when we called, in order. `windows`: from `Hours.windows`, in order. Never the half-day of the last call;
    another hour of the day where there is one, since who is out at ten is often out at ten.
    """
    if len(tried) >= most:
        return None
    later = [window for window in windows if not tried or _another_half_day(window, tried[-1])]
    others = [window for window in later if not tried or not _same_hours(window, tried[-1])]
    return next(iter(others or later), None)


def _another_half_day(window: Window, tried: datetime) -> bool:
    local = tried.astimezone(window.start.tzinfo)
    return tried < window.start and (local.date(), local.hour < 13) != (window.start.date(), window.start.hour < 13)


def _same_hours(window: Window, tried: datetime) -> bool:
    local = tried.astimezone(window.start.tzinfo).time()
    return window.start.time() <= local <= window.end.time()


def backoff(tries: int, message: str) -> timedelta | None:
    """How long to wait after the `tries`-th try (from 1) to send a message; None when it is time to give up.

    30 s, doubled up to 5 min, a little less for each message in its own way, for 4 h in all.
    """
    waits = [_wait(done, message) for done in range(1, tries + 1)]
    return waits[-1] if sum(waits, timedelta()) <= GIVE_UP_AFTER else None


def _wait(tries: int, message: str) -> timedelta:
    whole: timedelta = min(FIRST_WAIT * 2 ** min(tries - 1, 16), LONGEST_WAIT)
    drawn = int.from_bytes(sha256(f"{message}/{tries}".encode()).digest()[:4]) / 2**32
    return whole * (1 - SPREAD * drawn)
