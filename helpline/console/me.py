"""Somebody's own account: language, number, password, the code of the phone, and where they are logged in."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from helpline.accounts import NEEDS_A_CODE, SHORTEST_PASSWORD, NoAccount, digest
from helpline.channels.number import may_be_called
from helpline.channels.number import read as read_number
from helpline.console.arriving import new_password
from helpline.console.knock import members
from helpline.console.login import begin
from helpline.console.parts import accounts, book, desk
from helpline.console.speech import t
from helpline.console.square import key_of

OF_THE_NEW = ("short", "long", "common", "own-name", "differ")


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    console.add_url_rule("/me", "me", me)
    console.add_url_rule("/me/code", "my_code", my_code, methods=["GET", "POST"])
    for name, action in (("own", own), ("password", password), ("code/off", code_off), ("sessions", leave)):
        console.add_url_rule(f"/me/{name}", action.__name__, action, methods=["POST"])


@members
def me() -> ResponseReturnValue:
    """All of it on one page."""
    return _page()


def _page(**refused: str) -> str:
    """The page; `refused` is why something was not done, by the field that it is about."""
    return render_template(
        "desk/me.html",
        helper=g.helper,
        languages=list(book().languages),
        sessions=accounts().sessions(g.helper.id),
        here=digest(current_user.token),
        shortest=SHORTEST_PASSWORD,
        needs_code=g.helper.role in NEEDS_A_CODE,
        refused=refused,
    )


def _done(what: str) -> ResponseReturnValue:
    flash(t(f"done-{what}"), "success")
    return redirect(url_for("console.me"), 303)


def typed_number() -> str | None:
    """The helper's number that was typed, in E.164; "" for none, None where it cannot be called from here."""
    typed, lines = request.form.get("phone", "").strip(), list(desk().lines.values())
    if not typed:
        return ""
    number = read_number(typed, lines[0].country)
    countries = {country for line in lines for country in line.callback_countries}
    return number.e164 if may_be_called(number, countries, any(line.fiction for line in lines)) else None


@members
def own() -> ResponseReturnValue:
    """Keep language and number."""
    phone, language = typed_number(), request.form.get("language", "")
    if phone is None:
        return _page(phone="phone"), 422
    accounts().set_own(g.helper, language if language in book().languages else g.helper.language, phone)
    return _done("saved")


@members
def password() -> ResponseReturnValue:
    """Change the password: everywhere else the helper is logged out."""
    try:
        token = accounts().change_password(g.helper, request.form.get("old", ""), new_password())
    except NoAccount as error:
        return _page(**{"password" if error.reason in OF_THE_NEW else "old": error.reason}), 422
    begin(token)
    return _done("password")


@members
def my_code() -> ResponseReturnValue:
    """Give a phone its key; it counts once the phone shows the right code."""
    refused = ""
    if request.method == "POST":
        try:
            accounts().confirm_totp(g.helper, request.form.get("old", ""), request.form.get("code", ""))
        except NoAccount as error:
            refused = error.reason
        else:
            return _done("code-on")
    page = render_template("desk/my-code.html", helper=g.helper, key=key_of(g.helper), refused=refused)
    return page, 422 if refused else 200


@members
def code_off() -> ResponseReturnValue:
    """The password alone is asked again."""
    try:
        accounts().drop_totp(g.helper, request.form.get("old", ""))
    except NoAccount as error:
        return _page(off=error.reason), 422
    return _done("code-off")


@members
def leave() -> ResponseReturnValue:
    """Log out at one of the other places."""
    accounts().revoke(g.helper.id, request.form.get("session", ""))
    return _done("there")
