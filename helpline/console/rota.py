"""The page of shifts: what each line has ahead, and when helpers are there."""

from collections.abc import Callable
from datetime import date, time
from typing import TypeVar

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date  # type: ignore[import-untyped]

from helpline.console.knock import helpers_only
from helpline.console.parts import desk
from helpline.console.shown import slot_told
from helpline.console.speech import clock, t
from helpline.drawer import Refused, may_see
from helpline.duty import Duty

Read = TypeVar("Read", time, date)

MONDAY = date(2024, 1, 1)
OF_THE_FORM = ("shift-ends", "shift-twice", "shift-many", "away-ends", "away-many")


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    console.add_url_rule("/rota", "rota", rota)
    for action in (add_shift, add_absence, drop_shift):
        console.add_url_rule(f"/rota/{action.__name__}", action.__name__, action, methods=["POST"])


def _duty() -> Duty:
    return desk().duty


@helpers_only
def rota() -> ResponseReturnValue:
    """What is ahead, and the shifts of one helper: one's own where nobody else is named."""
    return _page(request.args.get("helper", ""))


def _page(helper_id: str, **more: str) -> str:
    """The page; `more` is what was filled in, and why it was refused."""
    whose = _duty().whose(g.helper)
    shown = next((each for each in whose if each.id == (helper_id or g.helper.id)), g.helper)
    shifts, absences = _duty().of_helper(g.helper, shown.id)
    return render_template(
        "desk/rota.html",
        ahead=_duty().ahead(g.helper),
        line_of=desk().line,
        slot_told=slot_told,
        clock=clock,
        whose=whose,
        shown=shown,
        shifts=shifts,
        absences=absences,
        lines=[line.id for line in desk().lines.values() if may_see(shown, line.id) and may_see(g.helper, line.id)],
        days=[str(format_date(MONDAY.replace(day=number), "EEEE", rebase=False)) for number in range(1, 8)],
        today=next(iter(desk().lines.values())).hours.day(desk().now()).isoformat(),
        **more,
    )


@helpers_only
def add_shift() -> ResponseReturnValue:
    """One more shift."""
    form = request.form
    return _done("shift", lambda helper: _duty().add(
        g.helper, helper, form.get("line", ""), form.get("weekday", -1, type=int),
        _read(time.fromisoformat, "starts", "shift-ends"), _read(time.fromisoformat, "ends", "shift-ends"),
    ))  # fmt: skip


@helpers_only
def add_absence() -> ResponseReturnValue:
    """Days off."""
    return _done("away", lambda helper: _duty().away(
        g.helper, helper,
        _read(date.fromisoformat, "first", "away-ends"), _read(date.fromisoformat, "last", "away-ends"),
    ))  # fmt: skip


@helpers_only
def drop_shift() -> ResponseReturnValue:
    """A shift or an absence less."""
    return _done("dropped", lambda helper: _duty().drop(g.helper, helper, request.form.get("id", "")))


def _read(reader: Callable[[str], Read], name: str, reason: str) -> Read:
    try:
        return reader(request.form.get(name, "").strip())
    except ValueError:
        raise Refused(reason) from None


def _done(what: str, change: Callable[[str], None]) -> ResponseReturnValue:
    helper = request.form.get("helper", "") or g.helper.id
    try:
        change(helper)
    except Refused as refusal:
        if refusal.reason not in OF_THE_FORM:
            raise
        return _page(helper, refused=refusal.reason, **_filled_in()), 422
    flash(t(f"done-{what}"), "success")
    named = None if helper == g.helper.id else helper
    return redirect(url_for("console.rota", helper=named, _anchor="shifts"), 303)


def _filled_in() -> dict[str, str]:
    wanted = ("line", "weekday", "starts", "ends", "first", "last")
    return {name: request.form.get(name, "") for name in wanted}
