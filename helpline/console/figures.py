"""The pages of figures: no person, no word of a text; and today's board, for those who see people."""

from flask import Blueprint, Response, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from helpline.charts import bars
from helpline.console.knock import anyone, helpers_only, members
from helpline.console.parts import desk, reports
from helpline.console.sheet import figures_of, row_named, written
from helpline.console.shown import promised
from helpline.console.speech import named
from helpline.reports import TABLES, Period

PERIODS = (7, 28, 91)  # days: whole weeks, so that periods compare
PICTURE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"  # it brings its colours with it


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    console.add_url_rule("/today", "today", today)
    console.add_url_rule("/reports", "reports", shown)
    console.add_url_rule("/accessibility", "accessibility", accessibility)
    console.add_url_rule("/reports/chart/<name>.svg", "chart", chart)
    console.add_url_rule("/reports.csv", "reports_csv", sheet)
    console.add_url_rule("/reports.db", "reports_db", database)


@anyone
def accessibility() -> ResponseReturnValue:
    """How accessible the pages are, and whom to write to: law asks for it (directive (EU) 2016/2102, article 7)."""
    if current_user.is_authenticated:
        g.helper = current_user.helper  # who came from the desk finds the way back, and reads their own language
    partners = dict.fromkeys(line.partner for line in desk().lines.values())
    return render_template("desk/accessibility.html", partners=", ".join(partners))


@helpers_only
def today() -> ResponseReturnValue:
    """How the day goes."""
    board = reports().today()
    return render_template(
        "desk/today.html",
        board=board,
        late=promised(board.late),
        soon=promised(board.soon),
        on_duty=desk().duty.on_duty(g.helper),
    )


def _chosen() -> int:
    days = request.args.get("days", PERIODS[1], type=int)
    return days if days in PERIODS else PERIODS[1]


@members
def shown() -> ResponseReturnValue:
    """The figures of a period."""
    days = _chosen()
    return render_template(
        "desk/reports.html",
        days=days,
        periods=PERIODS,
        period=reports().period(days),
        scams=reports().scams(days),
        row_named=row_named,
    )


@members
def chart(name: str) -> ResponseReturnValue:
    """One table as a picture."""
    if name not in TABLES:
        abort(404)
    table = next(table for table in reports().period(_chosen()).tables if table.name == name)
    counts = [(row_named(name, cell.name), cell.count) for cell in table.cells]
    drawn = Response(bars(named("figures", name), counts), content_type="image/svg+xml")
    drawn.headers["Content-Security-Policy"] = PICTURE
    return drawn


@members
def sheet() -> ResponseReturnValue:
    """The figures for a spreadsheet."""
    period, scams = reports().period(_chosen()), reports().scams(_chosen())
    return _handed_out(written(figures_of(period, scams)), "text/csv; charset=utf-8", period, "csv")


@members
def database() -> ResponseReturnValue:
    """The figures for Datasette."""
    return _handed_out(reports().file(_chosen()), "application/vnd.sqlite3", reports().period(_chosen()), "db")


def _handed_out(content: bytes, kind: str, period: Period, ending: str) -> Response:
    answer = Response(content, content_type=kind)
    name = f"helpline-{period.first}-{period.last}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
