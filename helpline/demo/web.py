"""The demo's web application: the helpline itself, the local carrier under /carrier, and a page that shows both."""

import os
from dataclasses import replace
from threading import BoundedSemaphore, Event
from wsgiref.types import WSGIApplication

from flask import Blueprint, Flask, Response, render_template, request
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from helpline.app import create_app, streams_of
from helpline.content.book import Book
from helpline.demo.words import LANGUAGES, words
from helpline.house import House, open_house, read_again
from helpline.lines import read_lines
from helpline.reread import Reread
from helpline.settings import Settings
from helpline.simulator.app import create_carrier
from helpline.simulator.carrier import Carrier
from helpline.simulator.records import Number

PHONES = {"fr": "+33639980001", "en": "+33639980002"}

pages = Blueprint("demo", __name__, url_prefix="/demo", template_folder="templates", static_folder="static")


@pages.get("/")
def page() -> str:
    """A phone beside the helper's console."""
    asked = request.args.get("lang") or request.accept_languages.best_match(LANGUAGES) or "fr"
    language = asked if asked in LANGUAGES else "fr"
    account = {"helper": os.environ["HELPLINE_DEMO_HELPER"], "password": os.environ["HELPLINE_DEMO_PASSWORD"]}
    other = next(each for each in LANGUAGES if each != language)
    number = next(iter(read_lines(Settings.read(os.environ).lines_file)))
    return render_template(
        "demo.html",
        w=words(language),
        account=account,
        language=language,
        other=other,
        phones={**PHONES, "helper": os.environ["HELPLINE_DEMO_HELPERS_PHONE"]},
        number=number,
    )


page.__dict__["who_may_knock"] = "anyone"


@pages.after_request
def guarded(response: Response) -> Response:
    """Nothing from another host, nothing inline."""
    response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'"
    return response


def local_carrier(settings: Settings, number: str) -> Carrier:
    """A carrier that knows this installation's account and number, and the demo's phones."""
    carrier = Carrier(api_url=f"{settings.public_url}/carrier")
    carrier.add_account(settings.account_sid, settings.auth_tokens[0])
    carrier.add_number(
        Number(
            number,
            settings.account_sid,
            sms_url=f"{settings.public_url}/sms/heard",
            voice_url=f"{settings.public_url}/voice/answered",
            voice_fallback_url=f"{settings.public_url}/voice/fallback",
            voice_status_url=f"{settings.public_url}/voice/ended",
            label="Allo Numérique",
            carrier_stops=False,
        )
    )
    for phone in (*PHONES.values(), os.environ["HELPLINE_DEMO_HELPERS_PHONE"]):
        carrier.add_phone(phone)
    return carrier


def create_demo() -> WSGIApplication:
    """Both applications as one. The settings come from the environment that `run_demo` has made."""
    settings = Settings.read(os.environ)
    house = open_house(settings)
    carrier = local_carrier(settings, next(iter(house.lines)))
    carrier.start()
    phones = create_carrier(carrier)

    streams = streams_of(settings)

    def built(book: Book) -> WSGIApplication:
        return DispatcherMiddleware(_helpline(replace(house, book=book), streams), {"/carrier": phones})

    if not os.environ.get("HELPLINE_DEMO_WATCH"):
        return built(house.book)
    reread = Reread(house.book, lambda: read_again(house), built, _tell)
    reread.watching(settings.content, Event())
    return reread


def _helpline(house: House, streams: BoundedSemaphore) -> Flask:
    app = create_app(house.settings, house, streams)
    app.config["HELPLINE_FRAME_SELF"] = True
    app.register_blueprint(pages)
    app.view_functions["front"] = page
    return app


def _tell(what: str, why: str) -> None:
    print(words()[what].format(why=why), flush=True)  # noqa: T201 - the demo talks to a terminal
