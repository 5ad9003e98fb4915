"""Helpers say when they are there; a window that is full is offered to nobody; who waits is never given up for that."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from helpline.drawer import Refused
from helpline.escalation.ticket import Ticket
from helpline.house import House
from helpline.store import helpers, tickets
from helpline.store.helpers import Helper
from helpline.switchboard import Answer, Inbound
from tests.town import MONDAY, NUMBER, Town, found_town

CLAIRE, KARIM = (Helper(name.lower(), name, "-", "helper", "fr", MONDAY) for name in ("Claire", "Karim"))
ODILE = Helper("odile", "Odile", "-", "coordinator", "fr", MONDAY)
PAUL = Helper("paul", "Paul", "-", "partner", "fr", MONDAY)
AFTERNOON = "aujourd'hui entre 14h et 17h"
NEXT_DAY = "demain entre 9h et 12h"


def one_every_three_hours(house: House) -> House:
    """The line has room for a single callback in a window of three hours, and for one in what is left of a window."""
    return replace(house, lines={NUMBER: replace(house.lines[NUMBER], callbacks_an_hour=1)})


@pytest.fixture
def town(store_url: str, tmp_path: Path) -> Iterator[Town]:
    founded = found_town(store_url, tmp_path, change=one_every_three_hours)
    with founded.house.store.write() as tx:
        for helper in (CLAIRE, KARIM, ODILE, PAUL):
            helpers.add(tx, helper)
    yield founded
    founded.close()


def asks(town: Town, person: str) -> str:
    """What is offered to somebody who wants to be called."""
    return "\n".join(town.text(person, "HUMAIN"))


def waiting(town: Town, asked: bool = True) -> Ticket:
    """The request of somebody who wants to be called."""
    if asked:
        asks(town, "+33639980001")
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, "+33639980001", "ville")
    assert ticket is not None
    return ticket


def on_monday_afternoon(town: Town, helper: Helper = CLAIRE, first: int = 14, last: int = 15) -> None:
    town.house.desk.duty.add(helper, helper.id, "ville", 0, time(first), time(last))


def test_a_full_window_is_not_offered(town: Town) -> None:
    on_monday_afternoon(town)
    assert AFTERNOON in asks(town, "+33639980001")
    assert AFTERNOON in "\n".join(town.text("+33639980001", "1"))
    assert AFTERNOON not in asks(town, "+33639980002")


def test_a_window_in_which_nobody_is_on_duty_is_not_offered(town: Town) -> None:
    on_monday_afternoon(town)
    assert NEXT_DAY not in asks(town, "+33639980001")
    town.house.desk.duty.add(KARIM, KARIM.id, "ville", 1, time(9), time(12))
    assert NEXT_DAY in asks(town, "+33639980002")


def test_a_helper_who_is_away_left_or_works_elsewhere_does_not_count(town: Town) -> None:
    on_monday_afternoon(town)
    on_monday_afternoon(town, KARIM)
    town.house.desk.duty.away(CLAIRE, CLAIRE.id, date(2026, 11, 20), date(2026, 11, 23))
    assert [one.on_duty for one in town.house.desk.duty.ahead(ODILE)["ville"]][1] == ("Karim",)
    with town.house.store.write() as tx:
        helpers.disable(tx, KARIM.id, MONDAY)
    assert [one.on_duty for one in town.house.desk.duty.ahead(ODILE)["ville"]][1] == ()


def test_somebody_is_promised_a_call_where_every_window_is_full(town: Town) -> None:
    on_monday_afternoon(town)
    town.house.desk.duty.away(CLAIRE, CLAIRE.id, date(2026, 11, 23), date(2027, 3, 1))
    told = asks(town, "+33639980001")
    assert "dès que possible" in told
    with town.house.store.read() as tx:
        assert tickets.open_for(tx, "+33639980001", "ville")


def test_a_window_that_fills_while_somebody_thinks_is_offered_no_more(town: Town) -> None:
    on_monday_afternoon(town)
    on_monday_afternoon(town, KARIM, 16, 17)  # room for two; a third is offered it while one place is left
    for person in ("+33639980001", "+33639980002", "+33639980003"):
        assert AFTERNOON in asks(town, person)
    for person in ("+33639980001", "+33639980002"):
        assert AFTERNOON in "\n".join(town.text(person, "1"))
    told = "\n".join(town.text("+33639980003", "1"))
    assert "n'est plus libre" in told
    assert AFTERNOON not in told


def test_of_many_who_want_the_last_place_at_once_one_gets_it(town: Town) -> None:
    on_monday_afternoon(town)
    people = [f"+336399800{number}" for number in range(10, 18)]
    for person in people:
        assert AFTERNOON in asks(town, person)
    start = Barrier(len(people))

    def chooses(person: str) -> Answer:
        start.wait()
        return town.house.switchboard.hear(Inbound(f"SM{person}", person, NUMBER, "text", "1"))

    with ThreadPoolExecutor(len(people)) as pool:
        told = ["\n".join(answer.texts) for answer in pool.map(chooses, people)]
    assert sum(AFTERNOON in each for each in told) == 1
    assert sum("n'est plus libre" in each for each in told) == len(people) - 1


def test_the_next_try_goes_to_a_window_with_room_or_to_a_full_one_where_none_has(town: Town) -> None:
    desk = town.house.desk
    ticket = waiting(town)
    desk.duty.add(KARIM, KARIM.id, "ville", 3, time(9), time(12))
    desk.claim(ticket.id, CLAIRE)
    after = desk.trying.tried(ticket.id, CLAIRE, "no-answer")
    assert after.slot_start is not None
    assert after.slot_start.date() == date(2026, 11, 26), "Karim's Thursday"
    desk.duty.away(KARIM, KARIM.id, date(2026, 11, 23), date(2027, 3, 1))
    desk.claim(ticket.id, CLAIRE)
    again = desk.trying.tried(ticket.id, CLAIRE, "busy")
    assert again.slot_start is not None
    assert again.slot_start.date() < date(2026, 11, 26), "better a full window than none"


def test_nobody_is_given_up_because_the_only_helper_was_there_when_they_were_out(town: Town) -> None:
    desk = town.house.desk
    ticket = waiting(town)
    desk.duty.add(KARIM, KARIM.id, "ville", 0, time(9), time(12))  # and Monday morning it is
    desk.claim(ticket.id, CLAIRE)
    after = desk.trying.tried(ticket.id, CLAIRE, "no-answer")
    assert after.slot_start is not None
    assert (after.state, after.slot_start.date()) == ("waiting", date(2026, 11, 30)), "Karim's next Monday"


def test_a_promise_of_ones_own_keeps_nobody_from_its_window(town: Town) -> None:
    on_monday_afternoon(town)
    asks(town, "+33639980001")
    assert AFTERNOON in "\n".join(town.text("+33639980001", "1"))
    town.text("+33639980001", "HUMAIN")
    assert f"1 {AFTERNOON}" in "\n".join(town.text("+33639980001", "2")), "to move it"
    ticket = waiting(town, asked=False)
    assert [choice.full for choice in town.house.desk.trying.windows(ticket)][1] is False


def test_where_no_other_time_is_free_the_promise_stands(town: Town) -> None:
    on_monday_afternoon(town)
    asks(town, "+33639980001")
    town.text("+33639980001", "1")
    town.house.desk.duty.away(CLAIRE, CLAIRE.id, date(2026, 11, 23), date(2027, 3, 1))
    town.text("+33639980001", "HUMAIN")
    told = "\n".join(town.text("+33639980001", "2"))
    assert "reste prévu aujourd'hui entre 14h et 17h" in told
    assert "dès que possible" not in told


def test_a_helper_sees_which_windows_are_full_and_may_promise_them(town: Town) -> None:
    desk = town.house.desk
    on_monday_afternoon(town)
    ticket = waiting(town)
    choices = desk.trying.windows(ticket)
    assert [choice.full for choice in choices] == [True, False, True, True]
    desk.claim(ticket.id, CLAIRE)
    moved = desk.trying.move(ticket.id, CLAIRE, choices[2].window.span)
    assert moved.slot_end == choices[2].window.end


def test_danger_is_told_of_who_is_there_now(town: Town) -> None:
    told = town.text("+33639980001", "je veux mourir")
    on_monday_afternoon(town)
    alone = town.text("+33639980002", "je veux mourir")
    assert told != alone, "the line is open, and nobody is on duty in the morning"


def test_who_is_on_duty_now_is_told_by_name(town: Town) -> None:
    duty = town.house.desk.duty
    assert duty.on_duty(CLAIRE) == {}, "nobody has a shift"
    on_monday_afternoon(town)
    assert duty.on_duty(CLAIRE) == {"ville": ()}
    town.at(MONDAY + timedelta(hours=4))  # half past two
    assert duty.on_duty(CLAIRE) == {"ville": ("Claire",)}
    town.at(MONDAY + timedelta(hours=12))
    assert duty.on_duty(CLAIRE) == {}, "the line is shut"


@pytest.mark.parametrize(
    ("first", "last", "reason"), [(15, 14, "shift-ends"), (14, 14, "shift-ends"), (14, 16, "shift-twice")]
)
def test_a_shift_that_cannot_be_is_refused(town: Town, first: int, last: int, reason: str) -> None:
    on_monday_afternoon(town, first=13, last=15)
    with pytest.raises(Refused, match=reason):
        on_monday_afternoon(town, first=first, last=last)
    assert len(town.house.desk.duty.of_helper(CLAIRE, CLAIRE.id)[0]) == 1


@pytest.mark.parametrize("by", [KARIM, PAUL])
def test_nobody_changes_the_shifts_of_a_colleague(town: Town, by: Helper) -> None:
    duty = town.house.desk.duty
    on_monday_afternoon(town)
    (shift,) = duty.of_helper(CLAIRE, CLAIRE.id)[0]
    for deed in (
        lambda: duty.add(by, CLAIRE.id, "ville", 1, time(9), time(12)),
        lambda: duty.away(by, CLAIRE.id, date(2026, 11, 23), date(2026, 11, 23)),
        lambda: duty.drop(by, CLAIRE.id, shift.id),
        lambda: duty.of_helper(by, CLAIRE.id),
    ):
        with pytest.raises(Refused, match="unknown"):
            deed()
    assert duty.of_helper(CLAIRE, CLAIRE.id) == ([shift], [])


def test_who_runs_the_line_plans_for_its_helpers_but_not_for_a_partner(town: Town) -> None:
    duty = town.house.desk.duty
    duty.add(ODILE, CLAIRE.id, "ville", 1, time(9), time(12))
    assert [each.weekday for each in duty.of_helper(CLAIRE, CLAIRE.id)[0]] == [1]
    assert [each.name for each in duty.whose(ODILE)] == ["Claire", "Karim", "Odile"]
    assert [each.name for each in duty.whose(CLAIRE)] == ["Claire"]
    with pytest.raises(Refused, match="unknown"):
        duty.add(ODILE, PAUL.id, "ville", 1, time(9), time(12))


def test_a_shift_is_on_a_line_that_both_work_on(town: Town) -> None:
    elsewhere = replace(KARIM, id="lea", name="Léa", lines=("campagne",))
    with town.house.store.write() as tx:
        helpers.add(tx, elsewhere)
    for by, helper in ((elsewhere, elsewhere), (ODILE, elsewhere)):
        with pytest.raises(Refused, match="unknown"):
            town.house.desk.duty.add(by, helper.id, "ville", 1, time(9), time(12))


def test_absences_that_are_over_are_forgotten(town: Town) -> None:
    town.house.desk.duty.away(CLAIRE, CLAIRE.id, date(2026, 11, 20), date(2026, 11, 22))
    town.house.desk.duty.away(CLAIRE, CLAIRE.id, date(2026, 11, 20), date(2026, 11, 23))
    town.clock.forget()
    with town.house.store.read() as tx:
        assert [row["last_day"] for row in tx.rows("select last_day from absences")] == ["2026-11-23"]
