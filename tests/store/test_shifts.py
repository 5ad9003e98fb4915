"""Shifts, days away, and how many were promised each window."""

from datetime import date, time, timedelta

import pytest

from helpline.escalation.shifts import Absence, Promised, Shift
from helpline.store import Store, helpers, shifts, tickets
from helpline.store.shapes import Broken
from tests.store.given import LINE, NOW, helper, ticket

MONDAY = Shift("s1", "h1", "one", 0, time(9), time(12, 30))
CHRISTMAS = Absence("a1", "h1", date(2026, 12, 24), date(2026, 12, 26))


@pytest.fixture
def staffed(store: Store) -> Store:
    with store.write() as tx:
        for id_ in ("h1", "h2"):
            helpers.add(tx, helper(id_))
    return store


def test_shifts_come_back_as_they_were_kept_monday_first(staffed: Store) -> None:
    friday = Shift("s0", "h1", "two", 4, time(8, 15), time(12))
    with staffed.write() as tx:
        assert shifts.add(tx, friday)
        assert shifts.add(tx, MONDAY)
        assert shifts.of_helper(tx, "h1") == [MONDAY, friday]
        assert shifts.of_line(tx, "one") == [MONDAY]
        assert shifts.of_helper(tx, "h2") == []


def test_two_shifts_do_not_begin_at_once(staffed: Store) -> None:
    with staffed.write() as tx:
        shifts.add(tx, MONDAY)
        assert not shifts.add(tx, Shift("s2", "h1", "one", 0, time(9), time(18)))
        assert shifts.add(tx, Shift("s3", "h2", "one", 0, time(9), time(18)))


def test_nobody_who_is_not_there_has_a_shift(staffed: Store) -> None:
    with pytest.raises(Broken), staffed.write() as tx:
        shifts.add(tx, Shift("s2", "nobody", "one", 0, time(9), time(18)))


def test_a_helper_drops_only_what_is_theirs(staffed: Store) -> None:
    with staffed.write() as tx:
        shifts.add(tx, MONDAY)
        shifts.add_absence(tx, CHRISTMAS)
        assert not shifts.drop(tx, "h2", "s1")
        assert not shifts.drop(tx, "h2", "a1")
        assert shifts.drop(tx, "h1", "s1")
        assert shifts.drop(tx, "h1", "a1")
        assert (shifts.of_helper(tx, "h1"), shifts.absences(tx, date(2026, 1, 1))) == ([], [])


def test_absences_last_until_their_last_day_is_over(staffed: Store) -> None:
    with staffed.write() as tx:
        shifts.add_absence(tx, CHRISTMAS)
        assert shifts.absences(tx, CHRISTMAS.last, "h1") == shifts.absences(tx, CHRISTMAS.last) == [CHRISTMAS]
        assert shifts.absences(tx, CHRISTMAS.last, "h2") == []
        assert shifts.absences(tx, CHRISTMAS.last + timedelta(days=1)) == []
        assert shifts.drop_absences_before(tx, CHRISTMAS.last) == 0
        assert shifts.drop_absences_before(tx, CHRISTMAS.last + timedelta(days=1)) == 1


def test_promises_are_counted_by_window(store: Store) -> None:
    hour = timedelta(hours=1)
    soon, later = (NOW + hour, NOW + 2 * hour), (NOW + 3 * hour, NOW + 4 * hour)
    with store.write() as tx:
        for number, (start, end) in enumerate((soon, soon, later)):
            tickets.add(tx, ticket(f"t{number}", person=f"+3363998{number:04}", slot_start=start, slot_end=end))
        tickets.add(tx, ticket("over", person="p4", slot_start=NOW - hour, slot_end=NOW))
        tickets.add(tx, ticket("done", person="p5", slot_start=soon[0], slot_end=soon[1], state="closed"))
        tickets.add(tx, ticket("far", person="p6", line="other", slot_start=soon[0], slot_end=soon[1]))
        tickets.add(tx, ticket("none", person="p7"))
        found = sorted(shifts.promised(tx, LINE, NOW), key=lambda each: each.start)
    assert found == [Promised(*soon, 2), Promised(*later, 1)]
