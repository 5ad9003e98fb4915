"""A person who helps: the promise, moved, kept or cancelled."""

from dataclasses import replace
from datetime import timedelta

from helpline.flows.play import play
from helpline.flows.talk import AskCallback, CancelTicket, Conversation, Heard, OpenRequest, OpenTicket
from tests.flows.library import LATER, NOW, SMALL, TOMORROW, fresh, lived, said


def test_asking_for_a_person_opens_the_ticket_before_any_time_is_chosen() -> None:
    turn = lived("humain")
    assert turn.effects == (OpenTicket("asked"),)
    assert said(turn) == ["callback.slot"]


def test_a_chosen_time_is_promised() -> None:
    turn = lived("humain", "2")
    assert AskCallback(LATER) in turn.effects
    assert said(turn) == ["callback.booked"]


def test_any_time_is_a_good_answer_too() -> None:
    assert said(lived("humain", "0")) == ["callback.any_time"]


def promised_tomorrow(**known: object) -> Conversation:
    return fresh(request=OpenRequest(TOMORROW, "asked"), **known)


def test_who_has_a_promise_is_told_that_it_stands_where_any_time_will_do() -> None:
    assert said(lived("0", start=promised_tomorrow(at="callback.slot"))) == ["callback.stands"]


def test_a_promise_that_is_over_stands_no_more() -> None:
    late = TOMORROW.end + timedelta(minutes=1)
    start = replace(promised_tomorrow(at="callback.slot"), heard_at=late)
    assert said(lived("0", start=start, now=late)) == ["callback.any_time"]


def test_where_no_other_time_is_free_the_promise_stands() -> None:
    full = replace(SMALL, full=(TOMORROW, LATER))
    assert said(lived("2", start=promised_tomorrow(at="callback.keep"), library=full)) == [
        "callback.no_other", "callback.stands",
    ]  # fmt: skip


def test_who_is_not_understood_on_the_phone_hears_the_promise_that_stands() -> None:
    unclear = promised_tomorrow(at="call.menu", channel="voice", may_be_called=True, misses=2)
    turn = play(unclear, Heard("keys", "8"), SMALL, NOW)
    assert said(turn)[-1] == "callback.stands"
    assert turn.ended


def test_a_time_that_has_passed_meanwhile_is_not_promised() -> None:
    asked = lived("humain").conversation
    late = lived("1", start=replace(asked, heard_at=TOMORROW.end), now=TOMORROW.end + timedelta(minutes=1))
    assert said(late) == ["callback.slot_gone", "callback.slot"]
    assert late.effects == ()


def test_a_time_that_is_full_meanwhile_is_not_promised() -> None:
    asked = lived("humain").conversation
    late = lived("1", start=asked, library=replace(SMALL, full=(TOMORROW,)))
    assert said(late) == ["callback.slot_gone", "callback.slot"]
    assert late.effects == ()


def test_a_number_means_the_time_that_was_offered_under_it() -> None:
    asked = lived("humain").conversation
    moved = replace(SMALL, open_slots=(LATER,))
    assert AskCallback(TOMORROW) in lived("1", start=asked, library=moved).effects


def test_without_opening_hours_the_request_stands_all_the_same() -> None:
    turn = lived("humain", library=replace(SMALL, open_slots=()))
    assert (said(turn), turn.effects) == (["callback.no_slot"], (OpenTicket("asked"),))


def test_who_may_not_be_called_is_answered_by_text() -> None:
    turn = lived("humain", start=replace(fresh(), may_be_called=False))
    assert said(turn) == ["callback.by_text"]


def test_who_comes_back_hears_of_the_open_request_and_can_keep_move_or_cancel_it() -> None:
    asked = lived("humain", "1").conversation
    assert said(lived("humain", start=asked)) == ["callback.planned"]
    assert said(lived("humain", "1", start=asked)) == ["callback.kept"]
    assert AskCallback(LATER) in lived("humain", "2", "2", start=asked).effects
    assert lived("humain", "3", start=asked).effects == (CancelTicket(),)
    assert said(lived("annuler", start=asked)) == ["callback.cancelled"]


def test_a_request_without_a_time_can_be_given_one() -> None:
    assert said(lived("humain", "0", "humain")) == ["callback.waiting"]
    assert said(lived("humain", "0", "humain", "2")) == ["callback.slot"]


def test_nothing_to_cancel_is_said() -> None:
    assert said(lived("annuler")) == ["callback.nothing_to_cancel"]


def test_an_offer_may_be_declined() -> None:
    assert said(lived("near-me", "non")) == ["callback.declined"]


def test_a_request_made_long_ago_is_still_known_after_a_pause() -> None:
    asked = lived("humain", "1").conversation
    assert said(lived("humain", start=asked, now=NOW + timedelta(hours=9))) == ["callback.planned"]


def test_no_to_every_time_asks_whether_to_keep_the_request_at_all() -> None:
    assert said(lived("humain", "non")) == ["callback.waiting"]
    assert lived("humain", "non", "3").effects == (CancelTicket(),)


def test_who_asked_for_their_data_can_ask_for_a_callback_too() -> None:
    assert said(lived("mes donnees", "humain")) == ["callback.slot"]
    assert said(lived("mes donnees", "annuler")) == ["callback.nothing_to_cancel"]
