"""The local carrier's REST API and what the real client asks of it, held against the carrier's own document."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import requests
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from twilio.base.exceptions import TwilioException

from helpline.simulator import WsgiAdapter, create_carrier
from tests.oracles.contract import check_exchange
from tests.simulator.customer import ACCOUNT, HOUSE, LINE, PERSON, TOKEN, Client, Customer, customer

pytestmark = pytest.mark.oracle


class Notary(WsgiAdapter):
    """Reaches the carrier and holds every exchange against the document."""

    def __init__(self, house: Customer, openapi: OpenAPI) -> None:
        super().__init__(create_carrier(house.carrier))
        self.openapi = openapi
        self.seen: list[tuple[str, int]] = []

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        response = super().send(request)
        check_exchange(self.openapi, request, response)
        self.seen.append((str(request.method), response.status_code))
        return response


@pytest.fixture
def house() -> Customer:
    """A carrier with one customer."""
    return customer()


@pytest.fixture
def notary(house: Customer, openapi: OpenAPI) -> Notary:
    """Who watches the exchanges."""
    return Notary(house, openapi)


@pytest.fixture
def client(notary: Notary) -> Any:
    """The real client, watched."""
    made = Client(ACCOUNT, TOKEN)
    made.http_client.session.mount("https://api.twilio.com", notary)
    return made


def test_texts_are_made_read_listed_emptied_and_deleted_as_the_document_says(
    house: Customer, notary: Notary, client: Any
) -> None:
    service = "MG" + "1" * 32
    house.carrier.services[service] = LINE
    sid = client.messages.create(
        to=PERSON, from_=LINE, body="Où ?", status_callback=f"{HOUSE}/status", smart_encoded=True, validity_period=60
    ).sid
    client.messages.create(to=PERSON, messaging_service_sid=service, body="a", content_retention="discard")
    client.messages.create(to=PERSON, from_=LINE, body="", media_url=["https://media.example/1"])
    house.carrier.text_from(PERSON, LINE, "", ["https://media.example/2"])
    house.carrier.text_from(PERSON, LINE, "Bonjour")
    house.carrier.run_pending()
    client.messages(sid).fetch()
    day = date(2026, 11, 23)
    for asked in ({"to": PERSON}, {"from_": LINE}, {"date_sent": day}, {"date_sent_after": day}):
        assert client.messages.list(page_size=1, **asked)
    client.messages.list(date_sent_before=datetime(2026, 11, 24, tzinfo=UTC), page_size=1000)
    client.messages(sid).update(body="")
    client.messages(sid).delete()
    assert {("POST", 201), ("GET", 200), ("POST", 200), ("DELETE", 204)} <= set(notary.seen)


def test_a_text_is_as_the_document_says_at_every_end_of_its_life(house: Customer, client: Any) -> None:
    for last, error in (("undelivered", 30003), ("failed", 30007), ("delivered", None)):
        house.carrier.fate(PERSON, "sent", last, error=error)  # type: ignore[arg-type]
        sid = client.messages.create(to=PERSON, from_=LINE, body="a").sid
        house.carrier.run_pending()
        assert client.messages(sid).fetch().status == last


def test_calls_are_made_read_listed_changed_and_deleted_as_the_document_says(notary: Notary, client: Any) -> None:
    events = ["initiated", "ringing", "answered", "completed"]
    sid = client.calls.create(
        to=PERSON, from_=LINE, url=f"{HOUSE}/v", status_callback=f"{HOUSE}/c", status_callback_event=events, timeout=20
    ).sid
    client.calls.create(to=PERSON, from_=LINE, twiml="<Response/>", time_limit=600)
    client.calls(sid).fetch()
    assert client.calls.list(to=PERSON, status="queued", page_size=1)
    client.calls.list(start_time_after=datetime(2026, 11, 1, tzinfo=UTC))
    client.calls(sid).update(status="canceled")
    client.calls(sid).delete()
    assert {("POST", 201), ("GET", 200), ("POST", 200), ("DELETE", 204)} <= set(notary.seen)


REFUSALS: dict[int, Callable[[Any], object]] = {
    21211: lambda client: client.messages.create(to="0639980001", from_=LINE, body="a"),
    21606: lambda client: client.messages.create(to=PERSON, from_="+33939989999", body="a"),
    21611: lambda client: client.messages.create(to=PERSON, from_="+15005550008", body="a"),
    21617: lambda client: client.messages.create(to=PERSON, from_=LINE, body="a" * 1601),
    21210: lambda client: client.calls.create(to=PERSON, from_="+33939989999", twiml="<Response/>"),
    20404: lambda client: client.messages("SM" + "0" * 32).fetch(),
    20009: lambda client: client.messages(client.messages.create(to=PERSON, from_=LINE, body="a").sid).delete(),
}


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_has_what_the_client_reads(notary: Notary, client: Any, code: int) -> None:
    with pytest.raises(TwilioException) as caught:
        REFUSALS[code](client)
    assert getattr(caught.value, "code", None) == code
    assert notary.seen[-1][1] >= 400


def test_trouble_to_order_and_a_wrong_token_look_like_the_carrier_s(
    house: Customer, notary: Notary, client: Any
) -> None:
    house.carrier.faults.add("too-many")
    house.carrier.faults.add("down")
    house.carrier.faults.add("done-but-500")
    stranger = Client(ACCOUNT, "guess")
    stranger.http_client.session.mount("https://api.twilio.com", notary)
    for asking in (client, client, client, stranger):
        with pytest.raises(TwilioException):
            asking.messages.create(to=PERSON, from_=LINE, body="a")
    assert [status for _, status in notary.seen] == [429, 500, 500, 401]


@pytest.mark.parametrize(
    ("field", "value"),
    [("num_segments", 1), ("date_created", "2026-11-23T09:00:00Z"), ("status", "done"), ("sid", "SM1")],
)
def test_the_check_itself_finds_a_wrong_field(house: Customer, openapi: OpenAPI, field: str, value: object) -> None:
    session = requests.Session()
    session.mount("https://api.twilio.com", WsgiAdapter(create_carrier(house.carrier)))
    address = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    good = session.post(address, data={"To": PERSON, "From": LINE, "Body": "a"}, auth=(ACCOUNT, TOKEN))
    check_exchange(openapi, good.request, good)
    bad = requests.Response()
    bad.status_code, bad.headers = good.status_code, good.headers
    bad._content = json.dumps({**good.json(), field: value}).encode()
    with pytest.raises(OpenAPIError):
        check_exchange(openapi, good.request, bad)
