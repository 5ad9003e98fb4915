"""What is seen far more than usual: a kind of scam, an address. Counts by the hour, no text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, lgamma, log
from typing import Literal

What = Literal["kind", "domain"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LOOKED_BACK = 28  # days that tell what is usual: four of each day of the week
_WINDOWS = (1, 3, 24)  # hours: a wave is seen in the hour it starts, a slow one on its first day
_FEWEST = 3  # sightings that make no wave if there are fewer, however rare they are
_RARE = 1e-4  # how likely, at most, so many are on a usual day
_AHEAD = 2.0  # how much more it has risen than everything else: a busy day is no wave


@dataclass(frozen=True, slots=True)
class Sighting:
    """How often a kind of scam or a domain was seen in the hour that began at `hour`."""

    hour: datetime
    what: What
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Wave:
    """Seen `count` times in the last `hours` hours, where it is `usual` on other days."""

    what: What
    name: str
    hours: int
    count: int
    usual: float


@dataclass(frozen=True, slots=True)
class _Seen:
    """Now, and on so many other days at the same hours."""

    now: int
    past: float


def waves(sightings: Iterable[Sighting], now: datetime, since: datetime) -> list[Wave]:
    """What is seen far more than usual, the most striking first.

    `since`: when counting began; with less than a day of it nothing is known to be unusual.
    """
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    days = min(LOOKED_BACK, (now - since) // DAY)
    if days < 1:
        return []
    ago: dict[tuple[What, str], Counter[int]] = defaultdict(Counter)
    for one in sightings:
        ago[one.what, one.name][(this_hour - one.hour) // HOUR] += one.count
    found = [wave for key in ago if key[1] for wave in [_wave(key, ago, days)] if wave]
    return [wave for _, wave in sorted(found, key=lambda one: (one[0], one[1].name))]


def _wave(key: tuple[What, str], ago: Mapping[tuple[What, str], Counter[int]], days: int) -> tuple[float, Wave] | None:
    """The window in which a series stands out most, with how likely that was; None where it does in none."""
    found = []
    for hours in _WINDOWS:
        seen = _seen([ago[key]], hours, days)
        likely = _as_many(seen, days)
        if seen.now >= _FEWEST and likely <= _RARE and not _busy_day(key, ago, hours, days):
            found.append((likely, Wave(*key, hours, seen.now, seen.past / days)))
    return min(found, key=lambda one: one[0], default=None)


def _busy_day(key: tuple[What, str], ago: Mapping[tuple[What, str], Counter[int]], hours: int, days: int) -> bool:
    """Whether everything else has risen nearly as much as this kind; an address that many bring is never chance."""
    if key[0] == "domain":
        return False
    others = (series for name, series in ago.items() if name[0] == "kind" and name != key)
    seen, beside = _seen([ago[key]], hours, days), _seen(others, hours, days)
    return _rise(seen, days) < _AHEAD * _rise(beside, days)


def _seen(series: Iterable[Counter[int]], hours: int, days: int) -> _Seen:
    """At these hours of the day, or on average over the whole day where that is more: few make no daily rhythm."""
    every = list(series)
    now = sum(one[at] for one in every for at in range(hours))
    same = sum(one[24 * day + at] for one in every for day in range(1, days + 1) for at in range(hours))
    whole = sum(one[at] for one in every for at in range(24, 24 * (days + 1)))
    return _Seen(now, max(float(same), whole * hours / 24))


def _rise(seen: _Seen, days: int) -> float:
    """How many times as much as usual; half of one is added so that little is not divided by nothing."""
    return (seen.now + 0.5) / (seen.past / days + 0.5)


def _as_many(seen: _Seen, days: int) -> float:
    """How likely so many or more are, when `days` other days had `past` in all.

    A Poisson rate that is only known from those days, with Jeffreys' prior, foretells a negative binomial.
    """
    return max(0.0, 1.0 - sum(_exactly(seen.now, seen.past + 0.5, 1 / (days + 1))))


def _exactly(fewer_than: int, shape: float, part: float) -> Iterator[float]:
    for x in range(fewer_than):
        ways = lgamma(x + shape) - lgamma(shape) - lgamma(x + 1)
        yield exp(ways + x * log(part) + shape * log(1 - part))
