"""Times and lists come back from a row as they went in, and sort as text."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.store.rows import list_of, list_text, moment, new_id, text_of, time_of
from tests.store.given import NOW

MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(MOMENTS, MOMENTS)
def test_it_writes_times_that_sort_as_they_follow(one: datetime, other: datetime) -> None:
    assert (text_of(one) < text_of(other)) == (one < other)
    assert moment(text_of(one)) == one


def test_it_writes_a_whole_second_as_long_as_any_other() -> None:
    assert (
        text_of(datetime(2026, 11, 22, 10, 30, tzinfo=ZoneInfo("Europe/Paris"))) == "2026-11-22T09:30:00.000000+00:00"
    )


def test_it_tells_both_passes_of_the_repeated_hour_apart() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Paris"))
    assert text_of(first) < text_of(first.replace(fold=1))


def test_it_refuses_a_time_that_could_be_any() -> None:
    with pytest.raises(ValueError, match="without an offset"):
        text_of(NOW.replace(tzinfo=None))


def test_it_keeps_no_time_as_none() -> None:
    assert text_of(None) is None
    assert time_of(None) is None
    assert time_of(text_of(datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1))))) == datetime(
        2025, 12, 31, 23, tzinfo=UTC
    )


@given(st.lists(st.text()))
def test_it_gives_back_a_list_as_it_was(values: list[str]) -> None:
    assert list_of(list_text(values)) == tuple(values)


def test_it_makes_ids_that_sort_as_they_were_made() -> None:
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(set(ids))
    assert {len(name) for name in ids} == {32}
