"""Hangs the console in an application: logins, forms, languages, looks, headers, doors."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any

from flask import Blueprint, Flask
from flask_babel import Babel  # type: ignore[import-untyped]
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect  # type: ignore[import-untyped]

from helpline.accounts import IDLE
from helpline.console import arriving, changes, doors, figures, handing, login, me, news, rota, staff, teach
from helpline.console.knock import anyone, logins, secured
from helpline.console.parts import KEY, Parts
from helpline.console.sorry import say_sorry
from helpline.console.speech import FOR_TEMPLATES, language

console = Blueprint("console", __name__, url_prefix="/desk", template_folder="templates", static_folder="static")
doors.add_to(console)
figures.add_to(console)
handing.add_to(console)
news.add_to(console)
login.add_to(console)
arriving.add_to(console)
me.add_to(console)
rota.add_to(console)
staff.add_to(console)
teach.add_to(console)
changes.add_to(console)

csrf = CSRFProtect()
"""Every form of the application needs a token, unless its door says otherwise (the carrier's: it signs instead)."""

WARNED_BEFORE = 180  # seconds in which a helper can still stay


def install(app: Flask, parts: Parts, streams: BoundedSemaphore) -> None:
    """Hang the console under /desk. The application has its SECRET_KEY and its cookies' settings already.

    `streams`: how many open pages may be told news at once, counted for the server and not for one application: what
    is replaced while it serves goes on telling for a while.
    """
    app.extensions[KEY] = parts
    app.config["HELPLINE_STREAMS"] = streams
    app.config.setdefault("BOOTSTRAP_SERVE_LOCAL", True)
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)  # as long as the session
    app.config.setdefault("SESSION_COOKIE_HTTPONLY", True)
    app.config.setdefault("SESSION_COOKIE_SAMESITE", "Lax")
    app.static_url_path = app.static_url_path or "/static"  # Bootstrap's address is made of it
    logins.init_app(app, add_context_processor=False)
    csrf.init_app(app)
    Babel(app, locale_selector=language)
    Bootstrap5(app)
    app.register_blueprint(console)
    _open_the_shelves(app)
    app.context_processor(lambda: {**FOR_TEMPLATES, "stay_for": int(IDLE.total_seconds()) - WARNED_BEFORE})
    app.after_request(secured)
    say_sorry(app)


def _open_the_shelves(app: Flask) -> None:
    """Style sheets and scripts are for anyone; they may be kept by the browser, asked for by their names."""
    for name in ("console.static", "bootstrap.static"):
        view: Callable[..., Any] = app.view_functions[name]
        app.view_functions[name] = anyone(view)
