"""Days are counted as often as one likes and stay when what they were counted from is gone; no person is in them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from helpline.store import Store, days, marks, messages, people, tickets
from helpline.store.days import Day
from helpline.store.shapes import Tx
from helpline.store.tickets import Move
from tests.store.given import LINE, NOW, OTHER, PERSON, message, ticket

DAY = date(2026, 11, 23)
SINCE = datetime(2026, 11, 22, 23, tzinfo=UTC)  # midnight in Paris
UNTIL = SINCE + timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def counted(tx: Tx, now: datetime = UNTIL) -> dict[tuple[str, str], int]:
    """The day's figures."""
    return dict(days.counts(tx, LINE, SINCE, UNTIL, now))


def says(tx: Tx, id: str, **changes: Any) -> None:  # noqa: A002 - the field is called so
    """A person says something."""
    messages.add(tx, message(id, **{"direction": "in", "author": "person", "state": "heard", **changes}))


def test_a_person_counts_once_a_day_on_each_channel(store: Store) -> None:
    with store.write() as tx:
        says(tx, "m1")
        says(tx, "m2", created_at=NOW + HOUR)
        says(tx, "m3", person=OTHER)
        says(tx, "m4", person=OTHER, state="ignored", created_at=NOW)
        says(tx, "m5", line="another")
        messages.add(tx, message("m6", channel="voice", state="replied", segments=9))
        messages.add(tx, message("m7", person="+33639981009", author="h1", state="sent"))
        assert counted(tx) == {("contact", "text"): 2, ("contact", "voice"): 1}


def test_a_day_begins_at_midnight_of_the_place_and_ends_before_the_next(store: Store) -> None:
    with store.write() as tx:
        for place, when in enumerate((SINCE - MINUTE, SINCE, UNTIL - MINUTE, UNTIL)):
            says(tx, f"m{place}", person=f"+3363998100{place}", created_at=when)
            marks.add(tx, LINE, "solved", "wifi-key", when)
        assert counted(tx) == {("contact", "text"): 2, ("bot", "solved"): 2}


def test_marks_tell_what_was_answered_and_whether_it_helped(store: Store) -> None:
    with store.write() as tx:
        for kind, detail in (
            ("answered", "wifi-key"), ("answered", "wifi-key"), ("answered", "printer"),
            ("solved", "wifi-key"), ("unsolved", "printer"), ("missed", ""), ("stop", ""), ("still-solved", "printer"),
        ):  # fmt: skip
            marks.add(tx, LINE, kind, detail, NOW)
        assert counted(tx) == {
            ("answered", "wifi-key"): 2, ("answered", "printer"): 1,
            ("bot", "solved"): 1, ("bot", "unsolved"): 1, ("bot", "missed"): 1,
        }  # fmt: skip


def test_segments_are_of_texts_that_went_out(store: Store) -> None:
    with store.write() as tx:
        for place, state in enumerate(("replied", "sent", "delivered", "failed", "queued", "cancelled")):
            messages.add(tx, message(f"m{place}", state=state, segments=10**place))
        says(tx, "in", segments=7)
        messages.add(tx, message("call", state="replied", channel="voice", author="h1", segments=7))
        assert counted(tx)["segments", "sent"] == 1111


def test_tickets_count_on_the_day_they_open_and_on_the_day_they_close(store: Store) -> None:
    with store.write() as tx:
        tickets.add(tx, ticket("t1", opened_at=SINCE - HOUR, state="closed", outcome="solved", closed_at=NOW))
        tickets.add(tx, ticket("t2", why="danger"))
        tickets.add(tx, ticket("t3", person=OTHER, opened_at=SINCE - HOUR))
        assert counted(tx) == {("opened", "danger"): 1, ("outcome", "solved"): 1}


def touches(tx: Tx, id: str, kind: str, when: datetime, helper: str = "h1") -> None:  # noqa: A002 - as above
    """Something happens to a ticket."""
    tickets.add_move(tx, Move(id, kind, when, helper))


@pytest.mark.parametrize(
    ("kind", "helper", "hours", "expected"),
    [
        ("called", "h1", 2, "kept"), ("word-shown", "h1", 2, "kept"), ("closed", "h1", 2, "kept"),
        ("closed", "", 2, "missed"), ("claimed", "h1", 2, "missed"), ("replied", "h1", 2, "missed"),
        ("called", "h1", 1, "early"), ("called", "h1", 5, "late"), ("called", "h1", 0, "missed"),
    ],
)  # fmt: skip
def test_a_promise_is_judged_by_what_helpers_did_since_it_was_given(
    store: Store, kind: str, helper: str, hours: int, expected: str
) -> None:
    slot = {"slot_start": SINCE + 10 * HOUR, "slot_end": SINCE + 12 * HOUR}
    with store.write() as tx:
        tickets.add(tx, ticket("t1", opened_at=SINCE, **slot))
        touches(tx, "t1", "promised", SINCE + 8.5 * HOUR, "")
        touches(tx, "t1", kind, SINCE + (8 + hours) * HOUR, helper)
        found = {name: count for (what, name), count in counted(tx).items() if what == "callback"}
        assert found == {expected: 1}


def test_a_promise_is_not_judged_before_its_window_is_over(store: Store) -> None:
    with store.write() as tx:
        tickets.add(tx, ticket("t1", slot_start=NOW + HOUR, slot_end=NOW + 2 * HOUR))
        assert ("callback", "missed") not in counted(tx, NOW)
        assert counted(tx, NOW + 2 * HOUR)["callback", "missed"] == 1


def test_a_wait_ends_with_the_first_thing_a_helper_does_for_the_person(store: Store) -> None:
    with store.write() as tx:
        for place, (ago, moves) in enumerate(
            (
                (2, [("claimed", 0), ("replied", 1)]),
                (0.5, [("called", 0), ("called", 1), ("word-shown", 2)]),
                (48, [("closed", 0)]),
                (48, [("called", -40), ("called", 0)]),  # first called on another day
            )
        ):
            tickets.add(tx, ticket(f"t{place}", person=f"+3363998101{place}", opened_at=NOW - ago * HOUR))
            for kind, minutes in moves:
                touches(tx, f"t{place}", kind, NOW + minutes * (HOUR if minutes < 0 else MINUTE))
        found = counted(tx)
    assert {name: count for (what, name), count in found.items() if what == "waited"} == {
        "half-day": 1, "hour": 1, "three-days": 1,
    }  # fmt: skip
    assert {name: count for (what, name), count in found.items() if what == "try"} == {"called": 3, "word-shown": 1}


def recount(tx: Tx) -> None:
    """Count the day again."""
    days.recount(tx, LINE, DAY, SINCE, UNTIL, UNTIL)


def test_a_day_counted_again_is_the_same_and_takes_in_what_is_new(store: Store) -> None:
    with store.write() as tx:
        says(tx, "m1")
        recount(tx)
        recount(tx)
        once = [Day("2026-11-23", LINE, "contact", "text", 1)]
        assert days.since(tx, DAY, [LINE]) == once
        says(tx, "m2", person=OTHER)
        recount(tx)
        assert [day.count for day in days.since(tx, DAY, [LINE])] == [2]
        assert days.since(tx, DAY + timedelta(days=1), [LINE]) == []
        assert days.since(tx, DAY, ["another"]) == []
        assert days.since(tx, DAY, []) == []


def test_an_empty_day_is_known_to_be_counted(store: Store) -> None:
    with store.write() as tx:
        assert days.last(tx, LINE) is None
        recount(tx)
        assert days.last(tx, LINE) == DAY
        assert days.since(tx, DAY, [LINE]) == []


def test_figures_stay_and_no_person_is_in_them(store: Store) -> None:
    with store.write() as tx:
        says(tx, "m1", body="mon écran est noir")
        tickets.add(tx, ticket("t1"))
        recount(tx)
        people.erase(tx, PERSON, "digest", NOW)
        messages.delete_before(tx, UNTIL)
    with store.read() as tx:
        kept = tx.rows("select * from days")
        assert {row["what"] for row in kept} == {"contact", "opened", "counted"}
        assert PERSON not in str(kept)
        assert "noir" not in str(kept)
