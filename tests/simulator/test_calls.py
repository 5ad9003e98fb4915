"""A person calls: what the carrier posts, and how it follows the documents that come back."""

from threading import Thread

import pytest

from helpline.simulator import Answer, Number
from tests.simulator.calls import ANSWERED, MENU, calls, says, troubles, words
from tests.simulator.customer import ACCOUNT, HOUSE, LINE, PERSON, TOKEN, Customer, RequestValidator


def test_it_posts_every_parameter_of_a_call_and_signs_them(line: Customer) -> None:
    call = calls(line, MENU)
    [post] = line.heard
    assert (post.url, post.signed) == (ANSWERED, True)
    assert post.form["CallSid"] == call.sid
    assert post.form["AccountSid"] == ACCOUNT
    assert (post.form["From"], post.form["Caller"], post.form["To"], post.form["Called"]) == (
        PERSON,
        PERSON,
        LINE,
        LINE,
    )
    assert (post.form["CallStatus"], post.form["Direction"], post.form["ApiVersion"]) == (
        "ringing",
        "inbound",
        "2010-04-01",
    )
    assert (post.form["FromCountry"], post.form["CallerZip"], post.form["CalledCity"]) == ("FR", "", "")
    assert post.headers["User-Agent"] == "TwilioProxy/1.1"


def test_it_sends_parameters_in_an_odd_order_and_now_and_then_an_unknown_one(line: Customer) -> None:
    for _ in range(15):
        calls(line)
    assert len({tuple(post.form) for post in line.heard}) > 5
    assert sum("CallbackToggle" in post.form for post in line.heard) == 3
    assert sum("StirVerstat" in post.form for post in line.heard) == 5
    assert all(post.signed for post in line.heard)


@pytest.mark.parametrize("caller", ["anonymous", "+266696687", "unknown", "Anonymous"])
def test_a_withheld_number_comes_through_as_the_network_gives_it(line: Customer, caller: str) -> None:
    says(line, MENU)
    line.carrier.call_from(caller, LINE)
    assert line.heard[0].form["From"] == caller
    assert line.heard[0].form["FromCountry"] == ""


def test_a_call_needs_a_number_that_takes_calls(house: Customer) -> None:
    for to, reason in ((LINE, "no_voice"), ("+33939989999", "unknown_line")):
        with pytest.raises(ValueError, match=reason):
            house.carrier.call_from(PERSON, to)
    assert house.carrier.calls() == []


def test_what_is_said_is_heard_with_its_voice_and_language(line: Customer) -> None:
    call = calls(
        line,
        '<Say voice="Polly.Lea-Neural" language="fr-FR">Bon<break time="1s"/>jour  <sub alias="madame">Mme</sub> '
        '<say-as interpret-as="digits">12</say-as></Say><Pause length="2"/><Play loop="2">/son.wav</Play><Gather/>',
    )
    said, played = call.heard
    assert (said.words, said.language, said.voice, said.kind) == (
        "Bon jour madame 12",
        "fr-FR",
        "Polly.Lea-Neural",
        "said",
    )
    assert (played.words, played.kind, played.times) == (f"{HOUSE}/son.wav", "played", 2)
    assert (call.state, call.expects) == ("in-progress", {"keys"})


@pytest.mark.parametrize("verbs", ["", "<Say>Au revoir</Say>", "<Hangup/><Say>Jamais</Say>"])
def test_the_end_of_the_document_ends_the_call(line: Customer, verbs: str) -> None:
    call = calls(line, verbs)
    assert (call.state, call.over, call.expects) == ("completed", True, frozenset())
    assert "Jamais" not in words(call)
    with pytest.raises(ValueError, match="call_over"):
        call.press("1")


def test_the_number_is_told_when_the_call_is_over(line: Customer) -> None:
    call = calls(line, MENU)
    assert call.hang_up() == []
    assert line.posted("/voice/ended") == []
    line.carrier.run_pending()
    [post] = line.posted("/voice/ended")
    assert post.signed
    assert (post.form["CallStatus"], post.form["CallSid"], post.form["SequenceNumber"]) == ("completed", call.sid, "0")
    assert (post.form["CallbackSource"], post.form["Duration"]) == ("call-progress-events", "1")
    assert int(post.form["CallDuration"]) > 0
    assert post.form["Timestamp"].startswith("Mon, 23 Nov 2026 09:00:")
    assert len(line.heard) == 2


def test_who_hangs_up_in_the_middle_of_a_sentence_is_asked_nothing_more(line: Customer) -> None:
    says(line, "<Say>Un</Say><Say>Deux</Say><Redirect>/a</Redirect>")
    call = line.carrier.call_from(PERSON, LINE, leave_after=1)
    assert (words(call), call.state, len(line.heard)) == (["Un"], "completed", 1)


@pytest.mark.parametrize(("reason", "state"), [("busy", "busy"), ("rejected", "no-answer")])
def test_a_rejected_call_is_never_answered(line: Customer, reason: str, state: str) -> None:
    call = calls(line, f'<Reject reason="{reason}"/>')
    assert call.state == state
    line.carrier.run_pending()
    assert "CallDuration" not in line.posted("/voice/ended")[0].form
    assert line.carrier.warnings == []


def test_a_call_that_is_answered_can_no_longer_be_rejected(line: Customer) -> None:
    assert calls(line, "<Pause/><Reject reason='busy'/><Say>Jamais</Say>").state == "completed"


def test_a_retry_is_the_same_to_the_letter_and_changes_nothing_in_the_call(line: Customer) -> None:
    call = calls(line, MENU)
    says(line, MENU)
    call.press("1")
    says(line, "<Say>Encore</Say>")
    assert call.retry() == Answer(200, "text/xml", b"<Response><Say>Encore</Say></Response>")
    first, again = line.heard[-2:]
    assert (again.form, again.url) == (first.form, first.url)
    assert list(again.form) == list(first.form)
    for name in ("X-Twilio-Signature", "I-Twilio-Idempotency-Token"):
        assert again.headers[name] == first.headers[name]
    assert words(call) == ["Un", "Deux"]


def test_retries_may_come_at_the_same_time(line: Customer) -> None:
    call = calls(line, MENU)
    threads = [Thread(target=call.retry) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({tuple(post.form.items()) for post in line.heard}) == 1
    assert len(line.heard) == 9


def test_one_number_s_calls_do_not_mix(line: Customer) -> None:
    first, second = calls(line, MENU), calls(line, MENU)
    says(line, "<Say>Premier</Say><Gather/>")
    first.press("1")
    assert (words(first), words(second)) == (["Premier"], ["Un", "Deux"])
    assert first.sid != second.sid


def test_a_number_without_a_fallback_apologises(line: Customer) -> None:
    line.carrier.add_number(Number(LINE, ACCOUNT, voice_url=ANSWERED))
    line.says("", status=500)
    call = line.carrier.call_from(PERSON, LINE)
    assert "application error" in words(call)[0]
    assert (call.state, troubles(line)) == ("completed", [11200])


def test_a_withheld_number_is_no_phone(line: Customer) -> None:
    line.carrier.call_from("anonymous", LINE)
    calls(line)
    assert list(line.carrier.handsets.owners()) == [PERSON]


def test_questions_in_a_call_are_signed_without_the_port_and_news_with_it(line: Customer) -> None:
    address = "https://house.example:8443/voice"
    line.carrier.add_number(Number(LINE, ACCOUNT, voice_url=address, voice_status_url=address))
    calls(line)
    line.carrier.run_pending()
    signer = RequestValidator(TOKEN)
    asked_url, told_url = (
        next(url for url in (f"{HOUSE}/voice", address) if signer.compute_signature(url, post.form) == signed)
        for post in line.heard
        for signed in [post.headers["X-Twilio-Signature"]]
    )
    assert (asked_url, told_url) == (f"{HOUSE}/voice", address)
