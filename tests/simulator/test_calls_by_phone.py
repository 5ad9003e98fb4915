"""The handset API for calls: dial, hear, press, speak, keep silent, record, hang up, answer, refuse."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.simulator.calls import MENU, OTHER, asked, says
from tests.simulator.customer import HOUSE, LINE, PERSON, Customer

CALLS = f"/handset/{PERSON}/calls"


class Handset:
    """A phone, by its API; the carrier does what waits after each request."""

    def __init__(self, line: Customer, browser: FlaskClient) -> None:
        self.line = line
        self.browser = browser

    def dial(self) -> dict[str, Any]:
        answer = self.browser.post(CALLS, json={"to": LINE})
        assert answer.status_code == 201
        self.sid = answer.get_json()["sid"]
        return dict(answer.get_json())

    def does(self, what: str, **fields: object) -> dict[str, Any]:
        answer = self.browser.post(f"{CALLS}/{self.sid}/{what}", json=fields)
        assert answer.status_code == 202, answer.get_json()
        assert answer.get_json()["busy"] is True
        return self.now()

    def now(self) -> dict[str, Any]:
        self.line.carrier.run_pending()
        return dict(self.browser.get(CALLS).get_json()["calls"][-1])


@pytest.fixture
def phone(line: Customer, browser: FlaskClient) -> Handset:
    return Handset(line, browser)


def heard(call: dict[str, Any]) -> list[str]:
    return [said["words"] for said in call["said"]]


def test_it_rings_first_and_then_says_what_the_line_says(line: Customer, phone: Handset) -> None:
    says(line, MENU)
    first = phone.dial()
    assert (first["state"], first["busy"], first["incoming"], first["said"]) == ("ringing", True, False, [])
    now = phone.now()
    assert (now["state"], now["busy"], now["other"], now["expects"]) == ("in-progress", False, LINE, ["keys"])
    assert (now["timeout"], now["digits"], now["finish"], heard(now)) == (8, 1, "#", ["Un", "Deux"])
    assert now["said"][0] == {"id": 0, "words": "Un", "language": "", "voice": "", "kind": "said"}


def test_it_presses_speaks_waits_and_hangs_up(line: Customer, phone: Handset) -> None:
    says(line, '<Gather action="/a" input="dtmf speech"/>')
    phone.dial()
    assert phone.now()["expects"] == ["keys", "speech"]
    assert phone.does("keys", keys="1x2")["typed"] == "12"
    says(line, '<Gather action="/b" input="speech"/>')
    assert phone.does("wait")["typed"] == ""
    assert line.heard[-1].form["Digits"] == "12"
    says(line, '<Record action="/c" maxLength="60"/>')
    assert phone.does("speech", words="oui")["expects"] == ["recording"]
    assert (asked(line), line.heard[-1].form["Confidence"]) == ("/b", "0.8")
    says(line, "<Gather/>")
    assert phone.does("record", seconds=5, key="#")["longest"] is None
    assert (line.heard[-1].form["RecordingDuration"], line.heard[-1].form["Digits"]) == ("5", "#")
    ended = phone.does("hangup")
    assert (ended["state"], ended["over"], ended["expects"]) == ("completed", True, [])


def test_an_act_after_the_end_is_refused(line: Customer, phone: Handset, browser: FlaskClient) -> None:
    phone.dial()
    assert phone.now()["over"]
    answer = browser.post(f"{CALLS}/{phone.sid}/keys", json={"keys": "1"})
    assert (answer.status_code, answer.get_json()) == (409, {"reason": "call_over"})


def test_two_acts_at_once_are_done_one_after_the_other(line: Customer, phone: Handset, browser: FlaskClient) -> None:
    says(line, MENU)
    phone.dial()
    phone.now()
    for _ in range(2):
        assert browser.post(f"{CALLS}/{phone.sid}/hangup").status_code == 202
    assert phone.now()["state"] == "completed"


@pytest.mark.parametrize(("to", "reason"), [("+33939989999", "unknown_line"), (LINE, "no_voice"), ("", "unknown_line")])
def test_it_says_why_a_call_is_refused(browser: FlaskClient, to: str, reason: str) -> None:
    answer = browser.post(CALLS, data={"to": to})
    assert (answer.status_code, answer.get_json()) == (400, {"reason": reason})


def test_nobody_acts_in_another_person_s_call(line: Customer, phone: Handset, browser: FlaskClient) -> None:
    says(line, MENU)
    phone.dial()
    assert browser.post(f"/handset/{OTHER}/calls/{phone.sid}/hangup").status_code == 404
    assert browser.post(f"{CALLS}/CA9/hangup").status_code == 404
    assert browser.get(f"/handset/{OTHER}/calls").get_json()["calls"] == []
    answer = browser.post(f"{CALLS}/{phone.sid}/hangup", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def rings(line: Customer, browser: FlaskClient) -> str:
    line.client().calls.create(to=PERSON, from_=LINE, url=f"{HOUSE}/bridge")
    line.carrier.run_pending()
    [call] = browser.get(CALLS).get_json()["calls"]
    assert (call["rings"], call["incoming"], call["other"]) == (True, True, LINE)
    return str(call["sid"])


def test_a_call_that_comes_in_rings_and_is_answered(line: Customer, phone: Handset, browser: FlaskClient) -> None:
    phone.sid = rings(line, browser)
    says(line, MENU)
    now = phone.does("answer")
    assert (now["state"], now["rings"], heard(now)) == ("in-progress", False, ["Un", "Deux"])
    again = browser.post(f"{CALLS}/{phone.sid}/answer")
    assert (again.status_code, again.get_json()) == (409, {"reason": "not_ringing"})


def test_a_call_that_comes_in_can_be_refused(line: Customer, phone: Handset, browser: FlaskClient) -> None:
    phone.sid = rings(line, browser)
    assert phone.does("refuse")["state"] == "busy"
    assert line.posted("/bridge") == []


def test_picking_up_twice_at_once_answers_once(line: Customer, phone: Handset, browser: FlaskClient) -> None:
    sid = rings(line, browser)
    says(line, MENU)
    for _ in range(2):
        assert browser.post(f"{CALLS}/{sid}/answer").status_code == 202
    assert phone.now()["state"] == "in-progress"
    assert len(line.posted("/bridge")) == 1
