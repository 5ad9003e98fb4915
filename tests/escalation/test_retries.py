"""When to call again, and when to send again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.escalation.hours import Hours, Window
from helpline.escalation.retries import backoff, next_try

PARIS = ZoneInfo("Europe/Paris")
HOURS = Hours("Mo-Fr 09:00-12:00,14:00-18:00")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in the week of Monday 23 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


def _next(*tried: datetime, most: int = 3) -> datetime | None:
    window = next_try(tried, HOURS.windows(tried[-1], 6), most)
    return window.start if window else None


def test_it_tries_the_other_half_of_the_day_first() -> None:
    assert _next(at(23, 9, 30)) == at(23, 14)
    assert _next(at(23, 15)) == at(24, 9)


def test_it_never_tries_twice_in_one_half_day() -> None:
    rest_of_the_morning = Window(at(23, 10), at(23, 12))
    afternoon = Window(at(23, 14), at(23, 17))
    assert next_try([at(23, 9)], [rest_of_the_morning, afternoon]) == afternoon
    assert next_try([at(23, 9)], [rest_of_the_morning]) is None


def test_it_tries_another_hour_of_the_day_where_there_is_one() -> None:
    mornings = [Window(at(24, 9), at(24, 12)), Window(at(25, 14), at(25, 17))]
    assert next_try([at(23, 10)], mornings) == mornings[1]
    assert next_try([at(23, 10)], mornings[:1]) == mornings[0]


def test_it_reads_the_time_of_a_call_on_the_clock_of_the_line() -> None:
    nine_in_utc = at(23, 10).astimezone(ZoneInfo("UTC"))
    assert next_try([nine_in_utc], HOURS.windows(nine_in_utc, 6)) == Window(at(23, 14), at(23, 17))
    one_in_utc = at(23, 14).astimezone(ZoneInfo("UTC"))
    later = [Window(at(24, 14), at(24, 17)), Window(at(25, 9), at(25, 12))]
    assert next_try([one_in_utc], later) == later[1]


def test_it_stops_after_the_last_try() -> None:
    assert _next(at(23, 9), at(23, 14)) == at(24, 9)
    assert _next(at(23, 9), at(23, 14), at(24, 9)) is None
    assert _next(at(23, 9), most=1) is None


def test_it_takes_the_first_window_for_somebody_never_called() -> None:
    windows = HOURS.windows(at(23, 8), 2)
    assert next_try([], windows) == windows[0]
    assert next_try([], []) is None


def test_it_doubles_the_wait_up_to_five_minutes() -> None:
    waits = [backoff(tries, "m1") for tries in range(1, 8)]
    for wait, whole in zip(waits, [30, 60, 120, 240, 300, 300, 300], strict=True):
        assert wait is not None
        assert timedelta(seconds=whole) * 0.8 <= wait <= timedelta(seconds=whole)


def test_it_spreads_a_thousand_messages_over_the_wait() -> None:
    assert len({backoff(5, f"m{number}") for number in range(1000)}) > 990
    assert backoff(5, "m1") == backoff(5, "m1")


@given(st.text())
def test_it_gives_up_after_four_hours(message: str) -> None:
    waits = [backoff(tries, message) for tries in range(1, 80)]
    kept = [wait for wait in waits if wait is not None]
    total = sum(kept, timedelta())
    assert waits == kept + [None] * (len(waits) - len(kept))
    assert timedelta(hours=4) - timedelta(minutes=5) < total <= timedelta(hours=4)


@pytest.mark.parametrize("tries", [60, 5000])
def test_it_has_given_up_for_good(tries: int) -> None:
    assert backoff(tries, "m1") is None
