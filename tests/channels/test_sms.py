"""The door for texts: who may knock, and what is answered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from tests.town import ACCOUNT, ADDRESS, NUMBER, TOKEN, Town, found_town

PERSON = "+33639980001"
SID = "SM" + "0" * 32


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    founded = found_town(
        f"sqlite:///{tmp_path}/helpline.db", tmp_path, TWILIO_AUTH_TOKEN=f"{TOKEN},an-older-token-of-16"
    )
    yield founded
    founded.close()


def form(**changes: str) -> dict[str, str]:
    fields = {
        "MessageSid": SID,
        "AccountSid": ACCOUNT,
        "From": PERSON,
        "To": NUMBER,
        "Body": "bonjour",
        "NumMedia": "0",
    }
    return {**fields, **changes}


def knock(
    town: Town, fields: dict[str, str], path: str = "/sms/heard", token: str = TOKEN, **more: Any
) -> TestResponse:
    signature = RequestValidator(token).compute_signature(ADDRESS + path, fields)
    headers = {"X-Twilio-Signature": signature, **more.pop("headers", {})}
    return town.app.test_client().post(path, data=fields, headers=headers, **more)


def texts(response: TestResponse) -> list[str]:
    return [message.text or "" for message in ElementTree.fromstring(response.data)]


def test_a_signed_text_is_answered_in_the_carriers_dialect(town: Town) -> None:
    response = knock(town, form())
    assert (response.status_code, response.mimetype) == (200, "text/xml")
    assert "Bonjour" in texts(response)[0]


def test_the_older_token_is_good_during_a_rotation(town: Town) -> None:
    assert knock(town, form(), token="an-older-token-of-16").status_code == 200


@pytest.mark.parametrize("signature", ["", "x", "L/OH5YylLD5NRKLltdqwSvS0BnU="])
def test_a_wrong_signature_is_refused(town: Town, signature: str) -> None:
    response = town.app.test_client().post("/sms/heard", data=form(), headers={"X-Twilio-Signature": signature})
    assert response.status_code == 403


def test_no_signature_is_refused(town: Town) -> None:
    assert town.app.test_client().post("/sms/heard", data=form()).status_code == 403


def test_the_host_that_the_request_names_decides_nothing(town: Town) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    assert knock(town, form(), headers=headers).status_code == 200


def test_another_account_or_number_is_refused(town: Town) -> None:
    assert knock(town, form(AccountSid="AC" + "f" * 32)).status_code == 403
    assert knock(town, form(To="+33199000099")).status_code == 403


def test_only_a_form_is_accepted(town: Town) -> None:
    response = town.app.test_client().post("/sms/heard?bodySHA256=x", json=form())
    assert response.status_code == 415


def test_a_body_over_64_kilobytes_is_refused(town: Town) -> None:
    assert knock(town, form(Body="a" * 70_000)).status_code == 413


def test_only_post_is_accepted(town: Town) -> None:
    assert town.app.test_client().get("/sms/heard").status_code == 405


def test_markup_and_control_characters_come_back_as_well_formed_xml(town: Town) -> None:
    response = knock(town, form(Body="</Message><Hangup/>\x00\x0b{{7*7}} ' or 1=1 --"))
    assert response.status_code == 200
    assert texts(response)


def test_an_event_that_comes_again_is_answered_the_same_to_the_letter(town: Town) -> None:
    assert knock(town, form()).data == knock(town, form()).data


def test_a_text_that_the_carrier_has_answered_itself_is_kept_and_not_answered(town: Town) -> None:
    assert texts(knock(town, form(Body="STOP", OptOutType="STOP"))) == []


@pytest.mark.parametrize("media", ["x", "-1", "9" * 40, "²"])
def test_a_strange_number_of_pictures_is_none(town: Town, media: str) -> None:
    assert knock(town, form(NumMedia=media)).status_code == 200


def test_a_text_without_a_body_or_an_id_is_answered(town: Town) -> None:
    fields = form()
    del fields["Body"]
    assert knock(town, fields).status_code == 200


def test_a_report_is_thanked_for_without_words(town: Town) -> None:
    fields = form(MessageStatus="delivered")
    assert knock(town, fields, "/sms/status?m=SM1.0").status_code == 204
    assert knock(town, form(MessageStatus="dreamt"), "/sms/status?m=SM1.0").status_code == 204


def test_what_cannot_be_kept_is_not_acknowledged(town: Town, tmp_path: Path) -> None:
    with town.house.store.write() as tx:
        tx.run("delete from people")
        response = knock_with_short_patience(tmp_path)
    assert response.status_code == 503
    assert response.mimetype == "text/xml"


def knock_with_short_patience(tmp_path: Path) -> TestResponse:
    """Another process's view of the same file, which waits no more than a moment for the lock."""
    from dataclasses import replace

    from helpline.app import create_app
    from helpline.store.engine import open_store

    other = found_town(f"sqlite:///{tmp_path}/other.db", tmp_path)
    other.house.store.close()
    house = replace(other.house, store=open_store(f"sqlite:///{tmp_path}/helpline.db", wait_ms=50))
    other.app = create_app(house.settings, house)
    try:
        return knock(other, form())
    finally:
        house.store.close()
