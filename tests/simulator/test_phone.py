"""The phones: the handset API, and the page with and without JavaScript."""

import re

import pytest
import requests
from flask.testing import FlaskClient
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client as WsgiClient

from helpline.simulator import Number, create_carrier
from tests.simulator.customer import ACCOUNT, HOUSE, LINE, PERSON, Customer

TEXTS = f"/handset/{PERSON}/texts"
PAGE = f"/phone/{PERSON}"


def write(browser: FlaskClient, body: str = "Bonjour", to: str = LINE) -> int:
    return browser.post(TEXTS, json={"to": to, "body": body}).status_code


def test_a_phone_writes_and_reads(house: Customer, browser: FlaskClient) -> None:
    house.says("<Response><Message>Oui ?</Message></Response>")
    assert write(browser) == 201
    before = browser.get(TEXTS).get_json()
    assert [(text["body"], text["state"], text["mine"]) for text in before["texts"]] == [("Bonjour", "sending", True)]
    house.carrier.run_pending()
    after = browser.get(f"{TEXTS}?after={before['latest']}").get_json()
    assert [(text["body"], text["state"]) for text in after["texts"]] == [
        ("Bonjour", "delivered"),
        ("Oui ?", "received"),
    ]
    assert after["texts"][1]["other"] == LINE
    assert browser.get(f"{TEXTS}?after={after['latest']}").get_json()["texts"] == []


def test_a_form_will_do_and_each_phone_sees_its_own_texts(browser: FlaskClient) -> None:
    assert browser.post(TEXTS, data={"to": LINE, "body": "a"}).status_code == 201
    assert browser.get("/handset/+33639980002/texts").get_json()["texts"] == []
    assert browser.get(f"{TEXTS}?with=38099").get_json()["texts"] == []


@pytest.mark.parametrize(
    ("body", "to", "reason"), [("a" * 1601, LINE, "too_long"), ("a", "+33939989999", "unknown_line")]
)
def test_it_says_why_a_text_is_refused(browser: FlaskClient, body: str, to: str, reason: str) -> None:
    answer = browser.post(TEXTS, json={"to": to, "body": body})
    assert (answer.status_code, answer.get_json()) == (400, {"reason": reason})


def test_nonsense_is_refused_and_not_an_error(browser: FlaskClient) -> None:
    assert browser.post(TEXTS, json=["a"]).status_code == 400
    assert browser.post(TEXTS, data="{", content_type="application/json").status_code == 400
    assert browser.get(f"{TEXTS}?after=x").status_code == 200


def test_a_page_of_another_site_cannot_write(house: Customer, browser: FlaskClient) -> None:
    answer = browser.post(TEXTS, data={"to": LINE, "body": "a"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert house.carrier.waiting() == 0


def test_the_page_works_without_javascript(house: Customer, browser: FlaskClient) -> None:
    answer = browser.post(PAGE, data={"body": "Bonjour\r\nà tous"})
    assert answer.status_code == 303
    house.says("<Response><Message>Oui ?</Message></Response>")
    house.carrier.run_pending()
    page = browser.get(answer.location.partition("#")[0]).text
    assert "Bonjour\nà tous" in page
    assert "remis" in page
    assert "Oui ?" in page
    assert "1 SMS" in page


@pytest.mark.parametrize(("body", "words"), [("  ", "vide"), ("b" * 1601, "trop long")])
def test_the_page_says_what_is_wrong_and_keeps_what_was_written(browser: FlaskClient, body: str, words: str) -> None:
    answer = browser.post(PAGE, data={"body": body})
    assert answer.status_code == 400
    assert words in answer.text
    assert f">{body}</textarea>" in answer.text


def test_words_from_a_text_are_never_markup(browser: FlaskClient) -> None:
    write(browser, "<script>alert(1)</script>{{ 7*7 }}")
    for path in (PAGE, f"{PAGE}/new", "/phone/%3Cb%3E", "/phone"):
        page = browser.get(path).text
        assert "<script>alert" not in page
        assert "<b>" not in page
        assert "49" not in page


def test_the_page_asks_for_new_bubbles_only(house: Customer, browser: FlaskClient) -> None:
    write(browser, "un")
    first = browser.get(f"{PAGE}/new")
    write(browser, "deux")
    second = browser.get(f"{PAGE}/new?after={first.headers['X-Latest']}")
    assert "deux" in second.text
    assert "un</p>" not in second.text


def test_it_speaks_french_and_english(browser: FlaskClient) -> None:
    assert '<html lang="fr">' in browser.get(PAGE).text
    english = browser.get(f"{PAGE}?lang=en").text
    assert '<html lang="en">' in english
    assert "Write a text" in english


def test_everything_comes_from_the_carrier_itself_and_nothing_is_inline(browser: FlaskClient) -> None:
    write(browser)
    for path in ("/phone", PAGE):
        answer = browser.get(path)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?! src)", answer.text)
        assert not re.findall(r'(?:src|href|action)="(?:[a-z]+:)?//', answer.text)
        for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
            with browser.get(address) as file:
                assert file.status_code == 200


def test_all_addresses_stay_under_the_prefix_it_is_mounted_at(house: Customer) -> None:
    write(create_carrier(house.carrier).test_client())
    front = WsgiClient(DispatcherMiddleware(lambda *_: [], {"/carrier": create_carrier(house.carrier)}))
    for path in ("/carrier/phone", f"/carrier{PAGE}"):
        addresses = re.findall(r'(?:src|href|action|data-new|data-write)="([^"]*)"', front.get(path).text)
        assert len(addresses) > 2
        assert [at for at in addresses if not at.startswith(("/carrier/", "#"))] == []
    assert front.post(f"/carrier{PAGE}", data={"body": "a"}).location.startswith("/carrier/phone/")
    assert front.get("/carrier/").location == "/carrier/phone"


def test_the_list_shows_phones_before_their_first_text(house: Customer, browser: FlaskClient) -> None:
    assert "Aucun téléphone" in browser.get("/phone").text
    house.carrier.add_phone(PERSON, "Le portable bleu")
    write(browser)
    write(browser, "encore")
    house.carrier.add_phone("+33639980002")
    page = browser.get("/phone").text
    assert "Le portable bleu" in page
    assert "2 textos" in page
    assert "+33 6 39 98 00 02" in page


def test_a_phone_shows_every_line_it_can_write_to(house: Customer, browser: FlaskClient) -> None:
    house.carrier.add_number(Number("38099", ACCOUNT, f"{HOUSE}/sms", label="Banque"))
    house.carrier.add_number(Number("AIDE", ACCOUNT, label="Nom"))
    page = browser.get(f"{PAGE}?with=38099").text
    assert "Banque" in page
    assert "Nom" not in page
    assert re.search(r'aria-current=page href="[^"]*with=38099', page)


def test_a_phone_without_any_line_still_opens(house: Customer, browser: FlaskClient) -> None:
    house.carrier.numbers.clear()
    assert "aucun numéro" in browser.get(PAGE).text


def test_the_day_is_told_once_a_day(browser: FlaskClient) -> None:
    for body in ("un", "deux"):
        write(browser, body)
    assert browser.get(PAGE).text.count('class="day"') == 1


def test_the_carrier_s_own_client_is_not_stopped_by_the_same_site_rule(house: Customer) -> None:
    assert isinstance(house.client().http_client.session, requests.Session)
    assert house.client().messages.create(to=PERSON, from_=LINE, body="a").sid
