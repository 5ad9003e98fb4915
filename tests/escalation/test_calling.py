"""A call's states only rise, in whatever order and how often the carrier tells of them."""

from datetime import timedelta
from itertools import permutations

import pytest

from helpline.escalation.calling import LONGEST, LOST_AFTER, Call, ended, lost, of_helper, of_person, risen
from tests.escalation.given import NOW

ASKED = Call("c1", "t1", "claire", "demo", "asked", NOW)


def test_a_call_goes_from_the_helper_s_phone_to_the_person_s() -> None:
    call = of_helper(ASKED, "ringing", NOW)
    call = risen(call, "accepted", NOW)
    call = of_person(call, "in-progress", NOW)
    assert (call.state, call.answered_at) == ("talking", NOW)
    call = of_person(call, "completed", NOW)
    assert (call.state, call.result) == ("ended", "answered")


@pytest.mark.parametrize(
    ("status", "result"),
    [("busy", "busy"), ("no-answer", "no-answer"), ("failed", "failed"), ("canceled", "no-answer")],
)
def test_a_person_who_is_not_reached_is_told_by_the_status(status: str, result: str) -> None:
    assert of_person(risen(ASKED, "accepted", NOW), status, NOW).result == result


@pytest.mark.parametrize(
    ("status", "result"),
    [("completed", "not-accepted"), ("busy", "busy"), ("no-answer", "no-answer"), ("canceled", "cancelled")],
)
def test_a_helper_who_presses_nothing_has_not_accepted(status: str, result: str) -> None:
    assert of_helper(ASKED, status, NOW).result == result


def test_reports_in_any_order_end_alike() -> None:
    reports = [(of_helper, "ringing"), (of_person, "in-progress"), (of_person, "completed"), (of_helper, "completed")]
    ends = set()
    for order in permutations(reports):
        call = risen(ASKED, "accepted", NOW)
        for hear, status in (*order, *order):
            call = hear(call, status, NOW)
        ends.add(call.state)
    assert ends == {"ended"}


def test_the_first_end_counts_and_unknown_words_change_nothing() -> None:
    over = ended(ASKED, "busy", NOW)
    assert ended(over, "answered", NOW) == over
    assert risen(over, "talking", NOW) == over
    assert of_helper(ASKED, "queued", NOW) == of_person(ASKED, "initiated", NOW) == ASKED


def test_what_nobody_hears_of_is_lost() -> None:
    assert not lost(ASKED, NOW + LOST_AFTER)
    assert lost(ASKED, NOW + LOST_AFTER + timedelta(seconds=1))
    talking = risen(ASKED, "talking", NOW)
    assert not lost(talking, NOW + LONGEST)
    assert lost(talking, NOW + LONGEST + timedelta(seconds=1))
