"""The helpers of the house, for who runs the line: bring in, say what they may do, see out."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpline.accounts import LONGEST_NAME, ROLES, RUNS_THE_LINE, NoAccount, Staff, may_give, outranks
from helpline.console.knock import only
from helpline.console.me import typed_number
from helpline.console.parts import accounts, book, desk, parts
from helpline.console.speech import t
from helpline.log import logger
from helpline.store.helpers import Helper


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    console.add_url_rule("/helpers", "helpers", everyone)
    console.add_url_rule("/helpers", "invite_helper", invite, methods=["POST"])
    console.add_url_rule("/helpers/withdraw", "withdraw", withdraw, methods=["POST"])
    console.add_url_rule("/helpers/<helper_id>", "helper", one)
    for action in (access, phone, reset, disable, enable, revoke):
        path = f"/helpers/<helper_id>/{action.__name__}"
        console.add_url_rule(path, f"helper_{action.__name__}", action, methods=["POST"])


def _staff() -> Staff:
    return accounts().staff


def _did(what: str, helper: str) -> None:
    logger().info("account changed", did=what, helper=helper, by=g.helper.id)


@only(*RUNS_THE_LINE)
def everyone() -> ResponseReturnValue:
    """Who is there, who is invited."""
    return _list()


def _list(**more: str) -> str:
    """The list; `more` is a link that was just made, or why there is none."""
    return render_template(
        "desk/helpers.html",
        helpers=_staff().everyone(),
        mine={each.id for each in _staff().everyone() if outranks(g.helper, each)},
        invited=_staff().invited(g.helper),
        languages=list(book().languages),
        longest=LONGEST_NAME,
        **_choices(),
        **more,
    )


def _choices() -> dict[str, list[str]]:
    """The roles and lines that the reader may give."""
    lines = [line.id for line in desk().lines.values() if not g.helper.lines or line.id in g.helper.lines]
    return {"roles": [role for role in ROLES if may_give(g.helper, role, g.helper.lines)], "lines": lines}


def _lines() -> tuple[str, ...]:
    """The lines that were chosen, none for all. Raises NoAccount("lines") where some were wanted and none is named."""
    if request.form.get("every") != "some":
        return ()
    chosen = tuple(line for line in _choices()["lines"] if line in request.form.getlist("lines"))
    if not chosen:
        raise NoAccount("lines")
    return chosen


def _address(token: str) -> str:
    return parts().address + url_for("console.invite", token=token)


@only(*RUNS_THE_LINE)
def invite() -> ResponseReturnValue:
    """Make a link for somebody new: in this answer only."""
    form = request.form
    name, role = form.get("name", "").strip(), form.get("role", "helper")
    language = form.get("language", "")
    language = language if language in book().languages else g.helper.language
    try:
        token = _staff().invite(name, role, language, _lines(), g.helper)
    except NoAccount as error:
        return _list(refused=error.reason, name=name, role=role), 422
    _did("invited", "")
    return _list(link=_address(token), link_for=name)


@only(*RUNS_THE_LINE)
def withdraw() -> ResponseReturnValue:
    """The link opens nothing any more."""
    _staff().withdraw(request.form.get("invite", ""), g.helper)
    flash(t("done-withdrawn"), "success")
    return redirect(url_for("console.helpers"), 303)


@only(*RUNS_THE_LINE)
def one(helper_id: str) -> ResponseReturnValue:
    """One helper's account."""
    return _page(_staff().one(helper_id, g.helper))


def _page(helper: Helper, **more: str) -> str:
    sessions = accounts().sessions(helper.id)
    return render_template("desk/helper.html", helper=helper, sessions=sessions, **_choices(), **more)


def _done(what: str, helper_id: str, change: Callable[[], None]) -> ResponseReturnValue:
    change()
    _did(what, helper_id)
    flash(t(f"done-{what}"), "success")
    there = outranks(g.helper, _staff().one(helper_id, None))
    return redirect(url_for("console.helper", helper_id=helper_id) if there else url_for("console.helpers"), 303)


@only(*RUNS_THE_LINE)
def access(helper_id: str) -> ResponseReturnValue:
    """Another role, other lines."""
    try:
        lines = _lines()
        return _done(
            "access", helper_id, lambda: _staff().set_access(helper_id, request.form.get("role", ""), lines, g.helper)
        )
    except NoAccount as error:
        return _page(_staff().one(helper_id, g.helper), refused=error.reason), 422


@only("admin")
def phone(helper_id: str) -> ResponseReturnValue:
    """Another number of theirs."""
    number = typed_number()
    if number is None:
        return _page(_staff().one(helper_id, g.helper), phone_refused="phone"), 422
    return _done("saved", helper_id, lambda: _staff().set_phone(helper_id, number, g.helper))


@only(*RUNS_THE_LINE)
def reset(helper_id: str) -> ResponseReturnValue:
    """Make a link to a new password: in this answer only."""
    token = _staff().reset(helper_id, g.helper)
    _did("reset", helper_id)
    return _page(_staff().one(helper_id, g.helper), link=_address(token))


@only(*RUNS_THE_LINE)
def disable(helper_id: str) -> ResponseReturnValue:
    """See somebody out, at once."""
    return _done("disabled", helper_id, lambda: _staff().disable(helper_id, g.helper))


@only(*RUNS_THE_LINE)
def enable(helper_id: str) -> ResponseReturnValue:
    """Let somebody in again."""
    return _done("enabled", helper_id, lambda: _staff().enable(helper_id, g.helper))


@only(*RUNS_THE_LINE)
def revoke(helper_id: str) -> ResponseReturnValue:
    """Log them out, at one place or at all."""
    session = request.form.get("session", "")
    return _done("there", helper_id, lambda: _staff().revoke(helper_id, session, g.helper))
