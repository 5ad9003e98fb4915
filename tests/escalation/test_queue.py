"""Who is next, and the word that says why."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.escalation.queue import LEVELS, Placed, Why, ordered, rank
from helpline.escalation.ticket import Ticket, joined
from tests.escalation.given import DAY, HOUR, MINUTE, NOW, held, ticket


def _slot(start: float, end: float) -> dict[str, Any]:
    return {"slot_start": NOW + start * HOUR, "slot_end": NOW + end * HOUR}


IN_ORDER: list[tuple[Ticket, Why]] = [
    (ticket("z", why="danger", opened_at=NOW), "danger"),
    (ticket("y", why="money", opened_at=NOW - 2 * HOUR), "money"),
    (ticket("x", why="money", opened_at=NOW), "money"),
    (ticket("w", **_slot(-5, -4)), "late"),
    (ticket("v", **_slot(-2, 0)), "late"),
    (ticket("u", **_slot(-1, 0.5)), "ending"),
    (ticket("t", **_slot(-3, 1)), "now"),
    (ticket("s", urgent=True), "urgent"),
    (ticket("r", opened_at=NOW - 3 * DAY), "waiting"),
    (ticket("q", opened_at=NOW - DAY), "waiting"),
    (ticket("p", opened_at=NOW - 9 * DAY, urgent=True, **_slot(0.01, 2)), "planned"),
    (ticket("o", opened_at=NOW - 9 * DAY, **_slot(1, 2)), "planned"),
]


def test_it_puts_first_who_needs_it_first_and_says_why() -> None:
    assert ordered([one for one, _ in reversed(IN_ORDER)], NOW) == [Placed(one, why) for one, why in IN_ORDER]


def test_it_orders_alike_however_the_tickets_come() -> None:
    some = [one for one, _ in IN_ORDER[1:6]]
    assert len({tuple(placed.ticket.id for placed in ordered(mixed, NOW)) for mixed in permutations(some)}) == 1


def test_it_knows_when_a_promise_starts_and_when_it_is_broken() -> None:
    promise = ticket(**_slot(1, 2))
    at = {hours: rank(promise, NOW + hours * HOUR).why for hours in (0.99, 1, 1.49, 1.5, 1.99, 2)}
    assert at == {0.99: "planned", 1: "now", 1.49: "now", 1.5: "ending", 1.99: "ending", 2: "late"}


def test_it_waits_for_no_window_when_there_is_danger_or_money_just_lost() -> None:
    assert rank(ticket(why="danger", **_slot(24, 27)), NOW).why == "danger"
    assert rank(ticket(why="money", **_slot(24, 27)), NOW).why == "money"


def test_money_lost_by_somebody_who_waits_already_is_just_lost_too() -> None:
    waits = ticket(why="asked", opened_at=NOW - 2 * DAY, **_slot(48, 51))
    assert rank(joined(waits, NOW, "money"), NOW + HOUR).why == "money"
    assert rank(joined(waits, NOW, "money"), NOW + DAY).why == "planned"


def test_it_counts_money_as_just_lost_for_a_day() -> None:
    lost = ticket(why="money", opened_at=NOW)
    assert rank(lost, NOW + DAY - MINUTE).why == "money"
    assert rank(lost, NOW + DAY).why == "urgent"


def test_it_leaves_out_what_a_colleague_has_and_what_is_over() -> None:
    over = ticket("over", state="closed", outcome="solved", closed_at=NOW)
    assert ordered([held("h1", 1, "held"), held("h1", 0, "left alone"), over], NOW) == [
        Placed(held("h1", 0, "left alone"), "waiting")
    ]


def test_it_keeps_equal_tickets_in_one_order() -> None:
    assert [placed.ticket.id for placed in ordered([ticket("b"), ticket("a")], NOW)] == ["a", "b"]


@pytest.mark.parametrize("why", LEVELS)
def test_it_gives_every_reason_to_some_ticket(why: Why) -> None:
    assert why in {rank(one, NOW).why for one, _ in IN_ORDER}


@given(st.floats(0, 10_000), st.floats(0, 10_000))
def test_it_never_lets_the_longer_wait_come_second(one: float, other: float) -> None:
    first, second = ticket("a", opened_at=NOW - one * MINUTE), ticket("b", opened_at=NOW - other * MINUTE)
    if first.opened_at != second.opened_at:
        assert (rank(first, NOW) < rank(second, NOW)) == (first.opened_at < second.opened_at)
