"""The strict judge of documents is itself held against good and bad ones, and against the carrier's libraries."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twilio.twiml import messaging_response, voice_response

from tests.oracles.twiml import problems
from tests.oracles.twiml_grammar import rules

pytestmark = [pytest.mark.oracle, pytest.mark.usefixtures("node_modules")]
# The carrier's library has no types.
VoiceResponse: Any = voice_response.VoiceResponse
MessagingResponse: Any = messaging_response.MessagingResponse
Say: Any = voice_response.Say
VOICE = {"voice": "Polly.Lea-Neural", "language": "fr-FR"}
SAY = '<Say voice="Polly.Lea-Neural" language="fr-FR">'


def response(*verbs: str) -> str:
    return f"<Response>{''.join(verbs)}</Response>"


def test_it_finds_nothing_wrong_with_a_whole_menu_from_the_carrier_s_builder() -> None:
    menu = VoiceResponse()
    gather = menu.gather(
        input="dtmf speech",
        num_digits=1,
        timeout=8,
        action="/voice/heard?turn=2",
        language="fr-FR",
        speech_model="phone_call",
        hints="mot de passe, ameli",
        profanity_filter=False,
        action_on_empty_result=False,
        finish_on_key="",
        barge_in=True,
    )
    gather.say("Pour un mot de passe, tapez 1.", **VOICE)
    gather.pause(length=1)
    menu.redirect("/voice/heard?turn=2&silence=1", method="POST")
    assert problems(menu.to_xml()) == []


def test_it_finds_nothing_wrong_with_spelling_dialling_recording_and_texting() -> None:
    call, text = VoiceResponse(), MessagingResponse()
    spelt = Say("Rappelez le ", **VOICE)
    spelt.say_as("0123456789", interpret_as="telephone")
    spelt.break_(strength="strong", time="500ms")
    spelt.prosody("lentement", rate="slow")
    call.append(spelt)
    dial = call.dial(caller_id="+33199000000", timeout=25, time_limit=3600, action="/voice/dialled", ring_tone="fr")
    dial.number(
        "+33639980001",
        url="/voice/whisper",
        status_callback="/voice/leg",
        status_callback_event="initiated ringing answered completed",
    )
    call.record(
        action="/voice/recorded",
        max_length=60,
        finish_on_key="#",
        recording_status_callback="/voice/tape",
        recording_status_callback_event="completed absent",
        play_beep=True,
        trim="trim-silence",
    )
    call.hangup()
    text.message("Bonjour", action="/sms/status", status_callback="/sms/status")
    assert problems(call.to_xml()) == []
    assert problems(text.to_xml()) == []
    assert problems(b"<?xml version='1.0' encoding='UTF-8'?><Response/>") == []


BAD = {
    "<Response><Say>": "not XML",
    "<response/>": "root element",
    "<!DOCTYPE a><Response/>": "document type",
    response("<say>a</say>"): "say inside Response",
    response("Bonjour"): "text in Response",
    response("<Say>a</Say>"): "without voice and language",
    response(SAY, "</Say>"): "Say",
    response(SAY, "a" * 1501, "</Say>"): "1501 characters",
    response(SAY, "<Gather/></Say>"): "Gather inside Say",
    response(SAY.replace("fr-FR", "en-GB"), "a</Say>"): "does not speak en-GB",
    response(SAY.replace("Polly.Lea-Neural", "Polly.Nobody"), "a</Say>"): 'voice="Polly.Nobody"',
    response(SAY.replace("Polly.Lea-Neural", "Google.en-GB-Neural2-A"), "a</Say>"): "does not speak fr-FR",
    response(SAY.replace("Polly.Lea-Neural", "alice"), "<break/>a</Say>"): "break with voice alice",
    response(SAY, '<say-as interpret-as="phone">1</say-as></Say>'): 'interpret-as="phone"',
    response(SAY, '<break strength="medium" loud="1"/>a</Say>'): "break has no attribute loud",
    response("<Gather input=\"['dtmf', 'speech']\" language=\"fr-FR\"/>"): "input=",
    response('<Gather input="speech"/>'): "without a language",
    response('<Gather language="fr"/>'): 'language="fr"',
    response('<Gather numDigits="0"/>'): "numDigits=0",
    response('<Gather timeout="-1"/>'): 'timeout="-1"',
    response('<Gather num_digits="1"/>'): "no attribute num_digits",
    response('<Gather finishOnKey="A"/>'): "finishOnKey=A",
    response('<Gather actionOnEmptyResult="True"/>'): 'actionOnEmptyResult="True"',
    response('<Gather speechTimeout="auto" speechModel="phone_call"/>'): "speechTimeout auto",
    response('<Gather speechModel="guess"/>'): "speechModel guess",
    response('<Gather speechTimeout="long"/>'): "speechTimeout long",
    response('<Gather hints="', "a" * 101, '"/>'): "hints",
    response("<Gather><Redirect>/a</Redirect></Gather>"): "Redirect inside Gather",
    response('<Gather action="http://my_house/a"/>'): "underscore",
    response('<Gather action="/a?"/>'): "bare question mark",
    response('<Gather method="PUT"/>'): "method=PUT",
    response("<Redirect></Redirect>"): "Redirect is empty",
    response("<Redirect>/où</Redirect>"): "is no address",
    response("<Redirect>mailto:a</Redirect>"): "is no address",
    response("<Redirect>/a</Redirect><Hangup/>"): "nothing after Redirect",
    response("<Hangup>a</Hangup>"): "text in Hangup",
    response("<Pause/><Reject/>"): "must be the first verb",
    response('<Pause/><Dial answerOnBridge="true">+33639980001</Dial>'): "must be the first verb",
    response('<Reject reason="tired"/>'): 'reason="tired"',
    response('<Record maxLength="0" action="/a"/>'): "maxLength=0",
    response('<Record transcribe="true" action="/a"/>'): "American English",
    response("<Record/>"): "without action",
    response("<Dial/>"): "Dial wants",
    response('<Dial timeout="3">+33639980001</Dial>'): "timeout=3",
    response('<Dial ringTone="xx">+33639980001</Dial>'): 'ringTone="xx"',
    response("<Dial>0639980001</Dial>"): "is no number",
    response("<Dial><Number>12</Number></Dial>"): "is no number",
    response(
        '<Dial><Number statusCallbackEvent="answered,completed">+33639980001</Number></Dial>'
    ): "statusCallbackEvent=",
    response("<Dial>", "<Number>+33639980001</Number>" * 11, "</Dial>"): "most 10",
    response("<Play/>"): "Play wants",
    response("<Sms>a</Sms>"): "no longer",
    response("<Message>", "a" * 1601, "</Message>"): "1601 characters",
    response("<Message/>"): "nothing to send",
    response("<Message>a</Message><Say>a</Say>"): "Say inside Response",
    response(" " * 65536): "bytes",
}


@pytest.mark.parametrize(("document", "words"), BAD.items(), ids=lambda value: str(value)[:60])
def test_it_names_what_is_wrong(document: str, words: str) -> None:
    found = problems(document)
    assert any(words in problem for problem in found), found


def test_a_document_that_goes_with_the_call_is_shorter_and_its_addresses_are_whole() -> None:
    assert problems(response("<Redirect>/a</Redirect>"), given=True) == ["Redirect text '/a' is not absolute"]
    assert problems(response("<Redirect>https://house.example/a</Redirect>"), given=True) == []
    assert "4000" in problems(response(" " * 4000), given=True)[0]


@pytest.mark.parametrize("kind", ["Voice", "Messaging"])
def test_the_names_of_elements_are_those_that_the_carrier_s_node_library_writes(node_modules: Path, kind: str) -> None:
    source = (node_modules / "twilio" / "lib" / "twiml" / f"{kind}Response.js").read_text(encoding="utf-8")
    written = set(re.findall(r'\.ele\("([\w-]+)"', source))
    assert {name for inside in rules(kind).values() for name in inside} == written


@pytest.mark.parametrize("kind", ["Voice", "Messaging"])
def test_every_element_leads_to_rules_that_exist(node_modules: Path, kind: str) -> None:
    known = rules(kind)
    assert {element.inner for inside in known.values() for element in inside.values()} <= known.keys()
    assert sum(len(element.attributes) for inside in known.values() for element in inside.values()) > 4


def test_nine_hundred_voices_are_known(node_modules: Path) -> None:
    voice: Callable[[str], bool] = rules("Voice")["Response"]["Say"].attributes["voice"]
    assert voice("Google.fr-FR-Chirp3-HD-Kore")
    assert not voice("Google.fr-FR-Chirp9-HD-Kore")
