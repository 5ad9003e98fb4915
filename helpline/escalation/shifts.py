"""Who is on duty, and how many callbacks a window can take."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from helpline.escalation.hours import Window

HOUR, INSTANT = timedelta(hours=1), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of every week in which a helper answers on a line, by the clock of the line's place."""

    id: str
    helper: str
    line: str
    weekday: int  # 0 is Monday
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Absence:
    """Days, the last one too, on which a helper's shifts do not count."""

    id: str
    helper: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Promised:
    """A window that was promised, and to how many people who still wait for their call."""

    start: datetime
    end: datetime
    people: int


@dataclass(frozen=True, slots=True)
class Rota:
    """The helpers of one line, and what was promised in their name.

    `an_hour`: callbacks that one helper makes in an hour; 0: windows are never full. A line on which nobody has a
    shift counts as kept by one helper for all its hours.
    """

    shifts: Sequence[Shift] = ()
    absences: Sequence[Absence] = ()
    promised: Sequence[Promised] = ()
    an_hour: int = 0

    def on_duty(self, window: Window) -> tuple[str, ...]:
        """The ids of the helpers who have a shift in some part of a window, whose ends carry the line's own time."""
        return tuple(dict.fromkeys(shift.helper for shift, _span in self._worked(window)))

    def on_duty_at(self, moment: datetime) -> tuple[str, ...]:
        """The ids of the helpers who have a shift at a moment, told in the line's own time."""
        return self.on_duty(Window(moment, moment + INSTANT))

    def staffed(self, moment: datetime) -> bool:
        """Whether somebody is on duty at a moment; True where nobody has a shift."""
        return not self.shifts or bool(self.on_duty_at(moment))

    def promises(self, window: Window) -> int:
        """How many people were promised a call in this window, or in one that shares time with it."""
        return sum(each.people for each in self.promised if each.start < window.end and window.start < each.end)

    def places(self, window: Window) -> int | None:
        """How many callbacks a window takes: at least one where anybody is on duty; None for no limit."""
        if not self.an_hour:
            return None
        hours = _together(self._spans(window)) / HOUR
        return max(1, int(hours * self.an_hour)) if hours else 0

    def has_room(self, window: Window) -> bool:
        """Whether one more callback can be promised in a window."""
        places = self.places(window)
        return places is None or self.promises(window) < places

    def _spans(self, window: Window) -> Iterable[timedelta]:
        return (span for _shift, span in self._worked(window)) if self.shifts else [window.end - window.start]

    def _worked(self, window: Window) -> Iterator[tuple[Shift, timedelta]]:
        """The shifts that lie in a window, and how much of it each of them fills."""
        day = window.start.date()
        away = {each.helper for each in self.absences if each.first <= day <= each.last}
        for shift in self.shifts:
            start, end = (datetime.combine(day, at, window.start.tzinfo) for at in (shift.starts, shift.ends))
            span = min(end, window.end) - max(start, window.start)
            if shift.weekday == day.weekday() and shift.helper not in away and span > timedelta():
                yield shift, span


def _together(spans: Iterable[timedelta]) -> timedelta:
    return sum(spans, timedelta())


NO_ROTA = Rota()
"""Of a line whose windows are never full and where nobody has a shift."""
