"""What a Gather takes: keys, speech, silence, and keys that come while it still speaks."""

import pytest

from tests.simulator.calls import ANSWERED, MENU, asked, calls, says, words
from tests.simulator.customer import HOUSE, Customer


def test_a_key_leads_to_the_action_resolved_against_the_document(line: Customer) -> None:
    call = calls(line, MENU)
    assert (call.listening.timeout, call.listening.digits, call.listening.finish) == (8, 1, "#")
    says(line, "<Say>Bien</Say><Gather/>")
    assert [str(piece) for piece in call.press("1")] == ["Bien"]
    post = line.heard[-1]
    assert post.url == f"{HOUSE}/voice/heard?turn=1"
    assert (post.form["Digits"], post.form["CallStatus"], post.signed) == ("1", "in-progress", True)


def test_keys_add_up_until_there_are_enough_or_the_finishing_key(line: Customer) -> None:
    call = calls(line, '<Gather numDigits="3" action="/a"/>')
    call.press("12")
    assert len(line.heard) == 1
    says(line, '<Gather finishOnKey="*" action="/b"/>')
    call.press("34")  # the fourth key is lost
    assert line.heard[-1].form["Digits"] == "123"
    says(line, '<Gather finishOnKey="" action="/c"/>')
    call.press("1#2*9")
    assert line.heard[-1].form["Digits"] == "1#2"
    says(line, "<Gather/>")
    call.press("0#")
    call.wait()
    assert line.heard[-1].form["Digits"] == "0#"


def test_a_finishing_key_alone_is_silence(line: Customer) -> None:
    call = calls(line, '<Gather action="/a"/><Say>Rien</Say><Gather actionOnEmptyResult="true" action="/b"/>')
    assert [str(piece) for piece in call.press("#")] == ["Rien"]
    says(line, MENU)
    call.press("#")
    assert asked(line) == "/b"
    assert "Digits" not in line.heard[-1].form


def test_silence_falls_through_to_the_next_verb(line: Customer) -> None:
    call = calls(line, MENU, "<Redirect>heard?turn=1&amp;silence=1</Redirect>")
    says(line, MENU)
    assert [str(piece) for piece in call.wait()] == ["Un", "Deux"]
    assert asked(line) == "/voice/heard?turn=1&silence=1"
    assert not {"Digits", "SpeechResult"} & line.heard[-1].form.keys()


def test_an_empty_result_goes_to_the_action_where_asked(line: Customer) -> None:
    call = calls(line, '<Gather action="/a" actionOnEmptyResult="true" input="dtmf speech"/>')
    says(line, MENU)
    call.wait()
    assert asked(line) == "/a"
    assert not {"Digits", "SpeechResult"} & line.heard[-1].form.keys()


@pytest.mark.parametrize(("confidence", "sent"), [(0.8, "0.8"), (0, "0"), (None, None)])
def test_speech_goes_to_the_action_with_or_without_a_confidence(
    line: Customer, confidence: float | None, sent: str | None
) -> None:
    call = calls(line, '<Gather action="/a" input="dtmf speech"/>')
    assert call.expects == {"keys", "speech"}
    call.say("mot de passe oublié", confidence)
    assert line.heard[-1].form["SpeechResult"] == "mot de passe oublié"
    assert line.heard[-1].form.get("Confidence") == sent


def test_what_nobody_waits_for_is_lost(line: Customer) -> None:
    call = calls(line, '<Gather input="speech" action="/a"/>')
    call.press("1")
    assert len(line.heard) == 1
    says(line, '<Gather action="/b"/>')
    call.say("oui")
    call.say("oui")
    call.record(3)
    assert len(line.heard) == 2
    assert call.expects == {"keys"}


def test_a_gather_without_action_asks_its_own_document_again(line: Customer) -> None:
    call = calls(line, "<Gather/>")
    call.press("1#")
    assert line.heard[-1].url == ANSWERED


def test_a_key_during_a_prompt_stops_it(line: Customer) -> None:
    call = calls(line, "<Say>Bonjour</Say>", MENU)
    call.press("1", after=1)
    assert [str(piece) for piece in call.said] == ["Bonjour", "Un"]
    assert asked(line) == "/voice/heard?turn=1"


def test_a_prompt_that_may_not_be_interrupted_is_said_to_its_end(line: Customer) -> None:
    call = calls(line, MENU.replace("<Gather", '<Gather bargeIn="false"'))
    call.press("1", after=1)
    assert (len(line.heard), words(call), len(call.said)) == (1, [], 2)
    call.press("1")
    assert len(line.heard) == 2


def test_what_was_unsaid_hides_nothing_that_comes_after(line: Customer) -> None:
    call = calls(line, MENU)
    says(line, "<Say>Bien</Say><Gather/>")
    assert [str(piece) for piece in call.press("1", after=0)] == ["Bien"]


def test_who_has_begun_to_press_keys_is_no_longer_listened_to(line: Customer) -> None:
    call = calls(line, '<Gather input="dtmf speech" action="/a"/>')
    call.press("1")
    call.say("deux")
    assert len(line.heard) == 1
    call.wait()
    assert line.heard[-1].form["Digits"] == "1"
