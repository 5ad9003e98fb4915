"""The house calls the helper, who presses a key, then the person, who sees our number; every end is written down."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from helpline.bridge import Bridge
from helpline.drawer import Refused
from helpline.escalation.calling import Call
from helpline.escalation.ticket import Ticket
from helpline.flows.talk import Conversation
from helpline.store import calls, helpers, people, tickets
from helpline.store.helpers import Helper
from tests.town import MONDAY, NUMBER, Town, found_town

PERSON, PHONE = "+33639980001", "+33639980099"
CLAIRE = Helper("claire", "Claire", "-", "helper", "fr", MONDAY)
KARIM = Helper("karim", "Karim", "-", "helper", "fr", MONDAY)


@pytest.fixture
def town(store_url: str, tmp_path: Path) -> Iterator[Town]:
    founded = found_town(store_url, tmp_path)
    with founded.house.store.write() as tx:
        for helper in (CLAIRE, KARIM):
            helpers.add(tx, helper)
        people.save(tx, Conversation(PERSON, "ville", "fr"), MONDAY)
        tickets.add(tx, Ticket("t1", PERSON, "ville", "fr", "asked", False, "", "", "waiting", MONDAY, MONDAY))
    founded.house.desk.claim("t1", CLAIRE)
    yield founded
    founded.close()


def bridge(town: Town) -> Bridge:
    return town.house.bridge


def call(town: Town) -> Call:
    with town.house.store.read() as tx:
        found = calls.last_of(tx, "t1")
    assert found is not None
    return found


def moves(town: Town) -> list[tuple[str, str]]:
    with town.house.store.read() as tx:
        return [(move.kind, move.note) for move in tickets.moves(tx, "t1")][1:]


def ticket(town: Town) -> Ticket:
    with town.house.store.read() as tx:
        found = tickets.get(tx, "t1")
    assert found is not None
    return found


def accepted(town: Town) -> None:
    """The helper picks up and presses 1."""
    bridge(town).start("t1", CLAIRE, PHONE)
    town.carrier.run_pending()
    town.carrier.answer(PHONE).press("1")
    town.carrier.run_pending()


def test_the_helper_s_phone_rings_first_with_the_public_number_and_names_nobody(town: Town) -> None:
    bridge(town).start("t1", CLAIRE, PHONE)
    town.carrier.run_pending()
    assert call(town).state == "ringing"
    heard = town.carrier.answer(PHONE)
    assert heard.other == NUMBER
    whisper = town.documents[-1].decode()
    assert "tapez 1" in whisper
    assert PERSON not in whisper
    assert "0001" not in whisper


def test_the_person_is_rung_after_the_key_and_sees_our_number(town: Town) -> None:
    accepted(town)
    assert call(town).state == "accepted"
    talk = town.carrier.answer(PERSON)
    assert talk.other == NUMBER
    town.carrier.run_pending()
    assert (call(town).state, call(town).answered_at is not None) == ("talking", True)
    before = ticket(town).word_round
    talk.hang_up()
    town.carrier.run_pending()
    assert (call(town).state, call(town).result) == ("ended", "answered")
    assert ticket(town).word_round == before + 1, "the word was said: the next call needs another"
    assert moves(town) == [("call-asked", ""), ("called", ""), ("call-ended", "answered")]


@pytest.mark.parametrize(("fate", "result"), [("busy", "busy"), ("no_answer", "no-answer"), ("fail_call", "failed")])
def test_a_person_who_is_not_reached_is_written_down_and_it_works_again(town: Town, fate: str, result: str) -> None:
    accepted(town)
    getattr(town.carrier, fate)(PERSON)
    town.carrier.run_pending()
    assert (call(town).state, call(town).result) == ("ended", result)
    assert ticket(town).word_round == 0, "nobody heard the word"
    accepted(town)
    assert call(town).state == "accepted"


def test_an_answering_machine_never_takes_the_call(town: Town) -> None:
    bridge(town).start("t1", CLAIRE, PHONE)
    town.carrier.run_pending()
    town.carrier.machine(PHONE)
    town.carrier.run_pending()
    assert (call(town).state, call(town).result) == ("ended", "not-accepted")
    assert [made.to for made in town.carrier.calls()] == [PHONE], "the person's phone did not ring"


def test_another_key_ends_it(town: Town) -> None:
    bridge(town).start("t1", CLAIRE, PHONE)
    town.carrier.run_pending()
    town.carrier.answer(PHONE).press("2")
    town.carrier.run_pending()
    assert call(town).result == "not-accepted"


def test_one_call_at_a_time(town: Town) -> None:
    bridge(town).start("t1", CLAIRE, PHONE)
    with pytest.raises(Refused, match="call-running"):
        bridge(town).start("t1", CLAIRE, PHONE)
    assert len(town.carrier.calls()) == 1


def test_only_who_has_the_ticket_calls(town: Town) -> None:
    with pytest.raises(Refused, match="not-yours"):
        bridge(town).start("t1", KARIM, PHONE)
    assert town.carrier.calls() == []


@pytest.mark.parametrize(
    ("phone", "reason"),
    [("", "no-phone"), ("+33899123456", "no-number"), ("+12025550100", "no-number"), ("x", "no-number")],
)
def test_a_phone_that_may_not_be_rung_is_not(town: Town, phone: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        bridge(town).start("t1", CLAIRE, phone)
    assert town.carrier.calls() == []


@pytest.mark.parametrize("number", ["+33899123456", "+88216000000", "hidden/CA1"])
def test_a_dear_number_given_for_the_callback_is_not_rung(town: Town, number: str) -> None:
    from dataclasses import replace

    with town.house.store.write() as tx:
        tickets.save(tx, replace(ticket(town), number=number))
    with pytest.raises(Refused, match="no-number"):
        bridge(town).start("t1", CLAIRE, PHONE)


def test_a_day_has_so_many_calls(town: Town) -> None:
    from dataclasses import replace

    few = replace(bridge(town), a_day=2)
    for _ in range(2):
        few.start("t1", CLAIRE, PHONE)
        few.stop("t1", CLAIRE)
    with pytest.raises(Refused, match="too-many-calls"):
        few.start("t1", CLAIRE, PHONE)
    town.at(MONDAY + timedelta(days=1, hours=1))
    town.house.desk.claim("t1", CLAIRE)
    few.start("t1", CLAIRE, PHONE)


def test_hanging_up_ends_both(town: Town) -> None:
    accepted(town)
    town.carrier.answer(PERSON)
    town.carrier.run_pending()
    bridge(town).stop("t1", CLAIRE)
    town.carrier.run_pending()
    assert call(town).state == "ended"
    assert {made.status for made in town.carrier.calls()} == {"completed"}
    with pytest.raises(Refused, match="no-call"):
        bridge(town).stop("t1", CLAIRE)


def test_a_ticket_is_not_lost_while_its_call_goes_on(town: Town) -> None:
    accepted(town)
    town.at(MONDAY + timedelta(minutes=71))
    assert town.clock.end_leases() == 0
    assert town.clock.bridge.end_lost() == 1
    assert (call(town).state, call(town).result) == ("ended", "failed")
    assert town.clock.end_leases() == 1


def test_the_word_is_shown_while_the_call_runs_and_written_down_once(town: Town) -> None:
    accepted(town)
    desk = town.house.desk
    words = {desk.live_word("t1", CLAIRE, call(town).id) for _ in range(3)}
    assert len(words) == 1
    assert [kind for kind, _ in moves(town)].count("word-shown") == 1


def test_nobody_else_s_request_moves_a_call(town: Town) -> None:
    bridge(town).start("t1", CLAIRE, PHONE)
    browser = town.app.test_client()
    for name in ("helper", "accepted", "done", "person", "status"):
        path = f"/voice/bridge/{call(town).id}/{name}"
        answer = browser.post(path, data={"Digits": "1", "From": NUMBER, "CallStatus": "completed"})
        assert answer.status_code == 403, path
    assert call(town).state == "asked"
