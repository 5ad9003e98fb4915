"""The clock counts the days, in the time of each line's place, before it drops what they are counted from."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from helpline.escalation.hours import Hours
from helpline.store import days
from helpline.store.days import Day
from tests.town import MONDAY, NUMBER, Town, found_town

PERSON, OTHER = "+33639980001", "+33639980002"
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def town(store_url: str, tmp_path: Path) -> Iterator[Town]:
    founded = found_town(store_url, tmp_path)
    yield founded
    founded.close()


def contacts(town: Town) -> dict[str, int]:
    """The persons who wrote, by day."""
    with town.house.store.read() as tx:
        found = days.since(tx, LONG_AGO, ["ville"])
    return {day.day: day.count for day in found if (day.what, day.name) == ("contact", "text")}


def test_a_day_is_counted_as_often_as_one_likes(town: Town) -> None:
    town.text(PERSON, "bonjour")
    town.text(OTHER, "bonjour")
    town.clock.counting.count_days()
    assert town.clock.counting.count_days() == 4
    assert contacts(town) == {"2026-11-23": 2}


def test_the_first_time_all_that_a_report_can_show_is_counted(town: Town) -> None:
    town.text(PERSON, "bonjour")
    town.at(MONDAY + timedelta(days=90))
    assert town.clock.counting.count_days() == 91
    assert contacts(town) == {"2026-11-23": 1}


def test_what_a_clock_that_stood_still_has_missed_is_caught_up(town: Town) -> None:
    town.clock.counting.count_days()
    town.at(MONDAY + timedelta(days=1))
    town.text(PERSON, "bonjour")
    town.at(MONDAY + timedelta(days=20))
    assert town.clock.counting.count_days() == 21
    assert contacts(town) == {"2026-11-24": 1}


def test_figures_are_counted_before_messages_are_dropped_and_stay(town: Town) -> None:
    town.clock.counting.count_days()
    town.at(MONDAY + timedelta(days=1))
    town.text(PERSON, "bonjour")
    for _ in range(2):
        town.at(town.times[0] + timedelta(days=400))
        assert town.clock.forget() >= 0
        assert contacts(town) == {"2026-11-24": 1}
    with town.house.store.read() as tx:
        assert tx.rows("select id from messages") == []
        assert PERSON not in str(tx.rows("select * from days"))


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Paris", "2026-11-23"), ("America/Martinique", "2026-11-22"), ("Etc/UTC", "2026-11-22")]
)
def test_a_day_is_that_of_the_lines_place(town: Town, zone: str, day: str) -> None:
    line = town.house.lines[NUMBER]
    there = replace(line, hours=Hours("Mo-Fr 09:00-12:00", zone))
    town.at(MONDAY.replace(hour=23, minute=30, day=22))
    town.text(PERSON, "bonjour")
    replace(town.clock, lines={NUMBER: there}).counting.count_days()
    assert contacts(town) == {day: 1}


def test_a_whole_talk_is_counted(town: Town) -> None:
    town.text(PERSON, "jai oublier le mot de passe de ma boite gmail")
    town.text(PERSON, "oui")
    town.text(OTHER, "HUMAIN")
    town.clock.counting.count_days()
    with town.house.store.read() as tx:
        found = days.since(tx, LONG_AGO, ["ville"])
    counted = {(day.what, day.name): day.count for day in found}
    sent = counted.pop(("segments", "sent"))
    assert sent >= 3
    assert counted == {
        ("answered", "password-gmail"): 1, ("bot", "solved"): 1, ("contact", "text"): 2, ("opened", "asked"): 1,
    }  # fmt: skip
    assert {type(day) for day in found} == {Day}
