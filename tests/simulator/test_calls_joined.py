"""Dial: another phone rings, hears its whisper, and the two talk until one of them hangs up."""

import pytest

from helpline.simulator import LiveCall
from tests.simulator.calls import OTHER, asked, calls, says, troubles, words
from tests.simulator.customer import LINE, PERSON, Customer

NUMBER = (
    '<Number url="/whisper" statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed">'
    f"{OTHER}</Number>"
)
DIAL = f'<Dial action="/dialled" callerId="{LINE}">{NUMBER}</Dial>'
WHISPER = '<Gather numDigits="1" action="/accept"><Say>Tapez 1</Say></Gather><Hangup/>'


def joined(line: Customer, dial: str = DIAL) -> tuple[LiveCall, LiveCall]:
    """Two people who talk."""
    person = calls(line, dial)
    says(line, WHISPER)
    helper = line.carrier.answer(OTHER)
    says(line)
    helper.press("1")
    return person, helper


def outcome(line: Customer) -> tuple[str, str]:
    form = line.heard[-1].form
    return form["DialCallStatus"], form["DialBridged"]


def test_the_two_are_joined_after_the_whisper(line: Customer) -> None:
    person = calls(line, "<Say>Un instant</Say>", DIAL)
    assert [piece.kind for piece in person.heard] == ["said", "ring"]
    assert person.expects == frozenset()
    says(line, WHISPER)
    helper = line.carrier.answer(OTHER)
    form = line.heard[-1].form
    assert (asked(line), form["Direction"], form["ParentCallSid"]) == ("/whisper", "outbound-dial", person.sid)
    assert (form["From"], form["To"], helper.other, words(helper)) == (LINE, OTHER, LINE, ["Tapez 1"])
    says(line)
    helper.press("1")
    assert asked(line) == "/accept"
    assert person.expects == helper.expects == {"person"}
    helper.say("Bonjour, c'est l'aide")
    person.say("Enfin")
    assert (person.said[-1].words, person.said[-1].kind) == ("Bonjour, c'est l'aide", "person")
    assert helper.said[-1].words == "Enfin"


def test_when_the_helper_hangs_up_the_person_goes_on_to_the_action(line: Customer) -> None:
    person, helper = joined(line)
    says(line, "<Say>Merci</Say>")
    helper.hang_up()
    form = line.heard[-1].form
    assert (asked(line), outcome(line)) == ("/dialled", ("completed", "true"))
    assert (form["DialCallSid"], form["CallSid"], int(form["DialCallDuration"]) > 0) == (helper.sid, person.sid, True)
    assert (person.said[-1].words, person.state) == ("Merci", "completed")


def test_when_the_person_hangs_up_both_calls_are_over_and_nothing_is_asked(line: Customer) -> None:
    person, helper = joined(line)
    before = len(line.heard)
    person.hang_up()
    assert (person.state, helper.state, len(line.heard)) == ("completed", "completed", before)
    line.carrier.run_pending()
    assert line.posted("/leg")[-1].form["CallStatus"] == "completed"
    assert line.posted("/voice/ended")[-1].form["CallStatus"] == "completed"


def test_a_carrier_that_tells_of_dials_after_the_end_asks_the_action_once_more(line: Customer) -> None:
    line.carrier.tells_of_dials_after_the_end = True
    person, helper = joined(line)
    says(line, "<Say>Personne</Say>")
    person.hang_up()
    assert (asked(line), outcome(line)) == ("/dialled", ("completed", "true"))
    assert line.heard[-1].form["CallStatus"] == "completed"
    assert helper.over
    assert "Personne" not in [str(piece) for piece in person.said]


def test_the_called_leg_is_told_of_step_by_step(line: Customer) -> None:
    person, helper = joined(line)
    helper.hang_up()
    line.carrier.run_pending()
    told = [post.form for post in line.posted("/leg")]
    assert [form["SequenceNumber"] for form in told] == ["0", "1", "2", "3"]
    assert [form["CallStatus"] for form in told] == ["initiated", "ringing", "in-progress", "completed"]
    assert {(form["CallSid"], form["ParentCallSid"]) for form in told} == {(helper.sid, person.sid)}
    assert all(post.signed for post in line.heard)


@pytest.mark.parametrize(("fate", "status"), [("busy", "busy"), ("no_answer", "no-answer"), ("fail_call", "failed")])
def test_a_phone_that_is_not_answered_is_told_to_the_action(line: Customer, fate: str, status: str) -> None:
    person = calls(line, DIAL)
    says(line, "<Say>Personne</Say>")
    getattr(line.carrier, fate)(OTHER)
    assert outcome(line) == (status, "false")
    assert "DialCallDuration" not in line.heard[-1].form
    assert person.said[-1].words == "Personne"


def test_who_does_not_press_one_is_not_joined(line: Customer) -> None:
    person = calls(line, DIAL)
    says(line, WHISPER)
    helper = line.carrier.machine(OTHER)
    assert (helper.state, outcome(line)) == ("completed", ("completed", "false"))
    assert "person" not in {piece.kind for piece in person.said}


def test_without_a_whisper_and_without_an_action_it_is_simple(line: Customer) -> None:
    person = calls(line, f"<Dial>{OTHER}</Dial>", "<Say>La suite</Say>")
    helper = line.carrier.answer(OTHER)
    assert (helper.other, person.expects) == (PERSON, {"person"})
    helper.hang_up()
    assert (person.said[-1].words, person.state, len(line.heard)) == ("La suite", "completed", 1)


def test_the_first_to_be_joined_silences_the_other_phones(line: Customer) -> None:
    numbers = f"<Number>+33639980003</Number><Number>{OTHER}</Number>"
    person = calls(line, f'<Dial action="/dialled">{numbers}</Dial>')
    line.carrier.answer(OTHER)
    assert [call.status for call in line.carrier.calls()] == ["in-progress", "canceled", "in-progress"]
    with pytest.raises(ValueError, match="not_ringing"):
        line.carrier.answer("+33639980003")
    assert person.expects == {"person"}


def test_it_goes_on_when_the_last_phone_has_given_up(line: Customer) -> None:
    numbers = f"<Number>+33639980003</Number><Number>{OTHER}</Number>"
    calls(line, f'<Dial action="/dialled">{numbers}</Dial>')
    line.carrier.busy(OTHER)
    assert len(line.heard) == 1
    line.carrier.no_answer("+33639980003")
    assert outcome(line) == ("no-answer", "false")


def test_who_waits_with_answer_on_bridge_keeps_ringing(line: Customer) -> None:
    person = calls(line, DIAL.replace("<Dial", '<Dial answerOnBridge="true"'))
    assert (person.state, person.heard) == ("ringing", [])
    says(line, WHISPER)
    helper = line.carrier.answer(OTHER)
    assert person.state == "ringing"
    says(line)
    helper.press("1")
    assert person.state == "in-progress"


def test_who_gives_up_while_it_rings_leaves_the_phone_silent(line: Customer) -> None:
    person = calls(line, DIAL)
    person.hang_up()
    with pytest.raises(ValueError, match="not_ringing"):
        line.carrier.answer(OTHER)
    line.carrier.run_pending()
    assert line.posted("/leg")[-1].form["CallStatus"] == "canceled"


def test_a_star_ends_the_talk_where_asked(line: Customer) -> None:
    person, helper = joined(line, DIAL.replace("<Dial", '<Dial hangupOnStar="true"'))
    says(line, "<Say>Merci</Say>")
    person.press("*")
    assert (helper.state, words(person), outcome(line)) == ("completed", ["Merci"], ("completed", "true"))


def test_a_stranger_s_number_cannot_be_shown(line: Customer) -> None:
    calls(line, DIAL.replace(LINE, "+33939989999"))
    assert troubles(line) == [13214]
    assert outcome(line) == ("failed", "false")


def test_a_number_that_cannot_be_called_fails(line: Customer) -> None:
    calls(line, '<Dial action="/dialled">3949</Dial>')
    assert (troubles(line), outcome(line)) == ([13224], ("failed", "false"))


def test_only_a_few_verbs_may_be_whispered(line: Customer) -> None:
    calls(line, DIAL)
    says(line, "<Pause/><Say>Un appel</Say>")
    line.carrier.answer(OTHER)
    assert troubles(line) == [12200]


def test_a_call_sent_elsewhere_leaves_the_other_one(line: Customer) -> None:
    person, helper = joined(line)
    says(line, "<Gather/>")
    line.client().calls(person.sid).update(url="https://house.example/elsewhere")
    assert (person.state, helper.state, person.expects) == ("in-progress", "completed", {"keys"})


def test_the_time_limit_ends_the_talk(line: Customer) -> None:
    person, helper = joined(line)
    helper.run_out()
    assert (helper.state, outcome(line)) == ("completed", ("completed", "true"))
    assert person.over


def test_a_helper_who_is_called_first_is_joined_to_the_person(line: Customer) -> None:
    made = line.client().calls.create(to=OTHER, from_=LINE, url="https://house.example/bridge")
    says(line, WHISPER)
    helper = line.carrier.answer(OTHER)
    says(line, f'<Dial callerId="{LINE}" action="/dialled"><Number>{PERSON}</Number></Dial>')
    helper.press("1")
    person = line.carrier.answer(PERSON)
    assert (person.other, helper.expects, line.carrier.call(person.sid) is not None) == (LINE, {"person"}, True)
    assert line.client().calls(person.sid).fetch().parent_call_sid == made.sid


def test_a_star_is_only_a_key_where_nothing_was_asked(line: Customer) -> None:
    person, helper = joined(line)
    person.press("*")
    assert (person.expects, helper.state) == ({"person"}, "in-progress")


def test_after_the_whisper_the_called_side_may_be_sent_anywhere(line: Customer) -> None:
    _, helper = joined(line)
    says(line, "<Pause/><Gather/>")
    line.client().calls(helper.sid).update(url="https://house.example/elsewhere")
    assert line.carrier.warnings == []
    assert helper.expects == {"keys"}


def test_who_gives_up_before_the_line_has_answered_has_canceled(line: Customer) -> None:
    person = calls(line, DIAL.replace("<Dial", '<Dial answerOnBridge="true"'))
    with pytest.raises(ValueError, match="not_ringing"):
        line.carrier.answer(PERSON)  # who hears it ring cannot pick up
    person.hang_up()
    assert person.state == "canceled"


def test_a_phone_stops_ringing_by_the_carrier_s_clock(line: Customer) -> None:
    calls(line, DIAL.replace("<Dial", '<Dial timeout="30"'))
    line.carrier.keep_time()
    assert line.carrier.ringing(OTHER)
    for _ in range(30):
        line.carrier.clock()
    line.carrier.keep_time()
    assert outcome(line) == ("no-answer", "false")


def test_a_talk_ends_at_its_time_limit(line: Customer) -> None:
    person, helper = joined(line, DIAL.replace("<Dial", '<Dial timeLimit="60"'))
    line.carrier.keep_time()
    assert not helper.over
    for _ in range(60):
        line.carrier.clock()
    line.carrier.keep_time()
    assert (helper.state, outcome(line), person.over) == ("completed", ("completed", "true"), True)
