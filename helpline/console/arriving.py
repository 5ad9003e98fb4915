"""The page behind a one-time link: somebody chooses their password. Nothing else is asked, nothing else is shown."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpline.accounts import SHORTEST_PASSWORD, NoAccount
from helpline.console.knock import anyone
from helpline.console.parts import accounts
from helpline.console.speech import t

GONE = ("link", "taken")
"""Reasons for which only another link helps."""


def add_to(console: Blueprint) -> None:
    """Hang the door."""
    console.add_url_rule("/invite/<token>", "invite", invite, methods=["GET", "POST"])


@anyone
def invite(token: str) -> ResponseReturnValue:
    """Choose a password, once."""
    invited = accounts().invited(token)
    if invited is None:
        return _gone("link")
    refused = ""
    if request.method == "POST":
        try:
            accounts().accept(token, new_password())
        except NoAccount as error:
            refused = error.reason
        else:
            flash(t("done-arrived", name=invited.name), "success")
            return redirect(url_for("console.login"), 303)
    if refused in GONE:
        return _gone(refused)
    page = render_template("desk/invite.html", invited=invited, refused=refused, shortest=SHORTEST_PASSWORD)
    return page, 422 if refused else 200


def _gone(reason: str) -> ResponseReturnValue:
    return render_template("desk/gone.html", reason=reason), 410


def new_password() -> str:
    """The password that was typed twice. Raises NoAccount("differ")."""
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        raise NoAccount("differ")
    return password
