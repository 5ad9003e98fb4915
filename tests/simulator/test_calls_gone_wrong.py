"""Calls whose webhook is down, slow or wrong: the fallback, the apology, and what the debugger is told."""

import pytest
import requests

from helpline.simulator.voice_grammar import speaks
from tests.simulator.calls import ANSWERED, MENU, asked, calls, says, troubles, words
from tests.simulator.customer import HOUSE, LINE, PERSON, Customer


@pytest.mark.parametrize(
    ("problem", "times", "code"), [(ConnectionRefusedError, 2, "11205"), (requests.ReadTimeout, 1, "11205")]
)
def test_a_webhook_that_is_not_there_leads_to_the_fallback(
    line: Customer, problem: type[Exception], times: int, code: str
) -> None:
    line.breaks(problem, times)
    call = calls(line, "<Say>Rappelez demain</Say>")
    assert words(call) == ["Rappelez demain"]
    post = line.heard[-1]
    assert post.url == f"{HOUSE}/voice/fallback"
    assert (post.form["ErrorCode"], post.form["ErrorUrl"], post.signed) == (code, ANSWERED, True)
    assert post.form["CallSid"] == call.sid
    assert troubles(line) == [int(code)]


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        ("<Response/>", "text/xml", 500, 11200),
        ("<Response/>", "text/xml", 404, 11200),
        ("<Response/>", "application/json", 200, 12300),
        ("", "text/xml", 200, 12100),
        ("<Response>", "text/xml", 200, 12100),
        ("<Answer/>", "text/xml", 200, 12100),
        ("<!DOCTYPE a><Response/>", "text/xml", 200, 12100),
        ("<Response><say>a</say></Response>", "text/xml", 200, 12200),
        ("<Response><Message>a</Message></Response>", "text/xml", 200, 12200),
        ("<Response><Enqueue>a</Enqueue></Response>", "text/xml", 200, 12200),
        (" " * 65537, "text/xml", 200, 11750),
    ],
)
def test_a_useless_answer_leads_to_the_fallback(line: Customer, body: str, kind: str, status: int, code: int) -> None:
    line.says(body, kind, status)
    call = calls(line, "<Say>Rappelez demain</Say>")
    assert words(call) == ["Rappelez demain"]
    assert line.heard[-1].form["ErrorCode"] == str(code)
    assert troubles(line) == [code]


def test_where_the_fallback_fails_too_the_carrier_apologises(line: Customer) -> None:
    line.says("", status=500)
    line.says("", status=503)
    call = line.carrier.call_from(PERSON, LINE)
    assert words(call) == ["We are sorry, an application error has occurred. Goodbye."]
    assert (call.state, troubles(line)) == ("completed", [11200, 11200])


def test_a_later_turn_that_fails_leads_to_the_fallback_with_what_was_pressed(line: Customer) -> None:
    call = calls(line, MENU)
    line.says("", status=500)
    says(line, MENU)
    call.press("2")
    assert line.heard[-1].url == f"{HOUSE}/voice/fallback"
    assert (line.heard[-1].form["Digits"], call.state) == ("2", "in-progress")


@pytest.mark.parametrize(
    ("verbs", "code"),
    [
        ('<Say colour="red">a</Say>', 12200),
        ("<Say><Gather/></Say>", 12200),
        ("<Say></Say>", 13520),
        ("<Say>" + "a" * 4001 + "</Say>", 13521),
        ('<Say voice="Polly.Lea">' + "a" * 3001 + "</Say>", 13521),
        ('<Say voice="Polly.Amy" language="fr-FR">a</Say>', 13520),
        ("<Gather><Redirect>/a</Redirect></Gather>", 12200),
        ("<Gather numDigits='0'/>", 12200),
        ("<Gather timeout='soon'/>", 12200),
        ("<Gather input=\"['dtmf']\"/>", 12200),
        ("<Gather method='GET'/>", 12200),
        ("<Gather finishOnKey='A'/>", 12200),
        ("<Gather hints='" + "a," * 500 + "'/>", 12200),
        ("<Gather hints='" + "a" * 101 + "'/>", 12200),
        ("<Gather speechTimeout='auto' speechModel='phone_call'/>", 12200),
        ("<Pause length='x'/>", 12200),
        ("<Pause/><Reject/>", 12200),
        ("<Record maxLength='0'/>", 12200),
        ("<Dial/>", 12200),
        ("<Dial ringTone='france'>+33639980002</Dial>", 12200),
        ("<Dial>" + "<Number>+33639980002</Number>" * 11 + "</Dial>", 12200),
    ],
)
def test_what_is_not_in_the_grammar_is_noted(line: Customer, verbs: str, code: int) -> None:
    calls(line, verbs)
    assert code in troubles(line)


def test_a_call_goes_on_after_a_wrong_attribute(line: Customer) -> None:
    call = calls(line, '<Say colour="red">a</Say><Say></Say>', MENU)
    assert words(call) == ["a", "Un", "Deux"]
    assert len(line.heard) == 1


def test_a_redirect_without_an_address_goes_wrong(line: Customer) -> None:
    call = calls(line, "<Redirect> </Redirect>")
    assert set(troubles(line)) == {11100}
    assert asked(line) == "/voice/fallback"
    assert call.over


def test_redirects_in_a_circle_end(line: Customer) -> None:
    for _ in range(20):
        says(line, "<Redirect>/again</Redirect>")
    call = line.carrier.call_from(PERSON, LINE)
    assert (len(line.heard), troubles(line), call.state) == (11, [11215], "completed")
    assert "application error" in words(call)[0]


def test_a_circle_with_a_wait_in_it_does_not_end(line: Customer) -> None:
    for _ in range(21):
        says(line, MENU, "<Redirect>/again</Redirect>")
    call = line.carrier.call_from(PERSON, LINE)
    for _ in range(20):
        call.wait()
    assert (call.state, line.carrier.warnings) == ("in-progress", [])


def test_plain_text_is_read_out_and_a_sound_is_played(line: Customer) -> None:
    line.says("Erreur interne", "text/plain; charset=utf-8")
    assert words(line.carrier.call_from(PERSON, LINE)) == ["Erreur interne"]
    line.says(b"RIFF", "audio/wav")
    assert line.carrier.call_from(PERSON, LINE).heard[0].kind == "played"


@pytest.mark.parametrize(
    ("voice", "language", "able"),
    [
        ("Polly.Lea-Neural", "fr-FR", True),
        ("Polly.Lea-Neural", "en-GB", False),
        ("Polly.Amy", "en-GB", True),
        ("Polly.Nobody", "fr-FR", False),
        ("Polly.Hans", "de-DE", True),
        ("Google.fr-FR-Neural2-A", "fr-FR", True),
        ("Google.fr-FR-Neural2-A", "fr-CA", False),
        ("alice", "fr-FR", True),
    ],
)
def test_a_voice_speaks_its_own_language(voice: str, language: str, able: bool) -> None:
    assert speaks(voice, language) is able
