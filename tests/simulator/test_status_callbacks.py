"""What the carrier tells of a text that was sent: signed, in order or in any order asked for."""

from itertools import chain

import pytest

from helpline.simulator import Number
from tests.simulator.customer import ACCOUNT, HOUSE, LINE, PERSON, Customer


def statuses(house: Customer) -> list[str]:
    return [post.form["MessageStatus"] for post in house.posted("/status")]


def send(house: Customer, to: str = PERSON) -> str:
    made = house.client().messages.create(to=to, from_=LINE, body="Bonjour", status_callback=f"{HOUSE}/status?t=1")
    return str(made.sid)


def test_nothing_is_told_or_shown_before_the_carrier_gets_to_it(house: Customer) -> None:
    send(house)
    assert statuses(house) == []
    assert house.carrier.handsets.texts(PERSON) == []
    assert house.carrier.waiting() == 1


def test_it_tells_sent_then_delivered_signed_over_the_whole_address(house: Customer) -> None:
    sid = send(house)
    assert house.carrier.run_pending() == 2
    first, last = house.posted("/status?t=1")
    assert (first.form["MessageStatus"], last.form["MessageStatus"]) == ("sent", "delivered")
    assert first.signed
    assert last.signed
    assert last.form["SmsSid"] == last.form["MessageSid"] == sid
    assert (last.form["From"], last.form["To"], last.form["AccountSid"]) == (LINE, PERSON, ACCOUNT)
    assert last.form["RawDlrDoneDate"] == "2611230900"
    assert house.carrier.handsets.texts(PERSON)[0].body == "Bonjour"


@pytest.mark.parametrize(("last", "error"), [("undelivered", 30003), ("undelivered", 30008), ("failed", 30007)])
def test_it_tells_why_a_text_did_not_arrive(house: Customer, last: str, error: int) -> None:
    house.carrier.fate(PERSON, "sent", last, error=error)  # type: ignore[arg-type]
    sid = send(house)
    house.carrier.run_pending()
    assert statuses(house) == ["sent", last]
    assert house.posted("/status")[-1].form["ErrorCode"] == str(error)
    assert "ErrorCode" not in house.posted("/status")[0].form
    assert house.client().messages(sid).fetch().error_code == error
    assert house.carrier.handsets.texts(PERSON) == []


def test_a_text_leaves_once_however_often_it_is_put_on_the_pile(house: Customer) -> None:
    house.carrier.send_later(send(house))
    house.carrier.run_pending()
    assert statuses(house) == ["sent", "delivered"]
    assert len(house.carrier.handsets.texts(PERSON)) == 1


def test_a_text_can_stay_sent_for_ever(house: Customer) -> None:
    house.carrier.fate(PERSON, "sent")
    sid = send(house)
    house.carrier.run_pending()
    assert house.client().messages(sid).fetch().status == "sent"


def test_it_posts_callbacks_out_of_order_twice_or_never_on_request(house: Customer) -> None:
    send(house)
    house.carrier.run_pending(lambda callbacks: callbacks[::-1])
    assert statuses(house) == ["delivered", "sent"]
    send(house)
    house.carrier.run_pending(lambda callbacks: list(chain.from_iterable((each, each) for each in callbacks)))
    assert statuses(house)[2:] == ["sent", "sent", "delivered", "delivered"]
    send(house)
    assert house.carrier.run_pending(lambda _: []) == 0
    assert house.carrier.messages()[0].status == "delivered"


def test_it_tells_of_an_answer_at_the_address_that_the_answer_names(house: Customer) -> None:
    house.says(f'<Response><Message statusCallback="{HOUSE}/status?t=2">a</Message></Response>')
    house.carrier.text_from(PERSON, LINE, "a")
    assert statuses(house) == []
    house.carrier.run_pending()
    assert statuses(house) == ["sent", "delivered"]


def test_it_tells_the_number_s_own_status_address_where_a_text_names_none(house: Customer) -> None:
    house.carrier.add_number(Number(LINE, ACCOUNT, status_url=f"{HOUSE}/status/line"))
    house.client().messages.create(to=PERSON, from_=LINE, body="a")
    house.carrier.run_pending()
    assert statuses(house) == ["sent", "delivered"]


def test_it_notes_a_callback_that_was_refused_or_lost_and_goes_on(house: Customer) -> None:
    send(house)
    house.breaks(ConnectionRefusedError)
    house.says("", status=403)
    house.carrier.run_pending()
    assert [warning.code for warning in house.carrier.warnings] == [11205, 11200]


def test_a_service_picks_the_sender_and_tells_queued_too(house: Customer) -> None:
    service = "MG" + "1" * 32
    house.carrier.services[service] = LINE
    house.client().messages.create(
        to=PERSON, messaging_service_sid=service, body="a", status_callback=f"{HOUSE}/status"
    )
    house.carrier.run_pending()
    assert statuses(house) == ["queued", "sent", "delivered"]
    assert house.posted("/status")[0].form["MessagingServiceSid"] == service


def test_a_whole_turn_runs_without_waiting(house: Customer) -> None:
    house.says("<Response><Message>Un</Message><Message>Deux</Message></Response>")
    assert house.carrier.talk(PERSON, LINE, "a") == ["Un", "Deux"]
    assert house.carrier.talk(PERSON, LINE, "b") == []
