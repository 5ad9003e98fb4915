"""Figures for coordinators and partners: what was seen in a stretch of time. Counts, no person, no word of a text."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from helpline.lines import Line
from helpline.scam.links import defanged
from helpline.scam.waves import HOUR
from helpline.store import sightings
from helpline.store.shapes import Store
from helpline.store.sightings import Noticed

LEAST_TOLD = 5
"""A smaller count is not told: with few people behind it, one of them could be recognised."""
_DOMAINS = 20


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


@dataclass(frozen=True)
class Reports:
    """Where figures come from."""

    store: Store
    lines: Mapping[str, Line]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def waves(self) -> tuple[Noticed, ...]:
        """What is seen far more than usual now, addresses written so that nothing makes a link of them."""
        with self.store.read() as tx:
            return tuple(map(_harmless, sightings.noticed(tx)))

    def scams(self, days: int, only: Collection[str] = ()) -> Scams:
        """The worrying messages of the last `days` days, this one included. Raises StoreUnreachable.

        `only`: on these lines (ids); none named, on all.
        """
        now = self.now()
        start = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
        lines = [line.id for line in self.lines.values() if not only or line.id in only]
        with self.store.read() as tx:
            found = sightings.totals(tx, start, now + HOUR, lines)
        kinds = tuple(Counted(name, count) for what, name, count in found if what == "kind")
        domains = (Counted(defanged(name), count) for what, name, count in found if what == "domain")
        often = [one for one in domains if one.told]
        return Scams(kinds, tuple(often[:_DOMAINS]), self.waves())


def _harmless(noticed: Noticed) -> Noticed:
    wave = noticed.wave
    name = defanged(wave.name) if wave.what == "domain" else wave.name
    return Noticed(type(wave)(wave.what, name, wave.hours, wave.count, wave.usual), noticed.seen_at)
