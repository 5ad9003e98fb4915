"""The door for calls: what is said and how it listens, in the carrier's dialect."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from helpline.drawer import Refused
from helpline.store import tickets
from tests.town import ACCOUNT, ADDRESS, NUMBER, TOKEN, Town, found_town

PERSON = "+33639980001"
CALL = "CA" + "0" * 32


@pytest.fixture
def town(store_url: str, tmp_path: Path) -> Iterator[Town]:
    founded = found_town(store_url, tmp_path)
    yield founded
    founded.close()


def knock(town: Town, path: str, call: str = CALL, person: str = PERSON, **fields: str) -> TestResponse:
    form = {"CallSid": call, "AccountSid": ACCOUNT, "From": person, "To": NUMBER, "CallStatus": "in-progress", **fields}
    signature = RequestValidator(TOKEN).compute_signature(ADDRESS + path, form)
    return town.app.test_client().post(path, data=form, headers={"X-Twilio-Signature": signature})


def said(response: TestResponse) -> str:
    return " ".join(text.strip() for text in ElementTree.fromstring(response.data).itertext() if text.strip())


def gather(response: TestResponse) -> dict[str, str]:
    found = ElementTree.fromstring(response.data).find("Gather")
    assert found is not None
    return dict(found.attrib)


def test_a_call_is_greeted_by_a_robot_that_says_so_and_listens(town: Town) -> None:
    response = knock(town, "/voice/answered", CallStatus="ringing")
    assert "Je suis un robot" in said(response)
    listens = gather(response)
    assert (listens["input"], listens["numDigits"], listens["timeout"]) == ("dtmf speech", "1", "8")
    assert (listens["language"], listens["profanityFilter"]) == ("fr-FR", "false")
    assert "gmail" in listens["hints"].split(",")
    assert listens["action"] == "/voice/heard?turn=1"


def test_silence_comes_back_as_the_same_turn_that_a_key_would(town: Town) -> None:
    document = ElementTree.fromstring(knock(town, "/voice/answered").data)
    assert [child.tag for child in document] == ["Gather", "Redirect"]
    assert document[1].text == document[0].attrib["action"]


def test_the_same_turn_twice_is_answered_the_same_to_the_letter(town: Town) -> None:
    knock(town, "/voice/answered")
    first = knock(town, "/voice/heard?turn=1", Digits="3")
    assert knock(town, "/voice/heard?turn=1", Digits="3").data == first.data
    with town.house.store.read() as tx:
        assert tx.row("select count(*) as n from tickets") == {"n": 1}


def test_the_same_key_in_the_next_turn_is_another_answer(town: Town) -> None:
    knock(town, "/voice/answered")
    knock(town, "/voice/heard?turn=1", Digits="3")
    assert "Quel moment" in said(knock(town, "/voice/heard?turn=2", Digits="1"))
    assert "dira d'abord" in said(knock(town, "/voice/heard?turn=3", Digits="1"))


def test_a_sentence_is_said_back_before_it_is_answered(town: Town) -> None:
    knock(town, "/voice/answered")
    heard = knock(
        town, "/voice/heard?turn=1", SpeechResult="j'ai oublié le mot de passe de ma boîte gmail", Confidence="0.83"
    )
    assert "C'est bien ça" in said(heard)
    assert "Pour la suite, tapez 1" in said(knock(town, "/voice/heard?turn=2", Digits="1"))


def test_the_steps_can_be_had_by_text(town: Town) -> None:
    knock(town, "/voice/answered")
    knock(town, "/voice/heard?turn=1", SpeechResult="mot de passe gmail oublié")
    knock(town, "/voice/heard?turn=2", Digits="1")
    assert "par SMS" in said(knock(town, "/voice/heard?turn=3", Digits="3"))
    town.tick()
    assert "g.co/recover" in town.arrived(PERSON)[0]


def test_the_code_word_is_said_twice_digit_by_digit(town: Town) -> None:
    knock(town, "/voice/answered")
    for turn, key in enumerate("311", start=1):
        last = knock(town, f"/voice/heard?turn={turn}", Digits=key)
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, PERSON, "ville")
    assert ticket is not None
    noun, digits = town.house.shelf(town.house.lines[NUMBER]).proof_word(ticket).split()
    assert said(last).count(f"{noun.capitalize()}, {digits[0]}, {digits[1]}") == 2


def test_somebody_who_hides_their_number_gets_answers_and_is_asked_for_a_number(town: Town) -> None:
    knock(town, "/voice/answered", person="+266696687")
    assert "C'est bien ça" in said(
        knock(town, "/voice/heard?turn=1", person="+266696687", SpeechResult="mot de passe gmail oublié")
    )
    knock(town, "/voice/heard?turn=2", person="+266696687", Digits="0")
    typed = knock(town, "/voice/heard?turn=3", person="+266696687", Digits="0639980042")
    assert "06, 39, 98, 00, 42" in said(typed)
    knock(town, "/voice/heard?turn=4", person="+266696687", Digits="1")
    with town.house.store.read() as tx:
        row = tx.row("select number from tickets")
    assert row == {"number": "+33639980042"}


@pytest.mark.parametrize("typed", ["0899123456", "3646", "118218", "+8816123456", "0", "112", "0162123456"])
def test_a_number_that_we_may_not_call_is_not_taken(town: Town, typed: str) -> None:
    knock(town, "/voice/answered", person="anonymous")
    knock(town, "/voice/heard?turn=1", person="anonymous", Digits="0")
    assert "numéro à rappeler" in said(knock(town, "/voice/heard?turn=2", person="anonymous", Digits=typed))


def test_two_who_hide_their_numbers_are_two_people(town: Town) -> None:
    other = "CA" + "1" * 32
    knock(town, "/voice/answered", person="anonymous")
    knock(town, "/voice/answered", call=other, person="anonymous")
    knock(town, "/voice/heard?turn=1", person="anonymous", Digits="2")
    assert "en une phrase" in said(knock(town, "/voice/heard?turn=1", call=other, person="anonymous", Digits="1"))


def test_a_text_during_a_call_does_not_move_the_call_on(town: Town) -> None:
    knock(town, "/voice/answered")
    knock(town, "/voice/heard?turn=1", Digits="3")
    town.text(PERSON, "bonjour")
    assert "Quel moment" in said(knock(town, "/voice/heard?turn=2", Digits="1"))


def test_a_hang_up_in_the_middle_of_a_request_leaves_a_ticket(town: Town) -> None:
    knock(town, "/voice/answered")
    knock(town, "/voice/heard?turn=1", SpeechResult="quel temps fait il demain à Lyon")
    knock(town, "/voice/heard?turn=2", SpeechResult="je veux la météo de demain")
    assert knock(town, "/voice/ended", CallStatus="completed").status_code == 204
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, PERSON, "ville")
    assert ticket is not None
    assert ticket.why == "hung-up"


def test_whether_we_really_called_is_told_to_that_number_only(town: Town) -> None:
    helper = town.house.accounts.add("claire", "a long password for tests")
    town.text(PERSON, "HUMAIN")
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, PERSON, "ville")
    assert ticket is not None
    town.house.desk.claim(ticket.id, helper)
    town.house.desk.show_word(ticket.id, helper)
    knock(town, "/voice/answered")
    assert "10h30" in said(knock(town, "/voice/heard?turn=1", Digits="9"))
    stranger = {"call": "CA" + "2" * 32, "person": "+33639980077"}
    knock(town, "/voice/answered", **stranger)
    assert "nous ne vous avons pas appelé" in said(knock(town, "/voice/heard?turn=1", Digits="9", **stranger))


@pytest.mark.parametrize("turn", ["", "x", "-1", "99999", "²"])
def test_a_strange_turn_is_answered_all_the_same(town: Town, turn: str) -> None:
    assert knock(town, f"/voice/heard?turn={turn}" if turn != "²" else "/voice/heard", Digits="1").status_code == 200


def test_a_wrong_signature_is_refused(town: Town) -> None:
    assert town.app.test_client().post("/voice/answered", data={"CallSid": CALL}).status_code == 403


def test_the_fallback_says_when_to_call_again_in_each_language(town: Town) -> None:
    told = said(knock(town, "/voice/fallback", ErrorCode="11200", ErrorUrl="https://aide.example/voice/heard"))
    assert "dans une heure" in told
    assert "in an hour" in told


def test_who_calls_while_nothing_can_be_kept_is_told_when_to_call_again(tmp_path: Path) -> None:
    founded = found_town(f"sqlite:///{tmp_path}/helpline.db", tmp_path)
    founded.house.close()
    (tmp_path / "helpline.db").unlink()
    (tmp_path / "helpline.db").mkdir()
    assert "dans une heure" in said(knock(founded, "/voice/answered"))


def leaves_a_message(town: Town) -> str:
    """A caller asks for a person and speaks; gives the ticket's id."""
    call = town.carrier.call_from(PERSON, NUMBER)
    for key in "3102":
        call.press(key)
    assert call.expects == {"recording"}
    call.record(12, "#")
    call.press("1")
    call.hang_up()
    town.carrier.run_pending()
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, PERSON, "ville")
    assert ticket is not None
    return ticket.id


def test_a_voice_message_is_heard_by_the_helper_who_has_the_ticket_only(town: Town) -> None:
    claire, karim = (town.house.accounts.add(name, "a long password for tests") for name in ("claire", "karim"))
    ticket = leaves_a_message(town)
    desk = replace(town.house.desk, sound=town.house.sender(town.to_carrier).recording)
    sid = desk.folder(ticket, claire).recordings[0].sid
    with pytest.raises(Refused, match="not-yours"):
        desk.hear(ticket, claire, sid)
    desk.claim(ticket, claire)
    assert desk.hear(ticket, claire, sid)[:4] == b"RIFF"
    with pytest.raises(Refused, match="not-yours"):
        desk.hear(ticket, karim, sid)
    with pytest.raises(Refused, match="unknown"):
        desk.hear(ticket, claire, "RE" + "0" * 32)


def test_a_voice_message_is_erased_here_and_at_the_carrier_when_the_ticket_is_closed(town: Town) -> None:
    claire = town.house.accounts.add("claire", "a long password for tests")
    ticket = leaves_a_message(town)
    assert town.clock.erase_recordings() == 0
    town.house.desk.claim(ticket, claire)
    town.house.desk.close(ticket, claire, "solved")
    assert town.clock.erase_recordings() == 1
    assert town.carrier.recordings == {}
    with town.house.store.read() as tx:
        assert tx.rows("select * from recordings") == []


def test_a_voice_message_that_was_not_wanted_is_erased_at_once(town: Town) -> None:
    call = town.carrier.call_from(PERSON, NUMBER)
    for key in "3102":
        call.press(key)
    call.record(12, "#")
    call.press("3")
    assert town.clock.erase_recordings() == 1
    assert town.carrier.recordings == {}


def test_a_carrier_that_cannot_erase_is_asked_again(town: Town) -> None:
    claire = town.house.accounts.add("claire", "a long password for tests")
    ticket = leaves_a_message(town)
    town.house.desk.claim(ticket, claire)
    town.house.desk.close(ticket, claire, "solved")
    town.carrier.faults.methods = frozenset({"DELETE"})
    town.carrier.faults.add("down")
    assert town.clock.erase_recordings() == 0
    assert town.clock.erase_recordings() == 1


def test_fifty_calls_at_once_with_every_request_posted_twice(town: Town) -> None:
    people = [f"+336399802{n:02}" for n in range(50)]

    def calls(person: str) -> list[str]:
        call = town.carrier.call_from(person, NUMBER)
        for key in ("", "3", "1", "1"):
            if key:
                call.press(key)
            with ThreadPoolExecutor(2) as twice:
                answers = list(twice.map(lambda _: call.retry(), range(2)))
            assert len({answer.body for answer in answers if answer}) == 1
        call.hang_up()
        return [said.words.split(" : ")[0] for said in call.said if "06, " not in said.words]

    with ThreadPoolExecutor(16) as pool:
        heard = list(pool.map(calls, people))
    town.carrier.run_pending()
    assert len({str(words) for words in heard}) == 1
    assert not town.carrier.warnings
    with town.house.store.read() as tx:
        assert tx.row("select count(*) as n from tickets") == {"n": 50}
        assert tx.row("select count(*) as n from turns") == {"n": 250}
