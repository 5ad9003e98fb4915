"""The figures for a spreadsheet, in the words of the console."""

import csv
import io
from collections.abc import Iterable, Iterator

from helpline.console.parts import reports
from helpline.console.speech import named, t, told_on
from helpline.reports import Period, Scams

Row = tuple[str, str, str | int]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def row_named(table: str, row: str) -> str:
    """The words for a row of a table; segments have a row a line."""
    if table != "segments":
        return named(table, row)
    line = next((line for line in reports().lines.values() if line.id == row), None)
    return line.name[told_on(line)] if line else row


def figures_of(period: Period, scams: Scams) -> Iterator[Row]:
    """All tables as rows: of what, name, count or the word for a hidden one."""
    yield t("sheet-table"), t("sheet-row"), t("reports-count")
    for one in period.tables:
        title = named("figures", one.name)
        for cell in one.cells:
            yield title, row_named(one.name, cell.name), t("reports-secret") if cell.count is None else cell.count
        if one.cells:
            yield title, t("reports-total"), t("reports-secret") if one.total is None else one.total
    for kind in scams.kinds:
        yield t("reports-kinds"), named("kind", kind.name or "none"), kind.count if kind.told else t("reports-few")
    for domain in scams.domains:
        yield t("reports-domains"), domain.name, domain.count


def written(rows: Iterable[Row]) -> bytes:
    """CSV as spreadsheets open it: UTF-8 with its mark, and nothing that they would take for a formula."""
    paper = io.StringIO(newline="")
    csv.writer(paper).writerows([_plain(value) for value in row] for row in rows)
    return paper.getvalue().encode("utf-8-sig")


def _plain(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
