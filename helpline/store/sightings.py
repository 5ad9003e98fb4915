"""How often each kind of scam and each address was seen, by the hour; and the waves among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from helpline.scam.waves import HOUR, LOOKED_BACK, Sighting, Wave, What
from helpline.store.rows import moment, text_of
from helpline.store.shapes import Tx


@dataclass(frozen=True, slots=True)
class Noticed:
    """A wave, and when it was first noticed."""

    wave: Wave
    seen_at: datetime


def add(tx: Tx, line: str, what: What, name: str, now: datetime) -> None:
    """Count one more in this hour."""
    tx.run(
        """
        insert into sightings (line, hour, what, name, count) values (:line, :hour, :what, :name, 1)
        on conflict (hour, what, name, line) do update set count = sightings.count + 1
        """,
        line=line,
        hour=text_of(now.replace(minute=0, second=0, microsecond=0)),
        what=what,
        name=name,
    )


def since(tx: Tx, start: datetime) -> list[Sighting]:
    """All sightings of all lines from an hour on."""
    rows = tx.rows(
        "select hour, what, name, sum(count) as count from sightings where hour >= :start group by hour, what, name",
        start=text_of(start),
    )
    return [Sighting(moment(row["hour"]), row["what"], row["name"], int(row["count"])) for row in rows]


def began(tx: Tx) -> datetime | None:
    """When counting began; None where nothing was seen yet."""
    row = tx.row("select min(hour) as hour from sightings")
    return moment(row["hour"]) if row and row["hour"] else None


def totals(tx: Tx, start: datetime, end: datetime, lines: Iterable[str]) -> list[tuple[What, str, int]]:
    """How often each kind and each domain was seen on these lines from `start` on, before `end`; the most first."""
    rows = tx.rows(
        """
        select what, name, sum(count) as count from sightings
        where hour >= :start and hour < :end and line in :lines
        group by what, name order by sum(count) desc, what, name
        """,
        start=text_of(start),
        end=text_of(end),
        lines=list(lines),
    )
    return [(row["what"], row["name"], int(row["count"])) for row in rows]


def drop_domains_before(tx: Tx, when: datetime) -> int:
    """Forget which domains were seen long ago; the kinds stay. How many rows went."""
    return tx.run("delete from sightings where what = 'domain' and hour < :before", before=text_of(when))


def save_waves(tx: Tx, waves: Iterable[Wave], now: datetime) -> list[Wave]:
    """Write down what is a wave now. Gives those that were none before."""
    before = {(one.wave.what, one.wave.name): one.seen_at for one in noticed(tx)}
    tx.run("delete from waves")
    new = []
    for wave in waves:
        if (wave.what, wave.name) not in before:
            new.append(wave)
        tx.run(
            """
            insert into waves (what, name, hours, count, usual, seen_at)
            values (:what, :name, :hours, :count, :usual, :seen_at)
            """,
            what=wave.what,
            name=wave.name,
            hours=wave.hours,
            count=wave.count,
            usual=wave.usual,
            seen_at=text_of(before.get((wave.what, wave.name), now)),
        )
    return new


def noticed(tx: Tx) -> list[Noticed]:
    """The waves as the clock saw them last, the highest first."""
    rows = tx.rows("select what, name, hours, count, usual, seen_at from waves order by count desc, what, name")
    return [
        Noticed(Wave(row["what"], row["name"], row["hours"], row["count"], row["usual"]), moment(row["seen_at"]))
        for row in rows
    ]


def looked_back(now: datetime) -> datetime:
    """From when on sightings tell what is usual."""
    return now - (LOOKED_BACK + 2) * 24 * HOUR
