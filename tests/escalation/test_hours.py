"""When a line is open and when a callback can be promised, in the line's own place."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.escalation.hours import LONGEST, NOTICE, Hours, Window

PARIS = ZoneInfo("Europe/Paris")
OFFICE = "Mo-Fr 09:00-12:00,14:00-18:00"
DAILY = "09:00-12:00,14:00-18:00"


def paris(text: str) -> datetime:
    """A wall-clock time in Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def told(windows: tuple[Window, ...]) -> list[str]:
    """Windows with the offsets that people's watches have."""
    return [
        f"{window.start.isoformat(timespec='minutes')}/{window.end.isoformat(timespec='minutes')}" for window in windows
    ]


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2026-11-23 08:59:59", False),
        ("2026-11-23 09:00", True),
        ("2026-11-23 11:59:59", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 14:00", True),
        ("2026-11-22 10:00", False),  # a Sunday
        ("2028-02-29 10:00", True),  # a Tuesday that is there every four years
        ("2026-05-01 10:00", False),
        ("2026-07-14 10:00", False),
        ("2026-05-22 10:00", True),
        ("2026-04-06 10:00", False),  # Easter Monday
    ],
)
def test_it_is_open_in_its_hours_and_shut_on_public_holidays(when: str, is_open: bool) -> None:
    assert Hours(OFFICE).open_at(paris(when)) is is_open


@pytest.mark.parametrize(
    ("timezone", "subdivision", "day", "is_open"),
    [
        ("America/Martinique", "MQ", date(2026, 5, 22), False),
        ("America/Martinique", "MQ", date(2026, 5, 27), True),
        ("America/Guadeloupe", "GP", date(2026, 5, 27), False),
        ("Indian/Reunion", "RE", date(2027, 12, 20), False),
        ("America/Cayenne", "GY", date(2026, 6, 10), False),
        ("Indian/Mayotte", "YT", date(2026, 4, 27), False),
        ("Europe/Paris", "Alsace", date(2026, 4, 3), False),  # Good Friday
        ("Europe/Paris", "", date(2026, 4, 3), True),
    ],
)
def test_it_keeps_the_holidays_of_its_department(timezone: str, subdivision: str, day: date, is_open: bool) -> None:
    morning = datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo(timezone))
    assert Hours(OFFICE, timezone, "FR", subdivision).open_at(morning) is is_open


def test_it_reads_the_clock_of_its_own_place() -> None:
    ten_in_martinique = datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert Hours(OFFICE, "America/Martinique").open_at(ten_in_martinique)
    assert not Hours(OFFICE, "Indian/Reunion").open_at(ten_in_martinique)


def test_it_is_shut_on_the_days_that_it_says() -> None:
    hours = Hours(OFFICE, closures=(date(2026, 11, 24),))
    assert not hours.open_at(paris("2026-11-24 10:00"))
    assert hours.open_at(paris("2026-11-25 10:00"))
    assert told(hours.windows(paris("2026-11-23 17:00"), 1)) == ["2026-11-25T09:00+01:00/2026-11-25T12:00+01:00"]


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2026-10-25T00:59+00:00", False),  # 02:59 for the first time
        ("2026-10-25T01:00+00:00", False),  # 02:00 for the second time
        ("2026-10-25T02:00+00:00", True),  # 03:00
        ("2027-03-28T00:59+00:00", False),  # 01:59
        ("2027-03-28T01:00+00:00", True),  # 03:00, a minute later
        ("2027-03-28T01:30+00:00", True),
        ("2027-03-28T02:00+00:00", False),  # 04:00
    ],
)
def test_it_is_right_when_the_clocks_change(when: str, is_open: bool) -> None:
    assert Hours("03:00-04:00").open_at(datetime.fromisoformat(when)) is is_open


@pytest.mark.parametrize(
    ("eve", "window"),
    [
        ("2027-03-27 12:30", "2027-03-28T10:00+02:00/2027-03-28T12:00+02:00"),
        ("2026-10-24 12:30", "2026-10-25T10:00+01:00/2026-10-25T12:00+01:00"),
    ],
)
def test_it_promises_ten_tomorrow_as_the_clock_shows_it_then(eve: str, window: str) -> None:
    assert told(Hours("10:00-12:00").windows(paris(eve), 1)) == [window]


def test_it_promises_no_longer_than_three_hours_on_the_night_of_the_change() -> None:
    window = Hours("00:00-08:00").windows(paris("2027-03-27 22:00"), 1)[0]
    assert window.end.astimezone(UTC) - window.start.astimezone(UTC) == LONGEST


def test_it_closes_at_midnight_and_goes_on_after_it() -> None:
    hours = Hours("Mo-Sa 20:00-02:00")
    assert hours.open_at(paris("2026-11-23 23:59:59"))
    assert hours.open_at(paris("2026-11-24 00:00"))
    assert not hours.open_at(paris("2026-11-24 02:00"))
    assert not hours.open_at(paris("2026-11-11 01:00"))  # the holiday starts at midnight


def test_it_offers_one_window_a_half_day() -> None:
    assert told(Hours(OFFICE).windows(paris("2026-11-20 08:00"), 4)) == [
        "2026-11-20T09:00+01:00/2026-11-20T12:00+01:00",
        "2026-11-20T14:00+01:00/2026-11-20T17:00+01:00",
        "2026-11-23T09:00+01:00/2026-11-23T12:00+01:00",
        "2026-11-23T14:00+01:00/2026-11-23T17:00+01:00",
    ]
    assert told(Hours("Mo-Fr 09:00-18:00").windows(paris("2026-11-20 08:00"), 2)) == [
        "2026-11-20T09:00+01:00/2026-11-20T12:00+01:00",
        "2026-11-20T13:00+01:00/2026-11-20T16:00+01:00",
    ]


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-23 08:30", "2026-11-23T09:00+01:00/2026-11-23T12:00+01:00"),
        ("2026-11-23 08:31", "2026-11-23T09:30+01:00/2026-11-23T12:00+01:00"),  # half an hour's notice
        ("2026-11-23 09:10", "2026-11-23T10:00+01:00/2026-11-23T12:00+01:00"),
        ("2026-11-23 10:30", "2026-11-23T11:00+01:00/2026-11-23T12:00+01:00"),
        ("2026-11-23 10:31", "2026-11-23T14:00+01:00/2026-11-23T17:00+01:00"),  # too little is left of the morning
        ("2026-11-23 14:05", "2026-11-23T15:00+01:00/2026-11-23T18:00+01:00"),
        ("2026-11-23 23:59", "2026-11-24T09:00+01:00/2026-11-24T12:00+01:00"),
        ("2026-12-31 23:59", "2027-01-04T09:00+01:00/2027-01-04T12:00+01:00"),
    ],
)
def test_it_offers_the_running_half_day_only_while_enough_is_left(now: str, first: str) -> None:
    assert told(Hours(OFFICE).windows(paris(now), 1)) == [first]


def test_it_rings_nobody_at_night() -> None:
    assert told(Hours("24/7").windows(paris("2026-11-23 21:00"), 2)) == [
        "2026-11-24T08:00+01:00/2026-11-24T11:00+01:00",
        "2026-11-24T13:00+01:00/2026-11-24T16:00+01:00",
    ]


def test_it_rings_at_night_for_a_line_that_is_open_at_night_only() -> None:
    assert told(Hours("22:00-24:00").windows(paris("2026-11-23 12:00"), 1)) == [
        "2026-11-23T22:00+01:00/2026-11-24T00:00+01:00"
    ]


def test_it_offers_nothing_on_a_line_that_stays_shut() -> None:
    shut = Hours("2020 Mo 10:00-12:00")
    assert shut.windows(paris("2026-11-23 12:00"), 3) == ()
    assert shut.next_open(paris("2026-11-23 12:00")) is None


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:00"),
        ("2026-11-23 12:00", "2026-11-23 14:00"),
        ("2026-11-20 18:00", "2026-11-23 09:00"),
        ("2027-04-30 18:00", "2027-05-03 09:00"),
    ],
)
def test_it_knows_when_it_opens_next(now: str, opens: str) -> None:
    assert Hours(OFFICE).next_open(paris(now)) == paris(opens)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the strategy adds it
    st.sampled_from([OFFICE, DAILY, "24/7", "Mo-Sa 08:30-19:30", "Tu,Th 17:00-20:00"]),
    st.sampled_from(["Europe/Paris", "America/Martinique", "Indian/Reunion", "Pacific/Noumea"]),
)
def test_it_only_promises_time_in_which_it_is_open(now: datetime, osm: str, timezone: str) -> None:
    hours = Hours(osm, timezone)
    windows = hours.windows(now, 5)
    assert len(windows) == 5
    earliest = now + NOTICE
    for window in windows:
        start, end = window.start.astimezone(UTC), window.end.astimezone(UTC)
        assert earliest <= start < end <= start + LONGEST
        assert hours.open_at(start)
        assert hours.open_at(start + (end - start) / 2)
        assert hours.open_at(end - timedelta(microseconds=1))
        earliest = end


@pytest.mark.parametrize("osm", ["", "lundi 9h-12h", "Mo-Xx 09:00-12:00", "Mo-Fr 25:00-26:00"])
def test_it_names_hours_that_it_cannot_read(osm: str) -> None:
    with pytest.raises(ValueError, match=f"OpenStreetMap writes them: '{osm}'"):
        Hours(osm)


def test_it_refuses_hours_that_claim_to_be_open_on_public_holidays() -> None:
    assert Hours(f"{OFFICE}; PH off").open_at(paris("2026-11-23 10:00"))
    with pytest.raises(ValueError, match="PH can only be off"):
        Hours(f"{OFFICE}; PH 10:00-12:00")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("Europe/Parys", "FR", ""), "no such time zone: Europe/Parys"),
        (("../etc/passwd", "FR", ""), "no such time zone"),
        (("Europe/Paris", "QQ", ""), "no public holidays are known for: QQ"),
        (("Europe/Paris", "FR", "ZZ"), "no public holidays are known for: FR ZZ"),
    ],
)
def test_it_names_a_place_that_it_does_not_know(place: tuple[str, str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Hours(OFFICE, *place)


def test_people_are_written_to_unasked_by_day_only_and_on_working_days() -> None:
    hours = Hours("Mo-Su 00:00-24:00", closures=(date(2026, 11, 24),))
    by_day = {
        "2026-11-23T09:00": True,
        "2026-11-23T08:59": False,
        "2026-11-23T18:59": True,
        "2026-11-23T19:00": False,
        "2026-11-24T12:00": False,  # a closure
        "2026-11-28T12:00": True,  # a Saturday
        "2026-11-29T12:00": False,  # a Sunday
        "2026-12-25T12:00": False,  # Christmas
    }
    assert {when: hours.may_write(paris(when).astimezone(UTC)) for when in by_day} == by_day


def test_days_of_a_place_follow_each_other_when_clocks_change() -> None:
    hours = Hours(OFFICE)
    lengths = {day: hours.span_of(date.fromisoformat(day)) for day in ("2026-03-29", "2026-10-25", "2026-11-24")}
    assert [(end - start) // timedelta(hours=1) for start, end in lengths.values()] == [23, 25, 24]
    assert hours.span_of(date(2026, 3, 29))[1] == hours.span_of(date(2026, 3, 30))[0]
    assert hours.day(datetime(2026, 11, 23, 22, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert hours.day(datetime(2026, 11, 23, 23, tzinfo=UTC)) == date(2026, 11, 24)
