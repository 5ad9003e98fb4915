"""A promise is kept in its window; a wait falls in one of five stretches."""

from datetime import UTC, datetime, timedelta

import pytest

from helpline.escalation.kept import KEPT, WAITED, kept, waited

START = datetime(2026, 11, 24, 14, tzinfo=UTC)
END = START + timedelta(hours=3)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("touched", "outcome", "expected"),
    [
        ([START], "", "kept"),
        ([END], "solved", "kept"),
        ([START - MINUTE, START + MINUTE], "", "kept"),
        ([START + MINUTE, END + MINUTE], "", "kept"),
        ([END + MINUTE], "solved", "late"),
        ([START - MINUTE, END + MINUTE], "", "late"),
        ([START - MINUTE], "solved", "early"),
        ([], "", "missed"),
        ([], "not-reached", "missed"),
        ([], "cancelled", "withdrawn"),
        ([END + MINUTE], "cancelled", "late"),
    ],
)
def test_what_became_of_a_promise(touched: list[datetime], outcome: str, expected: str) -> None:
    assert kept(START, END, touched, outcome) == expected
    assert expected in KEPT


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0, "hour"),
        (1, "half-day"),
        (11.9, "half-day"),
        (12, "day"),
        (24, "three-days"),
        (72, "longer"),
        (900, "longer"),
    ],
)
def test_how_long_somebody_waited(hours: float, expected: str) -> None:
    assert waited(START, START + timedelta(hours=hours)) == expected
    assert expected in WAITED
