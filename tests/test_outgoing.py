"""What we write first: by day, once, never after STOP, and an answer to it is understood."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from helpline.escalation.ticket import Outcome
from helpline.outgoing import FOLLOW_UP_AFTER, FOLLOW_UP_BEFORE
from helpline.store import tickets, tips
from helpline.store.helpers import Helper
from tests.town import MONDAY, Town, found_town

ANNE = "+33639980001"
TIP = "Allo Numérique, le conseil de la semaine."
STILL = "Ça marche toujours ? 1 oui 2 non"
WEEK = timedelta(days=7)


@pytest.fixture
def town(store_url: str, tmp_path: Path) -> Iterator[Town]:
    founded = found_town(store_url, tmp_path)
    yield founded
    founded.close()


def began(town: Town, theme: str = "1") -> None:
    """Anne gets tips from Monday on, half past ten in the morning."""
    town.text(ANNE, "conseils")
    town.text(ANNE, theme)


def weekly(town: Town) -> list[str]:
    """The tips that came by themselves."""
    return [text for text in town.arrived(ANNE) if text.startswith(TIP)]


def test_a_tip_comes_each_week_until_the_last(town: Town) -> None:
    began(town)
    town.at(MONDAY + WEEK - timedelta(minutes=1))
    town.tick()
    assert weekly(town) == []
    for week in range(1, 6):
        town.at(MONDAY + week * WEEK)
        town.tick()
        town.tick()
    assert len(weekly(town)) == len(set(weekly(town))) == 3
    assert "C'est le dernier" in weekly(town)[-1]
    with town.house.store.read() as tx:
        assert tips.get(tx, ANNE, "ville") is None


def test_none_comes_at_night_or_on_a_sunday(town: Town) -> None:
    began(town)
    for awake, hours in ((False, 10), (False, 22), (True, 23)):  # 20:30, 8:30 and 9:30 in Paris
        town.at(MONDAY + WEEK + timedelta(hours=hours))
        town.tick()
        assert bool(weekly(town)) is awake
    town.at(MONDAY + 2 * WEEK + timedelta(days=6))  # a Sunday
    town.tick()
    assert len(weekly(town)) == 1


def test_none_comes_after_stop_nor_when_the_person_starts_again(town: Town) -> None:
    began(town)
    town.text(ANNE, "STOP")
    town.text(ANNE, "START")
    town.at(MONDAY + WEEK)
    town.tick()
    assert weekly(town) == []


def test_none_comes_after_the_person_wants_no_more(town: Town) -> None:
    began(town)
    town.text(ANNE, "conseils")
    assert town.text(ANNE, "4") == ["C'est fait : plus de conseils. Écrivez-moi quand vous voulez."]
    town.at(MONDAY + WEEK)
    town.tick()
    assert weekly(town) == []


def test_a_theme_that_content_has_no_more_just_ends(town: Town) -> None:
    began(town)
    with town.house.store.write() as tx:
        tips.save(tx, tips.Reader(ANNE, "ville", "gardening", 1, MONDAY))
    town.tick()
    assert weekly(town) == []
    with town.house.store.read() as tx:
        assert tips.get(tx, ANNE, "ville") is None


def test_two_clocks_at_once_send_one_tip(town: Town) -> None:
    began(town)
    town.at(MONDAY + WEEK)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: town.clock.outgoing.send_tips(), range(8))) == 1


@pytest.fixture
def helper(town: Town) -> Helper:
    return town.house.accounts.add("claire", "a long password for tests", "helper", "fr")


def solved(town: Town, helper: Helper, outcome: Outcome = "solved") -> str:
    """Anne asked for a person on Monday, and a helper closed it at once. The ticket's id."""
    town.text(ANNE, "Je voudrais un conseiller")
    town.text(ANNE, "0")
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, ANNE, "ville")
    assert ticket is not None
    town.house.desk.claim(ticket.id, helper)
    town.house.desk.close(ticket.id, helper, outcome)
    return ticket.id


def asked(town: Town) -> list[str]:
    return [text for text in town.arrived(ANNE) if text.endswith(STILL)]


def test_some_days_after_it_is_asked_once_whether_it_still_works(town: Town, helper: Helper) -> None:
    solved(town, helper)
    for days in (2, 3, 3.1, 4):
        town.at(MONDAY + timedelta(days=days))
        town.tick()
        assert len(asked(town)) == (days >= 3)
    assert town.text(ANNE, "oui") == ["Très bien ! Écrivez-moi quand vous voulez."]


def test_who_says_no_days_later_is_called_again(town: Town, helper: Helper) -> None:
    solved(town, helper)
    town.at(MONDAY + FOLLOW_UP_AFTER)
    town.tick()
    town.at(MONDAY + timedelta(days=5))
    assert "Quel moment" in "".join(town.text(ANNE, "non, ça recommence"))
    with town.house.store.read() as tx:
        again = tickets.open_for(tx, ANNE, "ville")
    assert again is not None
    assert again.why == "unsolved"


@pytest.mark.parametrize("outcome", ["not-solved", "referred", "not-reached"])
def test_nobody_is_asked_after_what_was_not_solved(outcome: Outcome, town: Town, helper: Helper) -> None:
    solved(town, helper, outcome)
    town.at(MONDAY + FOLLOW_UP_AFTER)
    town.tick()
    assert asked(town) == []


def test_nobody_is_asked_after_stop_at_night_too_late_or_in_the_middle_of_a_talk(town: Town, helper: Helper) -> None:
    solved(town, helper)
    town.at(MONDAY + FOLLOW_UP_AFTER + timedelta(hours=12))
    town.tick()
    town.at(MONDAY + FOLLOW_UP_BEFORE + timedelta(minutes=1))
    town.tick()
    town.at(MONDAY + timedelta(days=4))
    town.text(ANNE, "bonjour")
    town.tick()
    town.text(ANNE, "STOP")
    town.at(MONDAY + timedelta(days=5))
    town.tick()
    assert asked(town) == []


def test_two_clocks_at_once_ask_once(town: Town, helper: Helper) -> None:
    solved(town, helper)
    town.at(MONDAY + FOLLOW_UP_AFTER)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: town.clock.outgoing.follow_up(), range(8))) == 1
