"""The figures of each day are written down while what they are counted from is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpline.lines import Line
from helpline.store import days
from helpline.store.shapes import Store

RECOUNTED = timedelta(days=3)  # a promise is judged late, not missed, if somebody calls within these days
FIRST_COUNTED = timedelta(days=90)  # days before today, of which a line that was never counted has figures


@dataclass(frozen=True)
class Counting:
    """Counts the days of all lines."""

    store: Store
    lines: Mapping[str, Line]
    now: Callable[[], datetime]

    def count_days(self) -> int:
        """Write down the figures of the last days, for as long as what they are counted from is there. How many days.

        A day is counted again until RECOUNTED later, then stays. What a clock that stood still has missed is caught up.
        """
        return sum(self._counted(line) for line in self.lines.values())

    def _counted(self, line: Line) -> int:
        now = self.now()
        today = line.hours.day(now)
        with self.store.write(lock="days") as tx:
            first = min(today - RECOUNTED, days.last(tx, line.id) or today - FIRST_COUNTED)
            found = [first + timedelta(days=later) for later in range((today - first).days + 1)]
            for day in found:
                days.recount(tx, line.id, day, *line.hours.span_of(day), now)
        return len(found)
