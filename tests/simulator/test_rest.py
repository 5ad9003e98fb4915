"""The REST API as the carrier's own Python client sees it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import requests
from flask.testing import FlaskClient
from twilio.base.exceptions import TwilioException, TwilioRestException

from helpline.simulator import Number, WsgiAdapter, create_carrier
from helpline.simulator.faults import FaultKind
from tests.simulator.customer import ACCOUNT, HOUSE, LINE, PERSON, TOKEN, Client, Customer

PATH = f"/2010-04-01/Accounts/{ACCOUNT}"


def refused(house: Customer, to: str = PERSON, sender: str = LINE, body: str = "a") -> tuple[int, int | None]:
    with pytest.raises(TwilioRestException) as caught:
        house.client().messages.create(to=to, from_=sender, body=body)
    return caught.value.status, caught.value.code


def test_it_makes_a_text_and_reads_it_back(house: Customer) -> None:
    made = house.client().messages.create(to=PERSON, from_=LINE, body="Où êtes-vous ?")
    read = house.client().messages(made.sid).fetch()
    assert (read.body, read.to, read.from_, read.status) == ("Où êtes-vous ?", PERSON, LINE, "queued")
    assert (read.num_segments, read.num_media, read.direction) == ("1", "0", "outbound-api")
    assert (read.date_sent, read.error_code, read.price) == (None, None, None)
    assert read.date_created == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("", 21604),
        ("0639980001", 21211),
        ("+33", 21211),
        ("abc", 21211),
        ("+33639980001234567", 21211),
        ("36180", 21265),
        ("+33199000001", 21614),
        ("+441632960001", 21614),
        ("+15005550001", 21211),
        ("+15005550002", 21612),
        ("+15005550003", 21408),
        ("+15005550004", 21610),
        ("+15005550009", 21614),
    ],
)
def test_it_refuses_an_address_it_cannot_text(house: Customer, to: str, code: int) -> None:
    assert refused(house, to=to) == (400, code)


@pytest.mark.parametrize(
    ("sender", "code"),
    [("", 21603), ("+33939989999", 21606), ("+15005550001", 21212), ("+15005550007", 21606)],
)
def test_it_refuses_a_sender_that_is_not_the_account_s(house: Customer, sender: str, code: int) -> None:
    assert refused(house, sender=sender) == (400, code)


def test_it_says_when_the_sender_s_queue_is_full(house: Customer) -> None:
    assert refused(house, sender="+15005550008") == (429, 21611)


def test_it_takes_the_magic_sender_and_a_name(house: Customer) -> None:
    house.carrier.add_number(Number("AIDE", ACCOUNT))
    for sender in ("+15005550006", "AIDE"):
        assert house.client().messages.create(to=PERSON, from_=sender, body="a").status == "queued"


@pytest.mark.parametrize(("body", "code"), [("", 21602), (" \n", 21602), ("a" * 1601, 21617)])
def test_it_refuses_an_empty_body_and_one_over_1600_characters(house: Customer, body: str, code: int) -> None:
    assert refused(house, body=body) == (400, code)


def test_it_refuses_a_status_address_with_an_underscore_in_its_host(house: Customer) -> None:
    for url in ("not-a-url", "http://my_house/status"):
        with pytest.raises(TwilioRestException) as caught:
            house.client().messages.create(to=PERSON, from_=LINE, body="a", status_callback=url)
        assert caught.value.code == 21609


def test_it_lets_nobody_in_without_the_right_token(house: Customer, browser: FlaskClient) -> None:
    stranger = Client(ACCOUNT, "guess")
    stranger.http_client.session.mount("https://api.twilio.com", WsgiAdapter(create_carrier(house.carrier)))
    with pytest.raises(TwilioRestException) as caught:
        stranger.messages.create(to=PERSON, from_=LINE, body="a")
    assert (caught.value.status, caught.value.code) == (401, 20003)
    assert browser.get(f"{PATH}/Messages.json").status_code == 401
    assert browser.get(f"/2010-04-01/Accounts/AC{'9' * 32}/Messages.json").status_code == 401
    assert house.carrier.messages() == []


def test_an_api_key_opens_the_same_door(house: Customer) -> None:
    house.carrier.add_account(ACCOUNT, "other", SK1="s3cret")
    client = Client("SK1", "s3cret", ACCOUNT)
    client.http_client.session.mount("https://api.twilio.com", WsgiAdapter(create_carrier(house.carrier)))
    assert client.messages.list() == []


def test_an_unknown_name_with_an_empty_secret_opens_nothing(browser: FlaskClient) -> None:
    assert browser.get(f"{PATH}/Messages.json", auth=("SK-unknown", "")).status_code == 401


def test_one_account_sees_and_uses_nothing_of_another(house: Customer) -> None:
    sid = house.client().messages.create(to=PERSON, from_=LINE, body="a").sid
    call = house.client().calls.create(to=PERSON, from_=LINE, twiml="<Response/>").sid
    other = "AC" + "9" * 32
    house.carrier.add_account(other, TOKEN)
    client = Client(other, TOKEN)
    client.http_client.session.mount("https://api.twilio.com", WsgiAdapter(create_carrier(house.carrier)))
    assert (client.messages.list(), client.calls.list()) == ([], [])
    for asked in (client.messages(sid), client.calls(call)):
        with pytest.raises(TwilioRestException) as caught:
            asked.fetch()
        assert caught.value.code == 20404
    with pytest.raises(TwilioRestException) as caught:
        client.messages.create(to=PERSON, from_=LINE, body="a")
    assert caught.value.code == 21606


def test_it_refuses_a_service_it_does_not_have(house: Customer) -> None:
    with pytest.raises(TwilioRestException) as caught:
        house.client().messages.create(to=PERSON, messaging_service_sid="MG" + "0" * 32, body="a")
    assert caught.value.code == 20404


def test_it_lists_by_address_and_date_the_newest_first(house: Customer) -> None:
    client = house.client()
    for name in ("un", "deux"):
        client.messages.create(to=PERSON, from_=LINE, body=name)
    client.messages.create(to="+33639980002", from_=LINE, body="trois")
    house.carrier.run_pending()
    assert [text.body for text in client.messages.list(to=PERSON)] == ["deux", "un"]
    assert [text.body for text in client.messages.list(from_=PERSON)] == []
    assert len(client.messages.list(date_sent=date(2026, 11, 23))) == 3
    assert client.messages.list(date_sent=date(2026, 11, 22)) == []
    assert client.messages.list(date_sent_after=datetime(2026, 11, 23, 10, tzinfo=UTC)) == []
    assert len(client.messages.list(date_sent_before=datetime(2026, 11, 23, 10, tzinfo=UTC))) == 3
    sent = client.messages.list(to="+33639980002")[0].date_sent
    assert [text.body for text in client.messages.list(date_sent_after=sent)] == ["trois"]
    assert len(client.messages.list(date_sent_before=sent - timedelta(seconds=1))) == 2


def test_it_refuses_a_date_that_is_none(house: Customer) -> None:
    with pytest.raises(TwilioException, match="20001"):
        house.client().messages.list(date_sent="yesterday")


def test_the_client_walks_through_all_pages(house: Customer) -> None:
    for number in range(7):
        house.client().messages.create(to=PERSON, from_=LINE, body=str(number))
    assert [text.body for text in house.client().messages.list(page_size=3)] == list("6543210")
    page = house.client().messages.page(page_size=3, to=PERSON)
    assert page.next_page().previous_page().next_page().next_page().next_page() is None


def test_the_last_page_is_known_as_such_and_a_page_has_room_for_one(house: Customer, browser: FlaskClient) -> None:
    for _ in range(4):
        house.client().messages.create(to=PERSON, from_=LINE, body="a")
    full = browser.get(f"{PATH}/Messages.json?PageSize=2&Page=1", auth=(ACCOUNT, TOKEN)).get_json()
    assert (full["start"], full["end"], full["next_page_uri"]) == (2, 3, None)
    assert "Page=0" in full["previous_page_uri"]
    tiny = browser.get(f"{PATH}/Messages.json?PageSize=0", auth=(ACCOUNT, TOKEN)).get_json()
    assert (tiny["page_size"], len(tiny["messages"])) == (1, 1)


def test_dates_are_compared_by_the_second_as_they_are_shown(house: Customer) -> None:
    moment = datetime(2026, 11, 23, 9, 0, 0, 700_000, tzinfo=UTC)
    house.carrier.clock = lambda: moment
    made = house.client().messages.create(to=PERSON, from_=LINE, body="a")
    assert len(house.client().messages.list(date_sent_before=made.date_created)) == 1
    assert len(house.client().messages.list(date_sent_after=made.date_created)) == 1


def test_it_takes_the_words_out_of_a_finished_text_only(house: Customer) -> None:
    sid = house.client().messages.create(to=PERSON, from_=LINE, body="secret").sid
    with pytest.raises(TwilioRestException) as caught:
        house.client().messages(sid).update(body="")
    assert caught.value.code == 20009
    house.carrier.run_pending()
    assert house.client().messages(sid).update(body="").body == ""
    assert house.client().messages(sid).fetch().body == ""
    with pytest.raises(TwilioRestException) as caught:
        house.client().messages(sid).update(body="other words")
    assert caught.value.code == 20001
    with pytest.raises(TwilioRestException) as caught:
        house.client().messages(sid).update(status="canceled")
    assert caught.value.code == 30409


def test_it_deletes_a_finished_text_only(house: Customer) -> None:
    sid = house.client().messages.create(to=PERSON, from_=LINE, body="a").sid
    with pytest.raises(TwilioRestException) as caught:
        house.client().messages(sid).delete()
    assert caught.value.code == 20009
    house.carrier.run_pending()
    assert house.client().messages(sid).delete()
    with pytest.raises(TwilioRestException) as caught:
        house.client().messages(sid).fetch()
    assert (caught.value.status, caught.value.code) == (404, 20404)


def test_an_unknown_address_of_the_api_is_answered_as_the_carrier_does(browser: FlaskClient) -> None:
    answer = browser.get("/2010-04-01/Nothing.json")
    assert answer.status_code == 404
    assert answer.get_json()["code"] == 20404


def test_the_next_requests_run_into_the_faults_ordered(house: Customer) -> None:
    house.carrier.faults.add("too-many", times=2)
    house.carrier.faults.add("down")
    assert [refused(house) for _ in range(3)] == [(429, 20429), (429, 20429), (500, 20500)]
    assert house.carrier.messages() == []
    assert house.client().messages.create(to=PERSON, from_=LINE, body="a").sid


@pytest.mark.parametrize("kind", ["done-but-dropped", "dropped"])
def test_the_line_breaks(house: Customer, kind: FaultKind) -> None:
    house.carrier.faults.add(kind)
    with pytest.raises(requests.ConnectionError):
        house.client().messages.create(to=PERSON, from_=LINE, body="a")
    assert len(house.carrier.messages()) == (1 if kind == "done-but-dropped" else 0)


def test_an_unknown_outcome_can_be_looked_up(house: Customer) -> None:
    house.carrier.faults.add("done-but-500")
    assert refused(house, body="retrouvez-moi") == (500, 20500)
    assert [text.body for text in house.client().messages.list(to=PERSON)] == ["retrouvez-moi"]


def test_it_can_be_slow(house: Customer) -> None:
    slept: list[float] = []
    house.carrier.faults.sleep = slept.append
    house.carrier.faults.add("slow", seconds=30)
    assert house.client().messages.create(to=PERSON, from_=LINE, body="a").sid
    assert slept == [30]


def test_faults_hit_reading_too_where_asked_and_can_be_called_off(house: Customer) -> None:
    house.carrier.faults.add("down", times=5)
    assert house.client().messages.list() == []
    house.carrier.faults.methods = frozenset({"GET"})
    with pytest.raises(TwilioException, match="20500"):
        house.client().messages.list()
    assert len(house.carrier.faults) == 4
    house.carrier.faults.clear()
    assert house.client().messages.list() == []


def test_it_makes_a_call_that_waits_in_the_queue(house: Customer) -> None:
    events = ["initiated", "completed"]
    made = house.client().calls.create(
        to=PERSON, from_=LINE, url=f"{HOUSE}/voice", status_callback=f"{HOUSE}/call", status_callback_event=events
    )
    assert (made.status, made.direction, made.duration) == ("queued", "outbound-api", None)
    assert house.client().calls(made.sid).fetch().to == PERSON
    assert [call.sid for call in house.client().calls.list(status="queued")] == [made.sid]
    assert house.client().calls.list(status="busy") == []


@pytest.mark.parametrize(
    ("to", "sender", "twiml", "code"),
    [
        ("", LINE, "<Response/>", 21201),
        ("12", LINE, "<Response/>", 21211),
        ("+15005550001", LINE, "<Response/>", 21217),
        ("+15005550002", LINE, "<Response/>", 21214),
        ("+15005550003", LINE, "<Response/>", 21215),
        ("+15005550004", LINE, "<Response/>", 21216),
        (PERSON, "", "<Response/>", 21213),
        (PERSON, "+33939989999", "<Response/>", 21210),
        (PERSON, "+15005550001", "<Response/>", 21212),
        (PERSON, LINE, "", 21205),
        (PERSON, LINE, "<Response>" + " " * 4000 + "</Response>", 32018),
    ],
)
def test_it_refuses_a_call_it_cannot_make(house: Customer, to: str, sender: str, twiml: str, code: int) -> None:
    with pytest.raises(TwilioRestException) as caught:
        house.client().calls.create(to=to, from_=sender, twiml=twiml)
    assert caught.value.code == code
    assert house.carrier.calls() == []


def test_it_cancels_a_call_once(house: Customer) -> None:
    sid = house.client().calls.create(to=PERSON, from_=LINE, twiml="<Response/>").sid
    with pytest.raises(TwilioRestException) as caught:
        house.client().calls(sid).delete()
    assert caught.value.code == 20009
    assert house.client().calls(sid).update(status="canceled").status == "canceled"
    with pytest.raises(TwilioRestException) as caught:
        house.client().calls(sid).update(status="completed")
    assert caught.value.code == 21220
    assert house.client().calls(sid).delete()
    assert house.client().calls.list() == []


def test_it_ends_a_call_under_way_or_sends_it_elsewhere(house: Customer) -> None:
    made = house.client().calls.create(to=PERSON, from_=LINE, twiml="<Response><Gather/></Response>")
    with pytest.raises(TwilioRestException) as caught:
        house.client().calls(made.sid).update(url=f"{HOUSE}/other")
    assert caught.value.code == 21220
    house.carrier.answer(PERSON)
    with pytest.raises(TwilioRestException) as caught:
        house.client().calls(made.sid).update(status="canceled")
    assert caught.value.code == 21220
    house.says("<Response><Gather/></Response>")
    house.client().calls(made.sid).update(url=f"{HOUSE}/other")
    moved = house.carrier.call(made.sid)
    assert moved is not None
    assert moved.url == f"{HOUSE}/other"
    ended = house.client().calls(made.sid).update(status="completed")
    assert ended.status == "completed"
    assert int(ended.duration) > 0
