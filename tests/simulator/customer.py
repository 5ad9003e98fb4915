"""A customer of the local carrier: webhooks that note what they hear and answer what they are told to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import requests
from flask import Flask, Response, request
from twilio import request_validator, rest

from helpline.simulator import Carrier, Number, WsgiAdapter, create_carrier, over

# The carrier's library is half typed, with fields that are never None in practice: no types here.
RequestValidator: Any = request_validator.RequestValidator
Client: Any = rest.Client

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "a-token-for-tests"
LINE = "+33939980000"
PERSON = "+33639980001"
HOUSE = "https://house.example"
SILENCE = b"<Response/>"


@dataclass(frozen=True)
class Posted:
    """One request that the carrier made."""

    url: str
    form: dict[str, str]
    headers: dict[str, str]

    @property
    def signed(self) -> bool:
        """Does the carrier's own check accept it?"""
        return bool(RequestValidator(TOKEN).validate(self.url, self.form, self.headers["X-Twilio-Signature"]))


@dataclass
class Customer:
    """The carrier, its one customer, and everything that was posted to it."""

    carrier: Carrier
    heard: list[Posted] = field(default_factory=list)
    answers: list[tuple[bytes, str, int]] = field(default_factory=list)
    broken: list[type[Exception]] = field(default_factory=list)

    def says(self, body: str | bytes, kind: str = "text/xml", status: int = 200) -> None:
        """The next webhook that is not yet spoken for answers this."""
        self.answers.append((body.encode() if isinstance(body, str) else body, kind, status))

    def breaks(self, problem: type[Exception], times: int = 1) -> None:
        """The next `times` requests find nobody, before any answer."""
        self.broken += [problem] * times

    def posted(self, path: str) -> list[Posted]:
        """What was posted to one path, in order."""
        return [post for post in self.heard if post.url.startswith(HOUSE + path)]

    def client(self) -> Any:
        """The carrier's own Python client, talking to the local carrier inside the process."""
        client = Client(ACCOUNT, TOKEN)
        client.http_client.session.mount("https://api.twilio.com", WsgiAdapter(create_carrier(self.carrier)))
        return client


def customer() -> Customer:
    """A carrier with one account, one line and a clock that moves by a second at each look."""
    ticks, ids = _ticks(), count(1)
    session = requests.Session()
    made = Customer(Carrier(over(session), lambda: next(ticks), lambda: f"{next(ids):032x}"))
    session.mount(HOUSE, WsgiAdapter(_webhooks(made)))
    made.carrier.add_account(ACCOUNT, TOKEN)
    made.carrier.add_number(Number(LINE, ACCOUNT, f"{HOUSE}/sms", f"{HOUSE}/fallback", label="Aide"))
    return made


def _ticks() -> Iterator[datetime]:
    start = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    return (start + timedelta(seconds=seconds) for seconds in count())


def _webhooks(made: Customer) -> Flask:
    app = Flask("customer")
    app.testing = True

    @app.post("/<path:path>")
    def hear(path: str) -> Response:
        made.heard.append(Posted(HOUSE + request.environ["RAW_URI"], dict(request.form), dict(request.headers)))
        if made.broken:
            raise made.broken.pop(0)
        body, kind, status = made.answers.pop(0) if made.answers else (SILENCE, "text/xml", 200)
        return Response(body, status, content_type=kind)

    return app
