"""The web application: builds the house, hangs its doors, and is made anew when somebody saves other words."""

import gc
import os
from dataclasses import replace
from threading import BoundedSemaphore, Event
from wsgiref.types import WSGIApplication

from flask import Flask, Response, redirect, url_for
from werkzeug.wrappers import Response as Answer

from helpline import log
from helpline.channels.bridge import bridge
from helpline.channels.sms import texts
from helpline.channels.voice import calls
from helpline.console import Parts, csrf, install
from helpline.content.book import Book
from helpline.house import House, open_house, read_again
from helpline.reread import Reread
from helpline.settings import Settings
from helpline.store.shapes import StoreUnreachable

COLLECTED = (20_000, 20, 20)  # thresholds of the garbage collector, 700 and tens where nobody says otherwise
LARGEST_BODY = 64 * 1024  # bytes: the carrier's own limit for our answers, and far above any text


def create_app(
    settings: Settings | None = None, house: House | None = None, streams: BoundedSemaphore | None = None
) -> Flask:
    """The application for these settings, by default those of the environment. Raises what `open_house` raises.

    `streams`: shared with the applications that this one takes the place of; see `streams_of`.
    """
    settings = settings or Settings.read(os.environ)
    log.set_up(settings.log_level)
    house = house or open_house(settings)
    app = Flask("helpline", static_folder=None)
    secure = settings.public_url.startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="__Host-helpline" if secure else "helpline",
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
    )
    app.extensions["helpline.settings"] = settings
    app.extensions["helpline.switchboard"] = house.switchboard
    install(
        app,
        Parts(house.desk, house.accounts, house.book, house.reports, house.bridge, house.teach, settings.public_url),
        streams or streams_of(settings),
    )
    app.extensions["helpline.bridge"] = house.bridge
    for carriers_doors in (texts, calls, bridge):
        csrf.exempt(carriers_doors)
        app.register_blueprint(carriers_doors)
    _add_doors(app, house)
    return app


def streams_of(settings: Settings) -> BoundedSemaphore:
    """How many threads may tell news to open pages: half of the server's, so that the carrier finds one."""
    return BoundedSemaphore(max(1, settings.threads // 2))


def collect_rarely() -> None:
    """Let the garbage collector of this process look less often: each time it goes through all words of the Book.

    A queue of 10,000 tickets is shown in 160 ms instead of 260.
    """
    gc.set_threshold(*COLLECTED)


def create_served() -> WSGIApplication:
    """The application that `helpline serve` serves. Words of the installation's own are read again when they change.

    Raises what `open_house` raises.
    """
    settings = Settings.read(os.environ)
    log.set_up(settings.log_level)
    house = open_house(settings)
    collect_rarely()
    if not settings.own_content:
        return create_app(settings, house)
    reread = rereading(house)
    reread.watching(settings.content, Event())
    return reread


def rereading(house: House) -> Reread:
    """An application of this house that goes on with other words as soon as they are read."""
    streams = streams_of(house.settings)

    def built(book: Book) -> Flask:
        changed = replace(house, book=book, live=lambda other: reread.take(other))
        return create_app(house.settings, changed, streams)

    reread = Reread(house.book, lambda: read_again(house), built, _tell)
    return reread


def _tell(what: str, why: str) -> None:
    """Complaints are for `helpline content check`: what loads is said."""
    if what == "not_reread":
        log.logger().error("content not reread", why=why)
    elif what == "reread":
        log.logger().info("content reread")


def _add_doors(app: Flask, house: House) -> None:
    def front() -> Answer:
        return redirect(url_for("console.queue"))

    def health() -> Response:
        """Whether the store answers: for a load balancer."""
        try:
            with house.store.read() as tx:
                tx.row("select 1 as one")
        except StoreUnreachable:
            return Response("store unreachable\n", 503, content_type="text/plain")
        return Response("ok\n", content_type="text/plain")

    for path, view in (("/", front), ("/health", health)):
        view.__dict__["who_may_knock"] = "anyone"
        app.add_url_rule(path, view.__name__, view, methods=["GET"])
