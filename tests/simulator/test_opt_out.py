"""The carrier's own block list."""

import pytest
from twilio.base.exceptions import TwilioRestException

from helpline.simulator import Number
from tests.simulator.customer import ACCOUNT, HOUSE, LINE, PERSON, Customer


def words_on_the_phone(house: Customer) -> list[str]:
    return [text.body for text in house.carrier.handsets.texts(PERSON) if not text.mine]


@pytest.mark.parametrize("word", ["STOP", "stop", " Stop ", "UNSUBSCRIBE", "optout", "REVOKE", "end", "QUIT", "cancel"])
def test_it_blocks_the_pair_and_still_tells_the_customer(house: Customer, word: str) -> None:
    house.carrier.text_from(PERSON, LINE, word)
    assert house.carrier.blocked(LINE, PERSON)
    assert house.heard[0].form["Body"] == word


@pytest.mark.parametrize(
    "word", ["ARRET", "ARRÊT", "STOP SVP", "STOP.", "Ne répondez plus, STOP au 36180", "", "stopper"]
)
def test_it_knows_english_words_alone_as_the_whole_text(house: Customer, word: str) -> None:
    house.carrier.text_from(PERSON, LINE, word)
    assert not house.carrier.blocked(LINE, PERSON)


def test_it_refuses_to_text_who_said_stop_until_they_say_start(house: Customer) -> None:
    house.carrier.text_from(PERSON, LINE, "STOP")
    with pytest.raises(TwilioRestException) as refused:
        house.client().messages.create(to=PERSON, from_=LINE, body="a")
    assert (refused.value.status, refused.value.code) == (400, 21610)
    house.carrier.text_from(PERSON, LINE, "Unstop")
    assert house.client().messages.create(to=PERSON, from_=LINE, body="a").status == "queued"


def test_it_drops_an_answer_to_stop(house: Customer) -> None:
    house.says("<Response><Message>Compris</Message></Response>")
    house.carrier.text_from(PERSON, LINE, "STOP")
    assert "Compris" not in words_on_the_phone(house)
    assert (house.carrier.messages()[0].status, house.carrier.messages()[0].error) == ("failed", 21610)


def test_it_confirms_in_english_on_a_long_code(house: Customer) -> None:
    for word in ("STOP", "START", "HELP"):
        house.carrier.text_from(PERSON, LINE, word)
    stopped, started, helped = words_on_the_phone(house)
    assert "unsubscribed" in stopped
    assert "re-subscribed" in started
    assert "STOP" in helped


def test_it_keeps_its_words_to_itself_where_told_to(house: Customer) -> None:
    house.carrier.add_number(Number(LINE, ACCOUNT, f"{HOUSE}/sms", carrier_words=False))
    house.carrier.text_from(PERSON, LINE, "STOP")
    assert words_on_the_phone(house) == []
    assert house.carrier.blocked(LINE, PERSON)


def test_a_short_code_neither_blocks_nor_speaks(house: Customer) -> None:
    house.carrier.add_number(Number("38099", ACCOUNT, f"{HOUSE}/sms"))
    house.carrier.text_from(PERSON, "38099", "STOP")
    assert words_on_the_phone(house) == []
    assert not house.carrier.blocked("38099", PERSON)


def test_a_service_tells_of_a_blocked_person_afterwards(house: Customer) -> None:
    service = "MG" + "1" * 32
    house.carrier.services[service] = LINE
    house.carrier.text_from(PERSON, LINE, "STOP")
    made = house.client().messages.create(to=PERSON, messaging_service_sid=service, body="a")
    assert (made.status, made.from_, made.num_segments) == ("accepted", None, "0")
    house.carrier.run_pending()
    after = house.client().messages(made.sid).fetch()
    assert (after.status, after.error_code, after.from_) == ("failed", 21610, LINE)
