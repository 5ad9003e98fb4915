"""The pages of figures: no person, no word of a text."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from helpline.console.knock import members
from helpline.console.parts import reports

PERIODS = (7, 28, 91)  # days: whole weeks, so that periods compare


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    console.add_url_rule("/reports", "reports", shown)


@members
def shown() -> ResponseReturnValue:
    """The figures of a period, on the lines of who reads them."""
    days = request.args.get("days", PERIODS[1], type=int)
    chosen = days if days in PERIODS else PERIODS[1]
    return render_template(
        "desk/reports.html", days=chosen, periods=PERIODS, scams=reports().scams(chosen, g.helper.lines)
    )
