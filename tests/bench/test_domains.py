"""The measure of the look-up builds what it says, and asks it."""

from helpline.bench.domains import look_up


def test_it_takes_them_all_in_and_asks() -> None:
    told = look_up(2000)
    assert told.domains == 2000
    assert told.size > 2000 * 20
    assert 0 < told.middle <= told.slow
