"""In and out: a session is made anew at each login and ends on the server at log-out."""

import re

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from helpline.accounts import AT_THE_DESK
from helpline.console.forms import LoginForm
from helpline.console.knock import Sitting, anyone, members
from helpline.console.parts import accounts
from helpline.console.speech import t

OWN_PAGE = re.compile(r"/desk/[\w/-]*", re.ASCII)


def local(address: str, role: str) -> str:
    """The address, where it is a page of the desk; else the queue, or the figures for who sees no people.

    No host, no scheme, no `..` fits the shape.
    """
    if role not in AT_THE_DESK:
        return url_for("console.reports")
    return address if OWN_PAGE.fullmatch(address) else url_for("console.queue")


def add_to(console: Blueprint) -> None:
    """Hang the two doors."""
    console.add_url_rule("/login", "login", login, methods=["GET", "POST"])
    console.add_url_rule("/logout", "logout", logout, methods=["POST"])


@anyone
def login() -> ResponseReturnValue:
    """Ask for name and password. What is wrong with them is never said: a wrong name looks like a locked one."""
    wanted = request.args.get("next", "")
    if current_user.is_authenticated and request.method == "GET":
        return redirect(local(wanted, current_user.helper.role))
    form = LoginForm()
    if form.validate_on_submit():
        token = accounts().log_in(form.name.data or "", form.password.data or "")
        helper = accounts().helper(token) if token else None
        if token and helper:
            _begin(Sitting(token, helper))
            return redirect(local(wanted, helper.role), 303)
    return render_template("desk/login.html", form=form, wrong=form.is_submitted()), 401 if form.is_submitted() else 200


def _begin(sitting: Sitting) -> None:
    _end()
    login_user(sitting)


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
