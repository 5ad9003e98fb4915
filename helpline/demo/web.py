"""The demo's web application: the helpline itself, the local carrier under /carrier, and a page that shows both."""

import os
from wsgiref.types import WSGIApplication

from flask import Blueprint, Response, render_template, request
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from helpline.app import create_app
from helpline.demo.words import LANGUAGES, words
from helpline.lines import read_lines
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
        "demo.html", w=words(language), account=account, language=language, other=other, phones=PHONES, number=number
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
    for phone in PHONES.values():
        carrier.add_phone(phone)
    return carrier


def create_demo() -> WSGIApplication:
    """Both applications as one. The settings come from the environment that `run_demo` has made."""
    settings = Settings.read(os.environ)
    app = create_app(settings)
    app.config["HELPLINE_FRAME_SELF"] = True
    app.register_blueprint(pages)
    carrier = local_carrier(settings, next(iter(read_lines(settings.lines_file))))
    carrier.start()
    app.view_functions["front"] = page
    return DispatcherMiddleware(app, {"/carrier": create_carrier(carrier)})
