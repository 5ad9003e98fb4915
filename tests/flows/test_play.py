"""One turn: what works anywhere, resuming, misses, notices."""

from dataclasses import replace
from datetime import timedelta

from helpline.flows.play import STEPS, play
from helpline.flows.talk import CancelTicket, Conversation, Heard, OpenTicket, StopWriting
from tests.flows.library import NOW, SMALL, fresh, lived, said


def test_it_gives_the_notice_once_after_the_first_answer() -> None:
    newcomer = Conversation("+33639980001", "ville", "fr")
    first = lived("gmail", start=newcomer)
    assert said(first) == ["tell gmail", "notice.first", "faq.solved"]
    assert "notice.first" not in said(lived("oui", start=first.conversation))


def test_it_gives_a_new_notice_again() -> None:
    assert "notice.first" in said(lived("gmail", start=replace(fresh(), greeted="0")))


def test_it_says_first_what_was_taken_out_of_a_text() -> None:
    turn = play(fresh(), Heard("text", "gmail [card]", removed=("card", "card", "iban")), SMALL, NOW)
    assert said(turn)[:2] == ["redaction.card", "redaction.iban"]


def test_a_text_that_was_little_but_a_secret_is_no_question() -> None:
    turn = play(lived("gmail").conversation, Heard("text", "ma card [card]", removed=("card",)), SMALL, NOW)
    assert said(turn) == ["redaction.card", "tell gmail", "faq.solved"]


def test_it_picks_a_talk_up_where_it_was_left() -> None:
    left = lived("gmail").conversation
    assert said(lived("oui", start=left, now=NOW + timedelta(hours=3))) == ["faq.glad"]


def test_it_starts_afresh_after_a_long_pause() -> None:
    left = lived("gmail").conversation
    assert said(lived("oui", start=left, now=NOW + timedelta(hours=5))) == ["menu.main"]


def test_it_goes_back_to_the_menu_from_a_step_that_a_release_has_renamed() -> None:
    assert said(lived("oui", start=fresh(at="faq.gone"))) == ["menu.main"]


def test_it_answers_a_fresh_question_in_the_middle_of_a_menu() -> None:
    assert said(lived("menu", "et pour mon gmail alors")) == ["tell gmail", "faq.solved"]


def test_it_keeps_the_place_in_a_menu_when_nothing_is_known_of_a_sentence() -> None:
    turn = lived("gmail", "bla bla bla")
    assert said(turn) == ["anywhere.unclear", "faq.solved"]
    assert turn.conversation.at == "faq.solved"


def test_it_brings_a_person_after_three_unclear_answers_in_a_row() -> None:
    turn = lived("gmail", "9", "9", "9")
    assert said(turn) == ["anywhere.misses", "callback.slot"]
    assert turn.effects == (OpenTicket("misses", "gmail", "gmail"),)


def test_an_understood_answer_forgives_the_misses_before() -> None:
    assert lived("gmail", "9", "9", "non").conversation.misses == 0


def test_a_forwarded_scam_is_recognised_at_any_step() -> None:
    for step in STEPS:
        if step != "danger.wait":
            assert said(lived("cliquez http://x et tapez 1", start=fresh(at=step)))[0] == "scam.scam", step


def test_danger_wins_at_every_step_even_after_stop() -> None:
    for step in STEPS:
        turn = lived("je veux mourir", start=fresh(at=step, stopped=True))
        assert said(turn) == ["danger.suicide", "danger.seen"], step
        assert OpenTicket("danger", "je veux mourir", urgent=True) in turn.effects


def test_danger_outside_hours_says_that_nobody_reads_now() -> None:
    assert said(lived("je veux mourir", library=replace(SMALL, is_open=False)))[-1] == "danger.closed"


def test_no_menu_and_no_notice_is_put_before_somebody_in_danger() -> None:
    newcomer = Conversation("+33639980001", "ville", "fr")
    afraid = lived("je veux mourir", start=newcomer)
    assert said(afraid) == ["danger.suicide", "danger.seen"]
    assert said(lived("1", start=afraid.conversation)) == ["danger.wait"]
    assert said(lived("1", start=afraid.conversation, now=NOW + timedelta(days=2)))[0] == "danger.wait"


def test_stop_is_confirmed_once_and_then_silent() -> None:
    stopped = lived("stop")
    assert (said(stopped), stopped.effects[0]) == (["anywhere.stopped"], StopWriting())
    assert said(lived("stop", start=stopped.conversation)) == []


def test_after_stop_a_question_is_told_once_how_to_come_back() -> None:
    assert said(lived("stop", "gmail")) == ["anywhere.still_stopped"]
    assert said(lived("stop", "gmail", "gmail")) == []
    assert said(lived("stop", "start", "gmail")) == ["tell gmail", "faq.solved"]


def test_after_stop_what_was_asked_for_by_a_word_is_heard_to_the_end() -> None:
    assert said(lived("stop", "effacer", "oui")) == ["anywhere.erased"]
    assert said(lived("stop", "humain", "1")) == ["callback.booked"]


def test_stop_does_not_take_back_a_callback_that_was_asked_for() -> None:
    turn = lived("humain", "1", "stop")
    assert said(turn) == ["anywhere.stopped_callback"]
    assert turn.conversation.request is not None


def test_an_empty_text_and_a_photo_are_answered() -> None:
    assert said(play(fresh(), Heard("text", " "), SMALL, NOW)) == ["anywhere.empty", "menu.main"]
    assert said(play(fresh(), Heard("text", "", photos=1), SMALL, NOW)) == ["anywhere.photo", "menu.main"]


def test_repeat_says_the_same_again_and_back_goes_back() -> None:
    assert said(lived("mot de passe", "repeter")) == ["faq.which"]
    assert said(lived("mot de passe", "1", "retour")) == ["faq.which"]
    assert said(lived("retour")) == ["menu.main"]


def test_help_and_info_leave_the_talk_where_it_is() -> None:
    assert lived("gmail", "aide").conversation.at == "faq.solved"
    assert lived("gmail", "info").conversation.at == "faq.solved"


def test_english_goes_on_in_english() -> None:
    assert lived("english").conversation.language == "en"
    assert lived("english", "francais").conversation.language == "fr"


def test_erasing_asks_once_and_forgets() -> None:
    assert said(lived("effacer")) == ["anywhere.erase"]
    assert said(lived("effacer", "1")) == ["anywhere.erased"]
    assert said(lived("effacer", "non")) == ["anywhere.not_erased"]


def test_my_data_becomes_a_ticket() -> None:
    assert lived("mes donnees").effects == (OpenTicket("data"),)


def test_nobody_in_danger_can_cancel_the_call_for_help_by_a_word() -> None:
    afraid = lived("je veux mourir").conversation
    for word in ("annuler", "humain", "0", "3", "non"):
        turn = lived(word, start=afraid)
        assert said(turn) == ["danger.wait"], word
        assert not any(isinstance(effect, CancelTicket) for effect in turn.effects)
    assert said(lived("menu", "annuler", start=afraid)) == ["callback.nothing_to_cancel"]
    assert said(lived("stop", start=afraid)) == ["anywhere.stopped"]


def test_what_is_written_while_a_helper_has_the_request_is_for_the_helper() -> None:
    helped = replace(lived("humain", "0").conversation, with_helper=True)
    turn = lived("une imprimante canon", start=helped)
    assert said(turn) == ["anywhere.to_helper"]
    assert turn.effects == (OpenTicket("asked", "une imprimante canon"),)
    assert said(lived("menu", start=helped)) == ["menu.main"]


def test_an_unclear_answer_is_asked_again_without_the_whole_answer() -> None:
    assert said(lived("gmail", "9")) == ["anywhere.unclear", "faq.solved"]


def test_yes_after_a_promise_is_taken_as_thanks() -> None:
    assert said(lived("humain", "1", "oui")) == ["menu.thanks"]
