"""A suspicious message: the verdict, then what was done."""

import pytest

from helpline.flows.talk import Because, Mark, OpenTicket, Sighted
from tests.flows.library import lived, said

FORWARDED = "Votre colis http://x"


def test_a_forwarded_scam_is_judged_as_the_very_first_text() -> None:
    turn = lived(FORWARDED)
    assert said(turn) == ["scam.scam", "scam.done"]
    assert getattr(turn.replies[0], "values", {})["reasons"] == (Because("link", "http"),)
    assert turn.effects == (Mark("scam", "parcel"), Sighted("parcel", ("colis.top",)))


def test_the_same_message_sent_twice_is_sighted_once() -> None:
    assert not any(isinstance(effect, Sighted) for effect in lived(FORWARDED, FORWARDED).effects)


def test_a_message_without_a_sign_is_not_sighted() -> None:
    assert lived("menu", "2", "votre rendez-vous est demain").effects == (Mark("no-sign", ""),)


def test_a_message_that_was_asked_for_is_judged_whatever_it_looks_like() -> None:
    assert said(lived("menu", "2", "votre rendez-vous est demain")) == ["scam.no_sign_plain", "scam.done"]


def test_who_did_nothing_is_told_how_to_report_it() -> None:
    assert said(lived(FORWARDED, "1")) == ["scam.nothing_done", "scam.report"]
    assert said(lived(FORWARDED, "non")) == ["scam.nothing_done", "scam.report"]


def test_who_clicked_gets_the_entry_for_it() -> None:
    assert said(lived(FORWARDED, "2")) == ["tell scam-clicked", "scam.report"]


@pytest.mark.parametrize(("key", "entry"), [("3", "scam-gave-card"), ("4", ""), ("5", ""), ("6", "")])
def test_who_gave_something_away_is_told_what_to_do_now_and_gets_an_urgent_ticket(key: str, entry: str) -> None:
    turn = lived(FORWARDED, key)
    assert said(turn) == [f"tell {entry}" if entry else "scam.act_now", "callback.slot"]
    ticket = next(effect for effect in turn.effects if isinstance(effect, OpenTicket))
    assert (ticket.why, ticket.urgent, ticket.question) == ("money", True, FORWARDED)


def test_money_just_lost_is_urgent_even_when_a_request_is_open_already() -> None:
    turn = lived("humain", "0", FORWARDED, "3")
    assert any(isinstance(effect, OpenTicket) and effect.urgent for effect in turn.effects)
