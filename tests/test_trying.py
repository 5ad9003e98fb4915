"""A call that reached nobody is followed by another in another half-day, told by text; the last one ends it kindly."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from helpline.content.render import PROOF_MARK
from helpline.drawer import Refused
from helpline.store import messages, tickets
from helpline.store.messages import Message
from helpline.trying import Trying
from tests.console.room import NOW, PERSON, Room, open_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    opened = open_room(tmp_path)
    yield opened
    opened.house.close()


def trying(room: Room, after: timedelta = timedelta()) -> Trying:
    desk = replace(room.house.desk, now=lambda: NOW + after)
    desk.claim("t1", room.helpers["Claire"])
    return desk.trying


def texts(room: Room) -> list[Message]:
    with room.house.store.read() as tx:
        return [message for message in messages.talk(tx, PERSON) if message.direction == "out"]


@pytest.mark.parametrize("result", ["no-answer", "busy", "voicemail"])
def test_the_next_try_is_in_another_half_day_and_the_person_is_told(room: Room, result: str) -> None:
    room.asks()
    after = trying(room).tried("t1", room.helpers["Claire"], result)
    assert (after.state, after.helper) == ("waiting", "")
    assert after.slot_start is not None
    assert after.slot_start.hour == 14, "this afternoon, in Paris: it is half past ten"
    assert room.moves("t1") == ["opened", "claimed", "called", "promised"]
    (text,) = texts(room)
    assert "sans réponse" in text.body
    assert PROOF_MARK in text.body
    assert text.state == "queued"


def test_after_the_last_try_a_kind_text_says_that_it_is_over(room: Room) -> None:
    room.asks()
    for number, result in enumerate(("no-answer", "busy", "no-answer")):
        after = trying(room, timedelta(days=number)).tried("t1", room.helpers["Claire"], result)
    assert (after.state, after.outcome) == ("closed", "not-reached")
    said = [text for text in texts(room) if text.state == "queued"]
    assert ["HUMAIN" in text.body for text in said] == [True], "and nothing promises a call any more"


def test_who_is_reached_at_a_bad_time_chooses(room: Room) -> None:
    room.asks()
    desk = trying(room)
    chosen = desk.windows(room.kept("t1"))[2].window
    after = desk.tried("t1", room.helpers["Claire"], "later", chosen.span)
    assert (after.slot_start, after.slot_end) == (chosen.start, chosen.end)
    assert ["sans réponse" in text.body for text in texts(room)] == [False], "they did answer"


def test_a_call_is_moved_without_a_try_and_the_person_is_told(room: Room) -> None:
    room.asks()
    desk = trying(room)
    chosen = desk.windows(room.kept("t1"))[1].window
    after = desk.move("t1", room.helpers["Claire"], chosen.span)
    assert (after.state, after.slot_start, after.slot_end) == ("waiting", chosen.start, chosen.end)
    assert room.moves("t1") == ["opened", "claimed", "promised"], "no try is counted"
    assert ["C'est noté" in text.body for text in texts(room)] == [True]


@pytest.mark.parametrize(
    "span",
    [
        "", "1", "/", "1/2", "2026-11-25T09:00:00/2026-11-25T12:00:00",
        "2026-11-29T09:00:00+01:00/2026-11-29T12:00:00+01:00", "2027-03-01T09:00:00+01:00/2027-03-01T12:00:00+01:00",
    ],
)  # fmt: skip
def test_a_call_is_moved_to_no_window_that_was_not_offered(room: Room, span: str) -> None:
    room.asks()
    with pytest.raises(Refused, match="tried-which"):
        trying(room).move("t1", room.helpers["Claire"], span)
    assert room.moves("t1") == ["opened", "claimed"]


def test_a_window_is_known_again_when_both_its_ends_have_moved_on(room: Room) -> None:
    room.asks()
    before = trying(room, timedelta(hours=2, minutes=55)).windows(room.kept("t1"))[0].window
    after = trying(room, timedelta(hours=3, minutes=5)).move("t1", room.helpers["Claire"], before.span)
    assert after.slot_start is not None
    assert after.slot_end is not None
    assert (before.start.hour, before.end.hour, before.end.minute) == (14, 17, 0)
    assert (after.slot_start > before.start, after.slot_end > before.end) == (True, True)


def test_without_a_window_in_sight_the_request_waits_and_the_person_is_told(room: Room) -> None:
    line = next(iter(room.house.lines.values()))
    room.house.lines[line.number] = replace(line, hours=replace(line.hours, osm="2020 Jan 01 09:00-10:00"))
    room.asks()
    after = trying(room).tried("t1", room.helpers["Claire"], "no-answer")
    assert (after.state, after.slot_start, after.helper) == ("waiting", None, "")
    assert ["dès que possible" in text.body for text in texts(room)] == [True]


def test_only_who_has_the_ticket_moves_its_call(room: Room) -> None:
    room.asks()
    desk = trying(room)
    with pytest.raises(Refused):
        desk.move("t1", room.helpers["Karim"], desk.windows(room.kept("t1"))[1].window.span)


def test_a_window_that_was_not_offered_changes_nothing(room: Room) -> None:
    room.asks()
    with pytest.raises(Refused, match="tried-which"):
        trying(room).tried("t1", room.helpers["Claire"], "later", "2027-03-01T09:00:00+01:00/2027-03-01T12:00:00+01:00")
    assert room.kept("t1").state == "claimed"


def test_the_wrong_number_is_called_no_more(room: Room) -> None:
    room.asks(number="+33639980055")
    after = trying(room).tried("t1", room.helpers["Claire"], "wrong-number")
    assert (after.number, after.state) == ("", "waiting")
    after = trying(room, timedelta(days=1)).tried("t1", room.helpers["Claire"], "wrong-number")
    assert (after.state, after.outcome) == ("closed", "not-reached")
    assert len(texts(room)) == 1, "a stranger is not written to"


def test_who_said_stop_is_called_and_not_written_to(room: Room) -> None:
    room.asks()
    room.stops()
    assert trying(room).tried("t1", room.helpers["Claire"], "no-answer").slot_start is not None
    assert texts(room) == []


@pytest.mark.parametrize("person", ["+33199000055", "hidden/CA1"])
def test_who_has_no_mobile_is_not_written_to(room: Room, person: str) -> None:
    room.asks(person=person)
    trying(room).tried("t1", room.helpers["Claire"], "no-answer")
    with room.house.store.read() as tx:
        assert messages.talk(tx, person) == []


def test_only_who_has_it_says_how_it_went(room: Room) -> None:
    room.asks()
    with pytest.raises(Refused, match="not-yours"):
        room.house.desk.trying.tried("t1", room.helpers["Claire"], "no-answer")
    with pytest.raises(Refused, match="tried-which"):
        trying(room).tried("t1", room.helpers["Claire"], "gone")
    with room.house.store.read() as tx:
        assert [move.kind for move in tickets.moves(tx, "t1")] == ["opened", "claimed"]
