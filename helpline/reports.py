"""Figures for coordinators and partners: what was seen in a stretch of time. Counts, no person, no word of a text."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from helpline.escalation.kept import KEPT, WAITED
from helpline.lines import Line
from helpline.scam.links import defanged
from helpline.scam.waves import HOUR
from helpline.store import days, sightings
from helpline.store.days import Day
from helpline.store.export import Sheet, sqlite_file
from helpline.store.shapes import Store
from helpline.store.sightings import Noticed
from helpline.tallies import LEAST_TOLD, Table, table, told
from helpline.today import Today, today

_DOMAINS = 20

TABLES: Mapping[str, tuple[str, ...]] = {
    "contact": ("text", "voice"),
    "topic": (),
    "bot": ("solved", "unsolved", "missed"),
    "opened": (),
    "callback": KEPT,
    "waited": WAITED,
    "outcome": (),
    "try": (),
    "segments": (),
}
"""The tables of a report in their order, each with the rows that are always there. `segments` has a row a line."""

DayTold = tuple[str, str, str, str, int]

OTHER = "other"  # the topic of an answer that content no longer has


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something was seen; `told` is False where the count is too small to be told."""

    name: str
    count: int

    @property
    def told(self) -> bool:
        """Whether the count may be told."""
        return self.count >= LEAST_TOLD


@dataclass(frozen=True, slots=True)
class Scams:
    """The worrying messages of a stretch of time: kinds ("" for no known one), addresses, and the waves of now."""

    kinds: tuple[Counted, ...]
    domains: tuple[Counted, ...]
    waves: tuple[Noticed, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The figures of the days from `first` to `last`: a table each, and what may be told of them day by day."""

    first: date
    last: date
    tables: tuple[Table, ...]
    days: tuple[DayTold, ...]  # day, line, table, row, count


@dataclass(frozen=True)
class Reports:
    """Where figures come from. `topics`: what each entry of content is about."""

    store: Store
    lines: Mapping[str, Line]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    topics: Mapping[str, str] = field(default_factory=dict)

    def on(self, only: Collection[str]) -> "Reports":
        """The figures of some lines (ids) alone; none named: of all."""
        lines = {number: line for number, line in self.lines.items() if not only or line.id in only}
        return replace(self, lines=lines)

    def today(self) -> Today:
        """Who waits now, and what was done today. Raises StoreUnreachable."""
        return today(self.store, self.lines.values(), self.now())

    def period(self, length: int) -> Period:
        """The figures of the last `length` days, this one included. Raises StoreUnreachable."""
        last = max((line.hours.day(self.now()) for line in self.lines.values()), default=self.now().date())
        first = last - timedelta(days=length - 1)
        with self.store.read() as tx:
            found = days.since(tx, first, [line.id for line in self.lines.values()])
        return _period(first, last, [self._placed(day) for day in found])

    def _placed(self, day: Day) -> Day:
        """As the tables have it: an answer under its topic, segments under their line."""
        if day.what == "answered":
            return Day(day.day, day.line, "topic", self.topics.get(day.name, OTHER), day.count)
        return Day(day.day, day.line, day.what, day.line, day.count) if day.what == "segments" else day

    def file(self, length: int) -> bytes:
        """The figures of the last `length` days as a SQLite file. Raises StoreUnreachable, OSError."""
        period, scams = self.period(length), self.scams(length)
        cells = [(one.name, cell.name, cell.count) for one in period.tables for cell in one.cells]
        kinds = [("kind", one.name, one.count if one.told else None) for one in scams.kinds]
        domains = [("domain", one.name, one.count) for one in scams.domains]
        named: dict[str, type[str] | type[int]] = {"what": str, "name": str, "count": int}
        return sqlite_file(
            {
                "figures": Sheet(named, cells),
                "days": Sheet({"day": str, "line": str, **named}, period.days),
                "scams": Sheet(named, [*kinds, *domains]),
            }
        )

    def waves(self) -> tuple[Noticed, ...]:
        """What is seen far more than usual now, addresses written so that nothing makes a link of them."""
        with self.store.read() as tx:
            return tuple(map(_harmless, sightings.noticed(tx)))

    def scams(self, days: int) -> Scams:
        """The worrying messages of the last `days` days, this one included. Raises StoreUnreachable."""
        now = self.now()
        start = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
        lines = [line.id for line in self.lines.values()]
        with self.store.read() as tx:
            found = sightings.totals(tx, start, now + HOUR, lines)
        kinds = tuple(Counted(name, count) for what, name, count in found if what == "kind")
        domains = (Counted(defanged(name), count) for what, name, count in found if what == "domain")
        often = [one for one in domains if one.told]
        return Scams(kinds, tuple(often[:_DOMAINS]), self.waves())


def _period(first: date, last: date, found: Iterable[Day]) -> Period:
    by_row: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for day in found:
        by_row.setdefault((day.what, day.name), Counter())[day.day, day.line] += day.count
    tables = tuple(
        table(name, {row: sum(cells.values()) for (what, row), cells in by_row.items() if what == name}, order)
        for name, order in TABLES.items()
    )
    return Period(first, last, tables, _by_day(tables, by_row))


def _by_day(tables: Iterable[Table], by_row: Mapping[tuple[str, str], Counter[tuple[str, str]]]) -> tuple[DayTold, ...]:
    """Day by day: of a row that is hidden nothing, of the others what does not betray the rest.

    What is hidden is left out, as are days without any: that somebody came on that day would be told otherwise.
    """
    found: list[DayTold] = []
    for one in tables:
        for name in (cell.name for cell in one.cells if cell.count):
            shown = told(by_row[one.name, name])
            found += [(day, line, one.name, name, count) for (day, line), count in shown.items() if count]
    return tuple(sorted(found))


def _harmless(noticed: Noticed) -> Noticed:
    wave = noticed.wave
    name = defanged(wave.name) if wave.what == "domain" else wave.name
    return Noticed(type(wave)(wave.what, name, wave.hours, wave.count, wave.usual), noticed.seen_at)
