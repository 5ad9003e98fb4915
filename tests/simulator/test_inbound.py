"""What the carrier posts when a person texts, and what it makes of the answer."""

import pytest
import requests

from helpline.simulator import Number
from tests.simulator.customer import ACCOUNT, HOUSE, LINE, PERSON, Customer

HELLO = "<Response><Message>Bonjour</Message></Response>"


def on_the_phone(house: Customer) -> list[str]:
    return [text.body for text in house.carrier.handsets.texts(PERSON) if not text.mine]


def test_it_posts_every_parameter_of_an_inbound_text_and_signs_them(house: Customer) -> None:
    message = house.carrier.text_from(PERSON, LINE, " Allô ? ")
    [post] = house.heard
    assert post.signed
    assert post.form["Body"] == " Allô ? "
    assert post.form["From"] == PERSON
    assert post.form["To"] == LINE
    assert {post.form[name] for name in ("MessageSid", "SmsSid", "SmsMessageSid")} == {message.sid}
    assert post.form["AccountSid"] == ACCOUNT
    assert (post.form["NumMedia"], post.form["NumSegments"]) == ("0", "1")
    assert (post.form["FromCountry"], post.form["FromZip"], post.form["ToCity"]) == ("FR", "", "")


def test_it_looks_like_the_carrier_on_the_wire(house: Customer) -> None:
    house.carrier.text_from(PERSON, LINE, "a")
    headers = house.heard[0].headers
    assert headers["User-Agent"] == "TwilioProxy/1.1"
    assert headers["I-Twilio-Idempotency-Token"]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_it_sends_parameters_in_an_odd_order_and_now_and_then_an_unknown_one(house: Customer) -> None:
    for _ in range(10):
        house.carrier.text_from(PERSON, LINE, "a")
    orders = {tuple(post.form) for post in house.heard}
    assert len(orders) > 5
    assert sum("ChannelToggle" in post.form for post in house.heard) == 2
    assert all(post.signed for post in house.heard)


def test_it_names_each_photo(house: Customer) -> None:
    message = house.carrier.text_from(PERSON, LINE, "", ["https://media.example/1", "https://media.example/2"])
    form = house.heard[0].form
    assert message.sid.startswith("MM")
    assert form["NumMedia"] == "2"
    assert form["MediaUrl1"] == "https://media.example/2"
    assert form["MediaContentType0"] == "image/jpeg"


def test_it_puts_each_message_of_the_answer_on_the_phone(house: Customer) -> None:
    house.says("<Response><Message>Un</Message><Message><Body>Deux &amp; trois</Body></Message></Response>")
    house.carrier.text_from(PERSON, LINE, "a")
    assert on_the_phone(house) == ["Un", "Deux & trois"]


def test_it_sends_plain_text_as_a_message(house: Customer) -> None:
    house.says("Erreur interne", "text/plain; charset=utf-8")
    house.carrier.text_from(PERSON, LINE, "a")
    assert on_the_phone(house) == ["Erreur interne"]


def test_it_says_nothing_for_an_empty_response(house: Customer) -> None:
    house.carrier.text_from(PERSON, LINE, "a")
    assert on_the_phone(house) == []
    assert house.carrier.warnings == []


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        ("<Response><message>a</message></Response>", "text/xml", 12200),
        ("<Response><Say>a</Say></Response>", "text/xml", 12200),
        ("<Response><Message colour='red'>a</Message></Response>", "text/xml", 12200),
        ("<Response><Message><Bold>a</Bold></Message></Response>", "text/xml", 12200),
        ("<Response><Message>a & b</Message></Response>", "text/xml", 12100),
        ("<response/>", "text/xml", 12100),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><Response><Message>&a;</Message></Response>", "text/xml", 12100),
        ("{}", "application/json", 12300),
        ("<Response>" + " " * 65_536 + "</Response>", "text/xml", 11750),
        ("oops", "text/html", 12100),
    ],
)
def test_it_warns_of_an_answer_that_is_no_good(house: Customer, body: str, kind: str, code: int) -> None:
    house.says(body, kind)
    message = house.carrier.text_from(PERSON, LINE, "a")
    assert [(warning.code, warning.sid) for warning in house.carrier.warnings] == [(code, message.sid)]


def test_it_follows_a_redirect_to_a_relative_address(house: Customer) -> None:
    house.says("<Response><Message>Un</Message><Redirect>/next?x=1</Redirect><Message>non</Message></Response>")
    house.says("<Response><Message>Deux</Message></Response>")
    house.carrier.text_from(PERSON, LINE, "a")
    assert [post.url for post in house.heard] == [f"{HOUSE}/sms", f"{HOUSE}/next?x=1"]
    assert house.heard[1].signed
    assert on_the_phone(house) == ["Un", "Deux"]


def test_it_gives_up_after_ten_redirects(house: Customer) -> None:
    for _ in range(20):
        house.says("<Response><Redirect>/sms</Redirect></Response>")
    house.carrier.text_from(PERSON, LINE, "a")
    assert len(house.heard) == 11
    assert house.carrier.warnings[0].code == 11215


def test_it_tries_once_more_when_nobody_answers(house: Customer) -> None:
    house.breaks(ConnectionRefusedError)
    house.says(HELLO)
    house.carrier.text_from(PERSON, LINE, "a")
    first, second = house.heard
    assert first == second
    assert on_the_phone(house) == ["Bonjour"]


def test_it_asks_the_fallback_with_the_error_and_the_address(house: Customer) -> None:
    house.breaks(ConnectionRefusedError, times=2)
    house.says(HELLO)
    house.carrier.text_from(PERSON, LINE, "a")
    [post] = house.posted("/fallback")
    assert (post.form["ErrorCode"], post.form["ErrorUrl"]) == ("11205", f"{HOUSE}/sms")
    assert post.signed
    assert on_the_phone(house) == ["Bonjour"]


def test_it_does_not_try_again_after_an_error_page(house: Customer) -> None:
    house.says("oops", "text/plain", 500)
    house.carrier.text_from(PERSON, LINE, "a")
    assert [post.url for post in house.heard] == [f"{HOUSE}/sms", f"{HOUSE}/fallback"]
    assert house.heard[1].form["ErrorCode"] == "11200"
    assert on_the_phone(house) == []


def test_it_goes_to_the_fallback_at_once_when_the_answer_is_too_slow(house: Customer) -> None:
    house.breaks(_Late)
    house.carrier.text_from(PERSON, LINE, "a")
    assert len(house.posted("/sms")) == 1
    assert house.posted("/fallback")[0].form["ErrorCode"] == "11205"


class _Late(requests.ReadTimeout):
    """What `requests` raises after 15 seconds without an answer."""


def test_it_shows_a_failed_text_when_there_is_no_fallback_either(house: Customer) -> None:
    house.carrier.add_number(Number("38099", ACCOUNT, f"{HOUSE}/short"))
    house.breaks(ConnectionRefusedError, times=2)
    house.carrier.text_from(PERSON, "38099", "a")
    [text] = house.carrier.handsets.texts(PERSON)
    assert text.state == "failed"
    assert house.carrier.warnings[0].code == 11205


def test_it_obeys_the_retries_asked_for_in_the_fragment_and_signs_without_it(house: Customer) -> None:
    house.carrier.add_number(Number("38099", ACCOUNT, f"{HOUSE}/short?a=1#rc=3&rp=5xx"))
    for _ in range(3):
        house.says("", status=503)
    house.says(HELLO)
    house.carrier.text_from(PERSON, "38099", "a")
    assert [post.url for post in house.heard] == [f"{HOUSE}/short?a=1"] * 4
    assert all(post.signed for post in house.heard)
    assert on_the_phone(house) == ["Bonjour"]


def test_it_can_post_the_same_text_again_and_takes_one_answer_only(house: Customer) -> None:
    for _ in range(2):
        house.says(HELLO)
    message = house.carrier.text_from(PERSON, LINE, "a")
    answer = house.carrier.retry(message.sid)
    first, second = house.heard
    assert first == second
    assert answer is not None
    assert answer.body == HELLO.encode()
    assert on_the_phone(house) == ["Bonjour"]


def test_a_retry_brings_the_answer_that_was_lost(house: Customer) -> None:
    house.carrier.add_number(Number("38099", ACCOUNT, f"{HOUSE}/short"))
    house.breaks(ConnectionResetError, times=2)
    message = house.carrier.text_from(PERSON, "38099", "a")
    house.says(HELLO)
    house.carrier.retry(message.sid)
    assert on_the_phone(house) == ["Bonjour"]


def test_it_keeps_a_text_whose_webhook_was_never_asked(house: Customer) -> None:
    message = house.carrier.lose(PERSON, LINE, "personne ?")
    assert house.heard == []
    assert house.client().messages(message.sid).fetch().body == "personne ?"


def test_it_refuses_numbers_it_does_not_have_names_and_texts_that_are_too_long(house: Customer) -> None:
    house.carrier.add_number(Number("AIDE", ACCOUNT))
    for to, body in (("+33939989999", "a"), ("AIDE", "a"), (LINE, "a" * 1601)):
        with pytest.raises(ValueError, match=r"unknown_line|too_long"):
            house.carrier.text_from(PERSON, to, body)
    house.carrier.text_from(PERSON, LINE, "a" * 1600)
    assert len(house.heard) == 1


def test_it_answers_for_another_number_only_if_the_account_has_it(house: Customer) -> None:
    house.says(f'<Response><Message from="+33939981111" to="{PERSON}">a</Message></Response>')
    house.carrier.text_from(PERSON, LINE, "a")
    assert on_the_phone(house) == []
    assert house.carrier.messages()[0].error == 21606


def test_a_worker_does_what_waits_without_being_asked(house: Customer) -> None:
    house.says(HELLO)
    house.carrier.start()
    house.carrier.take_in(PERSON, LINE, "a")
    house.carrier.stop()
    assert on_the_phone(house) == ["Bonjour"]
    assert house.carrier.waiting() == 0
