"""People of another time zone: times are told by their own clocks, and nobody is rung or written to at night."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpline.shelf import Shelf
from helpline.store import helpers, tickets
from helpline.store.helpers import Helper
from tests.town import MONDAY, NUMBER, Town, found_town

HOME, MARTINIQUE, REUNION = "+33639980001", "+596696000001", "+262692000001"  # five hours behind, three ahead
CLAIRE = Helper("claire", "Claire", "-", "helper", "fr", MONDAY)


@pytest.fixture
def town(store_url: str, tmp_path: Path) -> Iterator[Town]:
    founded = found_town(store_url, tmp_path)
    yield founded
    founded.close()


def shelf(town: Town, person: str) -> Shelf:
    return town.house.shelf(town.house.lines[NUMBER]).of(person)


def offered(town: Town, person: str) -> list[str]:
    return [line for line in "\n".join(town.text(person, "HUMAIN")).splitlines() if " entre " in line]


def test_times_are_told_by_the_clocks_of_the_persons_land(town: Town) -> None:
    assert offered(town, HOME)[:2] == ["1 aujourd'hui entre 11h et 12h", "2 aujourd'hui entre 14h et 17h"]
    assert offered(town, MARTINIQUE) == [
        "1 aujourd'hui entre 9h et 12h",
        "2 demain entre 9h et 12h",
        "3 mercredi 25 novembre entre 9h et 12h",
    ], "never the morning of Paris, when it is night there"
    assert offered(town, REUNION)[:2] == ["1 aujourd'hui entre 14h et 15h", "2 aujourd'hui entre 17h et 20h"]


def test_the_promise_and_the_reminder_are_told_by_the_same_clocks(town: Town) -> None:
    town.text(MARTINIQUE, "HUMAIN")
    assert "aujourd'hui entre 9h et 12h" in "\n".join(town.text(MARTINIQUE, "1"))
    town.at(datetime(2026, 11, 23, 12, 50, tzinfo=UTC))
    before = len(town.arrived(MARTINIQUE))
    town.tick()
    (reminder,) = town.arrived(MARTINIQUE)[before:]
    assert "entre 9h et 12h" in reminder


def test_the_next_try_is_not_at_night_where_the_person_is(town: Town) -> None:
    town.text(MARTINIQUE, "HUMAIN")
    with town.house.store.write() as tx:
        helpers.add(tx, CLAIRE)
        ticket = tickets.open_for(tx, MARTINIQUE, "ville")
    assert ticket is not None
    town.at(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    desk = town.house.desk
    desk.claim(ticket.id, CLAIRE)
    assert [choice.night for choice in desk.trying.windows(ticket)] == [False, True, False, True]
    after = desk.trying.tried(ticket.id, CLAIRE, "no-answer")
    assert after.slot_start == datetime(2026, 11, 24, 13, 0, tzinfo=UTC), "nine o'clock there, and not in four hours"


def test_nobody_is_written_to_at_night_where_they_are(town: Town) -> None:
    morning = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert [shelf(town, person).may_write(morning) for person in (HOME, MARTINIQUE, REUNION)] == [True, False, True]
    evening = morning + timedelta(hours=7)
    assert [shelf(town, person).may_write(evening) for person in (HOME, MARTINIQUE, REUNION)] == [True, True, False]


def test_a_tip_waits_until_it_is_day_where_its_reader_is(town: Town) -> None:
    town.text(MARTINIQUE, "conseils")
    town.text(MARTINIQUE, "1")
    before = len(town.arrived(MARTINIQUE))
    town.at(MONDAY + timedelta(days=7, hours=1))  # half past six there
    town.tick()
    assert len(town.arrived(MARTINIQUE)) == before
    town.at(MONDAY + timedelta(days=7, hours=5))
    town.tick()
    assert len(town.arrived(MARTINIQUE)) == before + 1


def test_a_hidden_or_strange_number_lives_where_the_line_is(town: Town) -> None:
    for person in ("hidden/CA1", "36000", "Mairie", "+68987123456"):  # of the last one there are three zones
        assert shelf(town, person).timezone == "Europe/Paris", person
