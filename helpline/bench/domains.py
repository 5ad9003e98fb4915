"""How long a great many known domains take to be taken in, and one of them to be looked up."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from helpline.feeds.listed import Feed
from helpline.feeds.refresh import Feeds
from helpline.store.domains import Domains

_ASKED = 20_000
_SHARE = 10  # one of so many of the domains that there are is asked for, shuffled, beside as many that are not
_SEED = 20261128
_ENDINGS = ("fr", "com", "top", "info", "shop", "online")


@dataclass(frozen=True, slots=True)
class LookUp:
    """Domains, seconds to take them in, bytes on the disk, milliseconds a question: the middle and the 99th of 100."""

    domains: int
    taken_in: float
    size: int
    middle: float
    slow: float


def look_up(domains: int) -> LookUp:
    """Made-up domains, taken in from a list, then asked for; half of the questions find something."""
    with TemporaryDirectory() as folder:
        a_list, path = Path(folder, "list.txt"), Path(folder, "domains.db")
        a_list.write_text("\n".join(_made_up(domains)), "utf-8")
        began = perf_counter()
        feeds = Feeds((Feed("made-up", str(a_list), "bad"),), path)
        feeds.refresh(datetime.now(UTC), feeds.feeds)
        taken_in = perf_counter() - began
        spent = sorted(_spent(Domains(path), domains))
        return LookUp(domains, taken_in, path.stat().st_size, spent[len(spent) // 2], spent[len(spent) * 99 // 100])


def _made_up(domains: int) -> Iterator[str]:
    chance = random.Random(_SEED)  # noqa: S311 - made up for a measure, not a secret
    return (f"{chance.getrandbits(48):x}-suivi{at}.{_ENDINGS[at % len(_ENDINGS)]}" for at in range(domains))


def _spent(lookup: Domains, domains: int) -> Iterator[float]:
    there = [one for at, one in enumerate(_made_up(domains)) if at % _SHARE == 0][:_ASKED]
    asked = [*there, *(f"no-{one}" for one in there)]
    random.Random(_SEED).shuffle(asked)  # noqa: S311
    for one in asked[:_ASKED]:
        began = perf_counter()
        lookup.listed([f"www.{one}", one])
        yield (perf_counter() - began) * 1000
    lookup.close()
