"""Which moves of a ticket are allowed, and what they leave."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from helpline.escalation.ticket import (
    LEASE,
    LONGEST_QUESTION,
    NotAllowed,
    Ticket,
    answered,
    cancelled,
    claimed,
    closed,
    extended,
    handed,
    joined,
    lapsed,
    promised,
    released,
    unplanned,
)
from tests.escalation.given import HOUR, MINUTE, NOW, held, ticket

OVER = replace(ticket(), state="closed", outcome="solved", closed_at=NOW)

MOVES: dict[str, Callable[[Ticket], Ticket]] = {
    "joined": lambda before: joined(before, NOW, "asked"),
    "promised": lambda before: promised(before, NOW, NOW + HOUR, NOW),
    "claimed": lambda before: claimed(before, "h1", NOW),
    "extended": lambda before: extended(before, "h1", NOW),
    "released": lambda before: released(before, "h1", NOW),
    "unplanned": lambda before: unplanned(before, "h1", NOW),
    "handed": lambda before: handed(before, "h1", "h2", NOW),
    "answered": lambda before: answered(before, "h1", NOW),
    "closed": lambda before: closed(before, "solved", NOW, "h1"),
    "cancelled": lambda before: cancelled(before, NOW),
}


def _refused(move: Callable[[], Ticket]) -> str:
    with pytest.raises(NotAllowed) as caught:
        move()
    return caught.value.reason


@pytest.mark.parametrize("name", MOVES)
def test_it_allows_nothing_on_a_closed_ticket(name: str) -> None:
    assert _refused(lambda: MOVES[name](OVER)) == "closed"


@pytest.mark.parametrize("name", ["extended", "released", "unplanned", "handed", "answered"])
@pytest.mark.parametrize("before", [ticket(), held("h2", 5), held("h2", -5)])
def test_it_leaves_to_the_holder_what_is_the_holders(name: str, before: Ticket) -> None:
    assert _refused(lambda: MOVES[name](before)) == "not-yours"


def test_it_takes_nobody_for_the_holder_of_a_ticket_that_waits() -> None:
    assert _refused(lambda: extended(ticket(), "", NOW)) == "not-yours"


@pytest.mark.parametrize("name", ["claimed", "closed"])
def test_it_takes_nothing_from_a_colleague_at_work(name: str) -> None:
    assert _refused(lambda: MOVES[name](held("h2", 0.01))) == "claimed"
    assert MOVES[name](held("h2", 0)).helper == "h1"


def test_it_joins_the_open_ticket_and_keeps_its_place() -> None:
    after = joined(held("h1", 5), NOW, "asked", question="et le son aussi", entry="no-sound")
    assert after == replace(
        held("h1", 5), touched_at=NOW, contacts=2, question="mon écran est noir\net le son aussi", entry="no-sound"
    )


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        ("asked", "danger", "danger"),
        ("danger", "money", "danger"),
        ("unsolved", "money", "money"),
        ("money", "asked", "money"),
        ("unsolved", "asked", "unsolved"),
    ],
)
def test_it_becomes_graver_but_never_less_grave(first: str, then: str, kept: str) -> None:
    assert joined(ticket(why=first), NOW, then).why == kept


@pytest.mark.parametrize(("first", "then"), [(True, False), (False, True), (True, True)])
def test_it_stays_urgent_once_it_is(first: bool, then: bool) -> None:
    assert joined(ticket(urgent=first), NOW, "asked", urgent=then).urgent
    assert not joined(ticket(), NOW, "asked").urgent


def test_it_keeps_what_was_said_once_and_not_without_end() -> None:
    again = joined(ticket(), NOW, "asked", question="mon écran est noir")
    assert again.question == "mon écran est noir"
    assert joined(ticket(question=""), NOW, "asked", question="bonjour").question == "bonjour"
    assert joined(ticket(), NOW, "asked", question="x" * 9999).question == "x" * LONGEST_QUESTION


def test_it_promises_in_place_of_an_earlier_promise() -> None:
    once = promised(ticket(), NOW + HOUR, NOW + 2 * HOUR, NOW)
    assert promised(once, NOW, NOW + HOUR, NOW) == ticket(slot_start=NOW, slot_end=NOW + HOUR, touched_at=NOW)


@pytest.mark.parametrize(("start", "end"), [(-2, 0), (-3, -1), (2, 2), (2, 1)])
def test_it_promises_no_time_that_is_over_or_turned_round(start: int, end: int) -> None:
    assert _refused(lambda: promised(ticket(), NOW + start * HOUR, NOW + end * HOUR, NOW)) == "past"


def test_it_lends_a_ticket_for_fifteen_minutes_from_the_last_act() -> None:
    taken = claimed(ticket(), "h1", NOW)
    assert timedelta(minutes=15) == LEASE
    assert taken == ticket(state="claimed", helper="h1", claimed_until=NOW + LEASE, touched_at=NOW)
    assert claimed(taken, "h1", NOW + MINUTE).claimed_until == NOW + MINUTE + LEASE
    assert extended(taken, "h1", NOW + MINUTE).claimed_until == NOW + MINUTE + LEASE
    assert claimed(taken, "h1", NOW, 2 * MINUTE).claimed_until == NOW + 2 * MINUTE


def test_where_no_time_is_left_nothing_is_promised_any_more() -> None:
    before = replace(held("h1", 5), slot_start=NOW, slot_end=NOW + HOUR)
    after = unplanned(before, before.helper, NOW)
    assert (after.state, after.helper, after.slot_start, after.slot_end) == ("waiting", "", None, None)
    assert after.opened_at == before.opened_at


def test_it_goes_back_to_its_place_when_released() -> None:
    assert released(held("h1", 5), "h1", NOW) == ticket(touched_at=NOW)


def test_it_goes_back_by_itself_when_the_lease_is_over() -> None:
    assert lapsed(held("h1", 0), NOW) == ticket()
    assert lapsed(held("h1", 1), NOW) == held("h1", 1)
    assert lapsed(OVER, NOW) == OVER


def test_it_goes_to_a_colleague_with_a_fresh_lease() -> None:
    assert handed(held("h1", 1), "h1", "h2", NOW) == replace(held("h2", 15), touched_at=NOW)


def test_it_needs_another_word_after_a_call_that_was_answered() -> None:
    assert answered(held("h1", 1), "h1", NOW) == replace(held("h1", 15), touched_at=NOW, word_round=1)


def test_it_keeps_who_closed_it() -> None:
    after = closed(held("h1", 1), "referred", NOW, "h1")
    assert after == ticket(state="closed", helper="h1", outcome="referred", closed_at=NOW, touched_at=NOW)


def test_it_may_be_closed_by_the_house_when_nobody_has_it() -> None:
    assert closed(ticket(), "not-reached", NOW).helper == ""
    assert _refused(lambda: closed(held("h1", 1), "not-reached", NOW)) == "claimed"


def test_it_may_be_cancelled_by_the_person_even_in_a_helpers_hands() -> None:
    after = cancelled(held("h1", 5), NOW)
    assert (after.state, after.outcome, after.helper, after.claimed_until) == ("closed", "cancelled", "h1", None)
