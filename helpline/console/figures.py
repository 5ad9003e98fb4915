"""The pages of figures: no person, no word of a text."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from helpline.console.knock import anyone, members
from helpline.console.parts import desk, reports

PERIODS = (7, 28, 91)  # days: whole weeks, so that periods compare


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    console.add_url_rule("/reports", "reports", shown)
    console.add_url_rule("/accessibility", "accessibility", accessibility)


@anyone
def accessibility() -> ResponseReturnValue:
    """How accessible the pages are, and whom to write to: law asks for it (directive (EU) 2016/2102, article 7)."""
    partners = dict.fromkeys(line.partner for line in desk().lines.values())
    return render_template("desk/accessibility.html", partners=", ".join(partners))


@members
def shown() -> ResponseReturnValue:
    """The figures of a period."""
    days = request.args.get("days", PERIODS[1], type=int)
    chosen = days if days in PERIODS else PERIODS[1]
    return render_template("desk/reports.html", days=chosen, periods=PERIODS, scams=reports().scams(chosen))
