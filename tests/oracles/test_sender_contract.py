"""Every request that the sender makes of the carrier, held against the carrier's own document."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from openapi_core import OpenAPI

from helpline.channels.sender import CARRIER
from helpline.simulator import WsgiAdapter, create_carrier
from tests.oracles.contract import check_exchange
from tests.town import Town, found_town

pytestmark = pytest.mark.oracle
PERSON = "+33639980001"


class Notary(WsgiAdapter):
    """Reaches the town's carrier and holds every exchange against the document."""

    def __init__(self, town: Town, openapi: OpenAPI) -> None:
        super().__init__(create_carrier(town.carrier))
        self.openapi = openapi
        self.seen: list[tuple[str, int]] = []

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        response = super().send(request)
        self.seen.append((str(request.method), response.status_code))
        if response.status_code < 500:
            check_exchange(self.openapi, request, response)
        return response


def test_sending_refusals_and_looking_up_are_as_the_document_says(openapi: OpenAPI, tmp_path: Path) -> None:
    town = found_town(f"sqlite:///{tmp_path}/helpline.db", tmp_path, TWILIO_API_URL=CARRIER, HELPLINE_REPLY_BY="api")
    notary, session = Notary(town, openapi), requests.Session()
    session.mount(CARRIER, notary)
    town = replace(town, clock=town.house.clock(session))
    try:
        town.text(PERSON, "jai oublier le mot de passe de ma boite gmail")
        for fault in ("too-many", "done-but-500", "down"):
            town.carrier.faults.add(fault)
        for _ in range(6):
            town.clock.send_due()
            town.at(town.times[0] + timedelta(minutes=6))
        landline = "+33145678901"
        town.text(landline, "bonjour")
        town.clock.send_due()
        arrived = town.arrived(PERSON)
    finally:
        town.close()
    assert len(arrived) == 2
    assert {("POST", 201), ("POST", 429), ("POST", 500), ("POST", 400), ("GET", 200)} <= set(notary.seen)
