"""Who is on duty in a window, and when a window is full."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from helpline.escalation.hours import Window
from helpline.escalation.shifts import NO_ROTA, Absence, Promised, Rota, Shift

PARIS = ZoneInfo("Europe/Paris")
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), PARIS)


def window(first: int, last: int, day: date = MONDAY) -> Window:
    return Window(at(day, first), at(day, last))


def shift(helper: str, first: int, last: int, weekday: int = 0) -> Shift:
    return Shift(f"{helper}{weekday}{first}", helper, "ville", weekday, time(first), time(last))


MORNING = window(9, 12)


def test_who_has_a_shift_in_some_part_of_the_window_is_on_duty() -> None:
    rota = Rota([shift("claire", 9, 12), shift("karim", 11, 15), shift("lea", 14, 18), shift("omar", 9, 12, weekday=1)])
    assert rota.on_duty(MORNING) == ("claire", "karim")
    assert rota.on_duty(window(12, 14)) == ("karim",)
    assert rota.on_duty(window(9, 12, TUESDAY)) == ("omar",)


def test_who_has_two_shifts_in_a_window_is_named_once() -> None:
    assert Rota([shift("claire", 9, 10), shift("claire", 11, 12)]).on_duty(MORNING) == ("claire",)


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [(MONDAY, MONDAY, ()), (TUESDAY, TUESDAY, ("claire",)), (date(2026, 11, 1), MONDAY, ()), (MONDAY, TUESDAY, ())],
)
def test_who_is_away_is_not_on_duty(first: date, last: date, there: tuple[str, ...]) -> None:
    rota = Rota([shift("claire", 9, 12)], [Absence("a", "claire", first, last), Absence("b", "karim", MONDAY, MONDAY)])
    assert rota.on_duty(MORNING) == there


def test_a_shift_ends_when_it_says() -> None:
    rota = Rota([shift("claire", 9, 12)])
    assert rota.staffed(at(MONDAY, 9))
    assert rota.staffed(at(MONDAY, 11, 59))
    assert not rota.staffed(at(MONDAY, 12))
    assert not rota.staffed(at(MONDAY, 8, 59))


def test_a_line_without_shifts_counts_as_staffed() -> None:
    assert NO_ROTA.staffed(at(MONDAY, 3))
    assert NO_ROTA.on_duty(MORNING) == ()


def test_a_window_takes_so_many_callbacks_for_each_helper_and_hour() -> None:
    rota = Rota([shift("claire", 9, 12), shift("karim", 11, 15)], an_hour=4)
    assert rota.places(MORNING) == 16, "three hours and one"
    assert rota.places(window(12, 14)) == 8
    assert rota.places(window(15, 18)) == 0, "nobody is there"


def test_a_line_without_shifts_is_kept_by_one_helper() -> None:
    assert Rota(an_hour=4).places(MORNING) == 12


def test_a_short_stretch_takes_one_at_least() -> None:
    assert Rota([Shift("s", "claire", "ville", 0, time(9), time(9, 10))], an_hour=2).places(MORNING) == 1


def test_without_a_number_an_hour_a_window_is_never_full() -> None:
    crowd = [Promised(MORNING.start, MORNING.end, 500)]
    assert Rota([], [], crowd).has_room(MORNING)
    assert Rota([shift("karim", 14, 18)], [], crowd).has_room(MORNING)


def test_a_window_is_full_when_as_many_were_promised_as_it_takes() -> None:
    def with_promises(people: int) -> Rota:
        return Rota([], [], [Promised(MORNING.start, MORNING.end, people)], an_hour=1)

    assert with_promises(2).has_room(MORNING)
    assert not with_promises(3).has_room(MORNING)


def test_what_is_left_of_a_window_holds_the_promises_of_the_whole() -> None:
    rota = Rota([], [], [Promised(MORNING.start, MORNING.end, 2)], an_hour=1)
    late = Window(at(MONDAY, 10), MORNING.end)
    assert (rota.places(late), rota.promises(late), rota.has_room(late)) == (2, 2, False)


def test_promises_of_other_windows_do_not_count() -> None:
    tomorrow = timedelta(days=1)
    others = [Promised(MORNING.end, at(MONDAY, 18), 9), Promised(MORNING.start + tomorrow, MORNING.end + tomorrow, 9)]
    assert Rota([], [], others, an_hour=1).promises(MORNING) == 0


def test_a_window_told_with_a_fixed_offset_is_the_same_window() -> None:
    noted = Window(*(datetime.fromisoformat(end.isoformat()) for end in (MORNING.start, MORNING.end)))
    rota = Rota([shift("claire", 9, 12)], [], [Promised(MORNING.start, MORNING.end, 1)], an_hour=4)
    assert (rota.on_duty(noted), rota.places(noted), rota.promises(noted)) == (("claire",), 12, 1)
