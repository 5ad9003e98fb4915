"""Calls that the customer makes: the phone that rings, who picks up, what becomes of it, and what is told of it."""

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.simulator.calls import MENU, asked, says, troubles, words
from tests.simulator.customer import HOUSE, LINE, PERSON, Customer

EVENTS = ["initiated", "ringing", "answered", "completed"]


def made(line: Customer, **wishes: object) -> str:
    """A call to the person; gives its sid."""
    instructions = wishes if "twiml" in wishes else {"url": f"{HOUSE}/voice/bridge/1", **wishes}
    sid: str = (
        line.client()
        .calls.create(
            to=PERSON,
            from_=LINE,
            status_callback=f"{HOUSE}/call?t=1",
            status_callback_event=EVENTS,
            **instructions,
        )
        .sid
    )
    return sid


def told(line: Customer) -> list[tuple[str, str]]:
    line.carrier.run_pending()
    return [(post.form["SequenceNumber"], post.form["CallStatus"]) for post in line.posted("/call")]


def test_a_call_that_is_answered_follows_its_document(line: Customer) -> None:
    sid = made(line)
    says(line, MENU)
    call = line.carrier.answer(PERSON)
    form = line.heard[-1].form
    assert (call.sid, call.other, words(call), call.state) == (sid, LINE, ["Un", "Deux"], "in-progress")
    assert (asked(line), form["CallStatus"], form["Direction"]) == (
        "/voice/bridge/1",
        "in-progress",
        "outbound-api",
    )
    assert (form["From"], form["To"], "AnsweredBy" in form) == (LINE, PERSON, False)
    call.press("1")
    assert asked(line) == "/voice/bridge/heard?turn=1"
    assert told(line) == [("0", "initiated"), ("1", "ringing"), ("2", "in-progress"), ("3", "completed")]
    assert all(post.signed for post in line.heard)
    last = line.posted("/call")[-1].form
    assert int(last["CallDuration"]) > 0
    assert line.client().calls(sid).fetch().status == "completed"


def test_status_callbacks_can_come_in_any_order(line: Customer) -> None:
    made(line)
    line.carrier.answer(PERSON)
    line.carrier.run_pending(lambda callbacks: callbacks[::-1])
    assert [post.form["SequenceNumber"] for post in line.posted("/call")] == ["3", "2", "1", "0"]


def test_only_the_events_asked_for_are_told(line: Customer) -> None:
    line.client().calls.create(to=PERSON, from_=LINE, url=f"{HOUSE}/v", status_callback=f"{HOUSE}/call")
    line.carrier.answer(PERSON)
    assert told(line) == [("0", "completed")]


@pytest.mark.parametrize(("fate", "status"), [("busy", "busy"), ("no_answer", "no-answer"), ("fail_call", "failed")])
def test_a_call_that_is_not_answered_has_its_outcome(line: Customer, fate: str, status: str) -> None:
    sid = made(line)
    getattr(line.carrier, fate)(PERSON)
    assert told(line) == [("0", "initiated"), ("1", "ringing"), ("2", status)]
    assert "CallDuration" not in line.posted("/call")[-1].form
    fetched = line.client().calls(sid).fetch()
    assert (fetched.status, fetched.duration) == (status, "0")
    assert line.posted("/voice") == []


def test_a_phone_that_does_not_ring_cannot_be_picked_up(line: Customer) -> None:
    for act in (line.carrier.answer, line.carrier.busy, line.carrier.no_answer, line.carrier.machine):
        with pytest.raises(ValueError, match="not_ringing"):
            act(PERSON)


@pytest.mark.parametrize(("detection", "found"), [("Enable", "machine_start"), (None, None)])
def test_an_answering_machine_hears_everything_and_presses_nothing(
    line: Customer, detection: str | None, found: str | None
) -> None:
    made(line, **({"machine_detection": detection} if detection else {}))
    says(line, MENU, "<Say>Au revoir</Say>")
    call = line.carrier.machine(PERSON)
    assert [str(piece) for piece in call.said] == ["Un", "Deux", "Au revoir"]
    assert (call.state, line.heard[-1].form.get("AnsweredBy")) == ("completed", found)


def test_an_answering_machine_does_not_listen_for_ever(line: Customer) -> None:
    made(line)
    for _ in range(30):
        says(line, MENU, "<Redirect>/voice/again</Redirect>")
    assert line.carrier.machine(PERSON).state == "completed"
    assert len(line.heard) < 20


def test_a_person_is_told_from_a_machine_where_asked(line: Customer) -> None:
    sid = made(line, machine_detection="Enable")
    line.carrier.answer(PERSON)
    assert line.heard[-1].form["AnsweredBy"] == "human"
    assert line.client().calls(sid).fetch().answered_by == "human"


def test_a_call_that_is_canceled_while_it_rings_is_told_of(line: Customer) -> None:
    sid = made(line)
    line.carrier.run_pending()
    assert line.client().calls(sid).update(status="canceled").status == "canceled"
    assert told(line)[-1] == ("2", "canceled")


def test_a_call_that_is_canceled_before_it_rings_is_told_to_nobody(line: Customer) -> None:
    sid = made(line)
    line.client().calls(sid).update(status="canceled")
    assert told(line) == []


def test_the_customer_ends_a_call_under_way(line: Customer) -> None:
    sid = made(line)
    says(line, MENU)
    call = line.carrier.answer(PERSON)
    assert line.client().calls(sid).update(status="completed").status == "completed"
    assert (call.over, len(line.heard)) == (True, 1)
    with pytest.raises(TwilioRestException) as caught:
        line.client().calls(sid).update(status="completed")
    assert caught.value.code == 21220


def test_the_customer_sends_a_call_elsewhere(line: Customer) -> None:
    sid = made(line)
    says(line, MENU)
    call = line.carrier.answer(PERSON)
    says(line, "<Say>Ailleurs</Say><Gather/>")
    line.client().calls(sid).update(url=f"{HOUSE}/elsewhere")
    assert ([str(piece) for piece in call.said][-1], asked(line)) == ("Ailleurs", "/elsewhere")
    line.client().calls(sid).update(twiml="<Response><Say>Fin</Say></Response>")
    assert (str(call.said[-1]), call.state) == ("Fin", "completed")
    with pytest.raises(TwilioRestException) as caught:
        line.client().calls(sid).update(twiml=" " * 4001)
    assert caught.value.code == 21220


def test_instructions_given_to_a_call_under_way_are_short(line: Customer) -> None:
    sid = made(line)
    says(line, MENU)
    line.carrier.answer(PERSON)
    with pytest.raises(TwilioRestException) as caught:
        line.client().calls(sid).update(twiml=" " * 4001)
    assert caught.value.code == 32018


def test_instructions_given_with_the_call_need_whole_addresses(line: Customer) -> None:
    made(line, twiml=f'<Response><Gather action="{HOUSE}/whole"/><Gather action="/half"/></Response>')
    call = line.carrier.answer(PERSON)
    call.press("1#")
    assert asked(line) == "/whole"
    made(line, twiml='<Response><Gather action="/half"/></Response>')
    call = line.carrier.answer(PERSON)
    call.press("1#")
    assert set(troubles(line)) == {11100}
    assert "application error" in words(call)[0]


def test_a_call_whose_document_fails_falls_back(line: Customer) -> None:
    made(line, fallback_url=f"{HOUSE}/plan-b")
    line.says("", status=500)
    says(line, "<Say>Plus tard</Say>")
    assert words(line.carrier.answer(PERSON)) == ["Plus tard"]
    assert asked(line) == "/plan-b"


def test_a_call_may_be_changed_from_inside_its_own_webhook(line: Customer) -> None:
    sid = made(line)
    says(line, MENU)
    call = line.carrier.answer(PERSON)
    original = line.carrier.post

    def meddling(url: str, params: object, headers: object) -> object:
        line.carrier.post = original
        line.client().calls(sid).update(status="completed")
        return original(url, params, headers)  # type: ignore[arg-type]

    line.carrier.post = meddling  # type: ignore[assignment]
    says(line, MENU)
    call.press("1")
    assert call.state == "completed"


def test_a_webhook_that_breaks_this_program_leaves_no_call_hanging(line: Customer) -> None:
    made(line)
    says(line, MENU)
    call = line.carrier.answer(PERSON)
    line.breaks(ZeroDivisionError)
    with pytest.raises(ZeroDivisionError):
        call.press("1")
    call.hang_up()
    assert call.over
