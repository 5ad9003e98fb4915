"""A report adds up the days, hides what is small, and hands out nothing that would betray it."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from helpline.escalation.hours import Hours
from helpline.lines import Line
from helpline.reports import Period, Reports
from helpline.store import Store

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # the 25th in Paris, the 24th in Martinique
TOPICS = {"wifi-key": "internet", "no-internet": "internet", "printer": "device"}


def line(id: str, zone: str) -> Line:  # noqa: A002 - the field is called so
    """A line somewhere."""
    hours = Hours("Mo-Fr 09:00-12:00", zone)
    return Line(id, f"+3319900000{len(id)}", {"fr": id}, "Mairie", ("fr",), hours, "FR", "", (), (), 0, True)


@pytest.fixture
def reports(store: Store) -> Reports:
    lines = [line("ville", "Europe/Paris"), line("ile", "America/Martinique")]
    return Reports(store, {one.number: one for one in lines}, lambda: NOW, TOPICS)


def kept(reports: Reports, rows: Mapping[tuple[str, str, str, str], int]) -> None:
    """Days as the clock writes them: day of November, line, what, name."""
    with reports.store.write() as tx:
        for (day, line_id, what, name), count in rows.items():
            tx.run(
                "insert into days (day, line, what, name, count) values (:day, :line, :what, :name, :count)",
                day=f"2026-11-{day}", line=line_id, what=what, name=name, count=count,
            )  # fmt: skip


def table(period: Period, name: str) -> dict[str, int | None]:
    """A table's rows."""
    return {cell.name: cell.count for one in period.tables if one.name == name for cell in one.cells}


def test_days_and_lines_are_added_up_and_older_ones_left_out(reports: Reports) -> None:
    kept(reports, {
        ("25", "ville", "bot", "solved"): 3, ("24", "ile", "bot", "solved"): 4, ("19", "ville", "bot", "solved"): 2,
        ("18", "ville", "bot", "solved"): 90, ("25", "gone", "bot", "solved"): 90,
    })  # fmt: skip
    period = reports.period(7)
    assert (period.first, period.last) == (date(2026, 11, 19), date(2026, 11, 25))
    assert table(period, "bot") == {"solved": 9, "unsolved": 0, "missed": 0}


def test_answers_are_told_by_topic_and_segments_by_line(reports: Reports) -> None:
    kept(reports, {
        ("25", "ville", "answered", "wifi-key"): 6, ("25", "ville", "answered", "no-internet"): 5,
        ("24", "ville", "answered", "printer"): 8, ("24", "ville", "answered", "no-more-there"): 9,
        ("24", "ville", "segments", "sent"): 50, ("24", "ile", "segments", "sent"): 70,
    })  # fmt: skip
    period = reports.period(28)
    assert table(period, "topic") == {"internet": 11, "other": 9, "device": 8}
    assert table(period, "segments") == {"ile": 70, "ville": 50}


def test_no_small_count_of_a_day_can_be_worked_out_from_the_report(reports: Reports) -> None:
    kept(reports, {
        **{(f"{day}", "ville", "bot", "solved"): count for day, count in ((25, 2), (24, 8), (23, 30), (22, 40))},
        **{(f"{day}", "ville", "bot", "unsolved"): 1 for day in (25, 24, 23)},
        ("25", "ville", "bot", "missed"): 7,
    })  # fmt: skip
    period = reports.period(7)
    assert table(period, "bot") == {"solved": 80, "unsolved": None, "missed": None}
    assert period.days == (
        ("2026-11-22", "ville", "bot", "solved", 40),
        ("2026-11-23", "ville", "bot", "solved", 30),
    ), "the 8 would betray the 2, and a row that is hidden in the report is not told by its days"


def test_a_report_of_nothing_has_empty_tables(reports: Reports) -> None:
    period = reports.period(7)
    assert {one.cells for one in period.tables} == {()}
    assert period.days == ()


def test_the_file_holds_the_report_and_no_more(reports: Reports, tmp_path: Path) -> None:
    kept(reports, {("25", "ville", "bot", "solved"): 12, ("25", "ville", "contact", "text"): 3})
    (tmp_path / "figures.db").write_bytes(reports.file(7))
    database = sqlite3.connect(tmp_path / "figures.db")
    tables = {row[0] for row in database.execute("select name from sqlite_master where type = 'table'")}
    assert tables == {"figures", "days", "scams"}
    assert ("bot", "solved", 12) in database.execute("select * from figures").fetchall()
    assert database.execute("select * from days").fetchall() == [
        ("2026-11-25", "ville", "bot", "solved", 12),
    ]
    database.close()
