"""In and out: a session is made anew at each login and ends on the server at log-out."""

import re

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from helpline.accounts import AT_THE_DESK, Entry, owes
from helpline.console.forms import LoginForm
from helpline.console.knock import HALFWAY, WANTED, Sitting, anyone, halfway, members
from helpline.console.parts import accounts
from helpline.console.speech import t
from helpline.console.square import key_of

OWN_PAGE = re.compile(r"/desk/[\w/-]*", re.ASCII)


def local(address: str, role: str) -> str:
    """The address, where it is a page of the desk; else the queue, or the figures for who sees no people.

    No host, no scheme, no `..` fits the shape.
    """
    if role not in AT_THE_DESK:
        return url_for("console.reports")
    return address if OWN_PAGE.fullmatch(address) else url_for("console.queue")


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    console.add_url_rule("/login", "login", login, methods=["GET", "POST"])
    console.add_url_rule("/login/code", "code", code, methods=["GET", "POST"])
    console.add_url_rule("/logout", "logout", logout, methods=["POST"])


@anyone
def login() -> ResponseReturnValue:
    """Ask for name and password. What is wrong with them is never said: a wrong name looks like a locked one."""
    wanted = request.args.get("next", "")
    if current_user.is_authenticated and request.method == "GET":
        return redirect(local(wanted, current_user.helper.role))
    form = LoginForm()
    if form.validate_on_submit():
        entry = accounts().log_in(form.name.data or "", form.password.data or "")
        if entry and entry.owes:
            return _half(entry, wanted)
        if entry and begin(entry.token):
            return redirect(local(wanted, current_user.helper.role), 303)
    return render_template("desk/login.html", form=form, wrong=form.is_submitted()), 401 if form.is_submitted() else 200


def _half(entry: Entry, wanted: str) -> ResponseReturnValue:
    _end()
    session[HALFWAY], session[WANTED] = entry.token, wanted
    return redirect(url_for("console.code"), 303)


@halfway
def code() -> ResponseReturnValue:
    """Ask for the code of the phone; who must have one and has none yet is shown how to set it up, and nothing else."""
    wanted, wrong = session.get(WANTED, ""), request.method == "POST"
    if wrong:
        token = accounts().finish(session[HALFWAY], request.form.get("code", ""))
        if token and begin(token):
            return redirect(local(wanted, current_user.helper.role), 303)
    key = key_of(g.halfway) if owes(g.halfway) == "set-up" else None
    return render_template("desk/code.html", key=key, wrong=wrong), 401 if wrong else 200


def begin(token: str) -> bool:
    """Sit down with a session that was just made; whatever was open in this browser is closed."""
    helper = accounts().helper(token)
    if helper:
        _end()
        login_user(Sitting(token, helper))
    return helper is not None


def _end() -> None:
    """Leave nothing of an earlier session, here or on the server."""
    if current_user.is_authenticated:
        accounts().log_out(current_user.token)
    session.clear()


@members
def logout() -> ResponseReturnValue:
    """End the session, here and wherever its cookie was copied to."""
    words = t("logged-out")
    _end()
    flash(words, "success")
    return redirect(url_for("console.login"), 303)
