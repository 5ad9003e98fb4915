"""When a line is open, and the windows in which a callback can be promised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

import holidays
from opening_hours import OpeningHours, State, validate

TWO_WEEKS = 28  # windows: enough for a weekly shift to come up twice
HORIZON = 60  # days looked ahead; a line that stays shut for longer offers nothing
NOTICE = timedelta(minutes=30)
LONGEST = timedelta(hours=3)
LEAST_LEFT = timedelta(hours=1)  # of a window that runs already
STEP = timedelta(minutes=30)  # a window that runs already starts on a round time, which can be said
WRITING = (9, 19)  # o'clock: what we start ourselves comes within these hours, from Monday to Saturday
SUNDAY = 6
DECENT = (8, 13, 20)  # o'clock: two halves of a day. Nobody is rung at night, whatever the hours of the line ...
ANY_TIME = (0, 13, 24)  # ... unless it is open at night only


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of opening hours; both ends carry the offset of the line's place at that moment."""

    start: datetime
    end: datetime

    @property
    def span(self) -> str:
        """Both ends in ISO 8601: `start/end`."""
        return f"{self.start.isoformat()}/{self.end.isoformat()}"


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of a line.

    `osm`: https://wiki.openstreetmap.org/wiki/Key:opening_hours ("Mo-Fr 09:00-12:00,14:00-18:00"). `timezone`: IANA
    name. `country`, `subdivision`: ISO 3166 codes, for the public holidays ("FR", "MQ"): the line is shut on those,
    and on the days of `closures`. Raises ValueError that names what cannot be read.
    """

    osm: str
    timezone: str = "Europe/Paris"
    country: str = "FR"
    subdivision: str = ""
    closures: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        _zone(self.timezone)
        _parsed(self.osm, self.timezone)
        _holidays(self.country, self.subdivision, 2026)  # only to see that the place is known

    def day(self, when: datetime) -> date:
        """Which day it is at the line's place at this moment."""
        return self._day(when)

    def span_of(self, day: date) -> tuple[datetime, datetime]:
        """When a day begins at the line's place, and when the next one does, in UTC."""
        return self._at(day, 0), self._at(day, 24)

    def open_at(self, when: datetime) -> bool:
        """Whether the line is open at this moment."""
        return any(start <= when < end for start, end in self._spans(self._day(when)))

    def may_write(self, when: datetime) -> bool:
        """Whether people may be written to unasked: by day, on no Sunday, holiday or closure of the line."""
        local = self.local(when)
        free = local.date() in self.closures or local.date() in _holidays(self.country, self.subdivision, local.year)
        return by_day(when, self.timezone) and local.weekday() != SUNDAY and not free

    def next_open(self, now: datetime) -> datetime | None:
        """The first moment from `now` on at which the line is open; None when there is none in sight."""
        for day in self._days(now):
            for start, end in self._spans(day):
                if now < end:
                    return self.local(max(start, now))
        return None

    def windows(self, now: datetime, count: int, notice: timedelta = NOTICE) -> tuple[Window, ...]:
        """The next `count` windows for a callback: one a half-day at most, of 3 hours at most, after `notice`."""
        decent = tuple(islice(self._windows(now, notice, DECENT), count))
        return decent or tuple(islice(self._windows(now, notice, ANY_TIME), count))

    def _windows(self, now: datetime, notice: timedelta, bounds: tuple[int, int, int]) -> Iterator[Window]:
        for day in self._days(now):
            first, middle, last = (self._at(day, hour) for hour in bounds)
            for low, high in ((first, middle), (middle, last)):
                yield from islice(self._within(day, low, high, now + notice), 1)

    def _within(self, day: date, low: datetime, high: datetime, earliest: datetime) -> Iterator[Window]:
        """What is left of the opening hours between two moments of a day."""
        for opens, shuts in self._spans(day):
            from_, end = max(opens, low), min(shuts, high)
            start = from_ if earliest <= from_ else _round(earliest)
            least = timedelta(minutes=1) if start == from_ else LEAST_LEFT
            if end - start >= least:
                yield Window(self.local(start), self.local(min(end, start + LONGEST)))

    def _at(self, day: date, hour: int) -> datetime:
        """What the clock of the line calls `hour` o'clock, in UTC; 24 is the midnight that ends the day."""
        return (datetime.combine(day, time(), _zone(self.timezone)) + timedelta(hours=hour)).astimezone(UTC)

    def _days(self, now: datetime) -> Iterator[date]:
        return (self._day(now) + timedelta(days=ahead) for ahead in range(HORIZON))

    def _day(self, when: datetime) -> date:
        return when.astimezone(_zone(self.timezone)).date()

    def local(self, when: datetime) -> datetime:
        """A moment as the clock of the line's place tells it."""
        return when.astimezone(_zone(self.timezone))

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The opening hours of one day, in UTC: two times of one zone are compared without their offsets."""
        if day in self.closures or day in _holidays(self.country, self.subdivision, day.year):
            return []
        midnight, next_midnight = self._at(day, 0), self._at(day, 24)
        found = _parsed(self.osm, self.timezone).intervals(self.local(midnight), self.local(next_midnight))
        opened = [(start.astimezone(UTC), end) for start, end, state, _ in found if state == State.OPEN]
        return [(start, end.astimezone(UTC) if end else next_midnight) for start, end in opened]


def decent(window: Window, timezone: str) -> bool:
    """Whether nobody is rung at night who lives elsewhere: by the clocks there it is between 8 and 20 o'clock."""
    start, end = (each.astimezone(_zone(timezone)) for each in (window.start, window.end))
    if start.utcoffset() == window.start.utcoffset():
        return True  # as at the line's place, whose hours know better
    first, last = (datetime.combine(start.date(), time(hour), start.tzinfo) for hour in (DECENT[0], DECENT[-1]))
    return first <= start and end <= last


def by_day(when: datetime, timezone: str) -> bool:
    """Whether it is an hour at which one writes to people, by the clocks of a place."""
    return WRITING[0] <= when.astimezone(_zone(timezone)).hour < WRITING[1]


def _round(when: datetime) -> datetime:
    """The next half-hour, or `when` itself if it is one."""
    past = timedelta(seconds=when.timestamp() % STEP.total_seconds())
    return when + (STEP - past) if past else when


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise ValueError(f"no such time zone: {name}") from error


@lru_cache(maxsize=64)
def _parsed(osm: str, timezone: str) -> OpeningHours:
    if re.search(r"\bPH\b(?!\s*(,\s*SH\s*)?(off|closed)\b)", osm):
        raise ValueError(f"a line is always shut on public holidays, PH can only be off: {osm}")
    if not validate(osm):
        raise ValueError(f"not opening hours as OpenStreetMap writes them: {osm!r}")
    return OpeningHours(osm, timezone=_zone(timezone), auto_country=False, auto_timezone=False)


@lru_cache(maxsize=256)
def _holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
    except (NotImplementedError, KeyError, AttributeError) as error:
        raise ValueError(f"no public holidays are known for: {country} {subdivision}".strip()) from error
