"""A rise over the usual level is seen in the hour it starts; a busy day, a quiet history and chance are no waves."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from helpline.scam.waves import HOUR, Sighting, What, waves

NOW = datetime(2026, 11, 28, 10, 20, tzinfo=UTC)
THIS_HOUR = NOW.replace(minute=0)
LONG_AGO = NOW - timedelta(days=60)


def seen(name: str, ago: int, count: int, what: What = "kind") -> Sighting:
    return Sighting(THIS_HOUR - ago * HOUR, what, name, count)


def usual(name: str, a_day: int, days: int = 28) -> Iterator[Sighting]:
    """So many each day, in the middle of the day's work."""
    return (seen(name, 24 * day + 2, a_day) for day in range(1, days + 1))


def test_a_wave_is_seen_in_the_hour_it_starts() -> None:
    (wave,) = waves([*usual("parcel", 4), seen("fine", 30, 14), seen("fine", 0, 7)], NOW, LONG_AGO)
    assert (wave.what, wave.name, wave.hours, wave.count, wave.usual) == ("kind", "fine", 1, 7, 14 / 24 / 28)


def test_a_slow_wave_is_seen_on_its_first_day() -> None:
    sightings = [*usual("fine", 1), *(seen("fine", ago, 1) for ago in range(0, 24, 2))]
    (wave,) = waves([*sightings, *usual("parcel", 4), seen("parcel", 2, 4)], NOW, LONG_AGO)
    assert (wave.name, wave.hours, wave.count, wave.usual) == ("fine", 24, 12, 1.0)


def test_an_address_that_nobody_knew_and_three_people_bring_is_a_wave() -> None:
    sightings = [*usual("parcel", 4), seen("parcel", 0, 3), seen("colis.top", 0, 3, "domain")]
    assert [wave.name for wave in waves(sightings, NOW, LONG_AGO)] == ["colis.top"]


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_are_no_wave(count: int) -> None:
    assert waves([seen("colis.top", 0, count, "domain")], NOW, LONG_AGO) == []


def test_what_is_usual_at_this_hour_is_no_wave() -> None:
    sightings = [*(seen("parcel", 24 * day, 9) for day in range(29)), *usual("fine", 3)]
    assert waves(sightings, NOW, LONG_AGO) == []


def test_a_day_on_which_everything_rises_is_no_wave() -> None:
    kinds = ("parcel", "fine", "family", "bank-call")
    sightings = [one for kind in kinds for one in (*usual(kind, 2), seen(kind, 0, 10))]
    assert waves(sightings, NOW, LONG_AGO) == []


def test_a_scam_of_no_known_kind_is_no_wave_by_itself() -> None:
    assert waves([seen("", 0, 50)], NOW, LONG_AGO) == []


@pytest.mark.parametrize("days", [0, 1, 2])
def test_a_house_that_just_opened_knows_nothing_unusual(days: int) -> None:
    assert waves([seen("parcel", 0, 5)], NOW, NOW - timedelta(days=days)) == []


def test_chance_alone_makes_hardly_any_wave() -> None:
    chance = random.Random(7)
    alarms = 0
    for _ in range(60):
        sightings = [
            seen(f"kind {kind}", ago, sum(chance.random() < 0.05 * kind for _ in range(4)))
            for kind in range(1, 6)
            for ago in range(24 * 29)
        ]
        alarms += len(waves(sightings, NOW, LONG_AGO))
    assert alarms <= 2, f"{alarms} in 60 hours of five kinds"
