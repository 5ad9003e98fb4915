"""The carrier as a web application: REST API for the customer, handsets and phone pages for people."""

from datetime import tzinfo

from flask import Flask, Response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from helpline.simulator.call_door import calls_api
from helpline.simulator.carrier import Carrier
from helpline.simulator.handset_door import phones_api
from helpline.simulator.pages import paris, phones
from helpline.simulator.rest import not_found_here
from helpline.simulator.rest_recordings import rest

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def create_carrier(carrier: Carrier, zone: tzinfo | None = None) -> Flask:
    """The application that serves `carrier`; may be mounted under any prefix. `zone`: what the phones' clocks show."""
    app = Flask(__name__)
    app.extensions["carrier"] = carrier
    app.config["ZONE"] = zone or paris()
    app.json.sort_keys = False  # type: ignore[attr-defined]
    for door in (rest, phones_api, calls_api, phones):
        app.register_blueprint(door)
    app.add_url_rule("/", "front", _front)
    app.after_request(_guarded)
    not_found_here(app)
    return app


def _front() -> AnyResponse:
    return redirect(url_for("phones.all_phones"))


def _guarded(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype in {"text/html", "application/json"}:
        response.headers["Cache-Control"] = "no-store"
    return response
