"""Calls and recordings of the local carrier at every stage, held against the carrier's own document."""

from typing import Any

import pytest
from openapi_core import OpenAPI

from tests.oracles.test_rest_contract import Notary
from tests.simulator.calls import calls, says, takes_calls
from tests.simulator.customer import ACCOUNT, HOUSE, LINE, PERSON, TOKEN, Client, Customer, customer

pytestmark = pytest.mark.oracle


@pytest.fixture
def line() -> Customer:
    """A carrier with one customer, whose line takes calls."""
    house = customer()
    takes_calls(house)
    return house


@pytest.fixture
def client(line: Customer, openapi: OpenAPI) -> Any:
    """The real client, every exchange watched."""
    made = Client(ACCOUNT, TOKEN)
    made.http_client.session.mount("https://api.twilio.com", Notary(line, openapi))
    return made


def test_a_call_is_as_the_document_says_at_every_stage(line: Customer, client: Any) -> None:
    sid = client.calls.create(to=PERSON, from_=LINE, url=f"{HOUSE}/v", machine_detection="Enable", timeout=20).sid
    line.carrier.run_pending()
    assert client.calls(sid).fetch().status == "ringing"
    says(line, "<Gather/>")
    call = line.carrier.answer(PERSON)
    assert client.calls(sid).fetch().answered_by == "human"
    says(line, "<Dial>+33639980002</Dial>")
    client.calls(sid).update(url=f"{HOUSE}/w")
    line.carrier.busy("+33639980002")
    assert {each.status for each in client.calls.list()} == {"completed", "busy"}
    assert call.over


def test_a_recording_is_read_listed_and_erased_as_the_document_says(line: Customer, client: Any) -> None:
    call = calls(line, "<Record/>")
    call.record(7)
    [made] = client.recordings.list(page_size=1)
    assert client.calls(call.sid).recordings.list()[0].sid == made.sid
    assert client.recordings(made.sid).fetch().duration == "7"
    assert client.recordings(made.sid).delete()
