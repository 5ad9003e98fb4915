"""A question: sure, unsure, no idea."""

from dataclasses import replace

from helpline.flows.play import play
from helpline.flows.talk import Heard, Mark, Missed, OpenTicket, Say, SetLanguage, Title, Turn
from tests.flows.library import NOW, SMALL, SmallLibrary, fresh, lived, said


def test_a_sure_question_is_answered_and_asked_about() -> None:
    turn = lived("mon gmail")
    assert said(turn) == ["tell gmail", "faq.solved"]
    assert turn.effects == (Mark("answered", "gmail"),)


def test_solved_is_counted_and_ends_the_talk() -> None:
    turn = lived("mon gmail", "oui")
    assert (said(turn), turn.effects) == (["faq.glad"], (Mark("solved", "gmail"),))


def test_an_unsure_question_offers_choices() -> None:
    turn = lived("mot de passe")
    assert said(turn) == ["faq.which"]
    assert getattr(turn.replies[0], "values", {})["choices"] == (Title("gmail"), Title("outlook"))


def test_a_choice_is_answered_and_the_other_is_offered_when_it_does_not_help() -> None:
    assert said(lived("mot de passe", "2")) == ["tell outlook", "faq.solved"]
    assert said(lived("mot de passe", "2", "non")) == ["faq.which"]
    assert said(lived("mot de passe", "2", "non", "1")) == ["tell gmail", "faq.solved"]
    assert said(lived("mot de passe", "2", "non", "1", "non")) == ["faq.unsolved"]


def test_a_choice_that_is_not_there_is_unclear() -> None:
    assert said(lived("mot de passe", "3")) == ["anywhere.unclear", "faq.which"]


def test_zero_asks_for_a_person() -> None:
    assert said(lived("mot de passe", "0")) == ["callback.slot"]


def test_no_idea_asks_to_rephrase_once_then_offers_a_person() -> None:
    assert said(lived("le truc du machin")) == ["faq.rephrase"]
    turn = lived("le truc du machin", "le bidule")
    assert (said(turn), turn.effects) == (["faq.none"], (Mark("missed"), Missed("le bidule", "", "unanswered")))


def test_an_answer_that_did_not_help_is_to_be_learned_from() -> None:
    assert lived("mon gmail", "non").effects == (Mark("unsolved", "gmail"), Missed("mon gmail", "gmail", "unsolved"))


def test_choices_of_which_none_was_right_are_to_be_learned_from() -> None:
    untaken = Missed("mot de passe", "gmail", "choices")
    assert untaken in lived("mot de passe", "non").effects
    assert untaken in lived("mot de passe", "0").effects
    assert not any(isinstance(effect, Missed) for effect in lived("mot de passe", "1").effects)


def test_what_was_chosen_from_a_menu_is_no_question_to_learn() -> None:
    turn = replace_notes(lived("mon gmail"), question="")
    assert play(turn.conversation, Heard("text", "non"), SMALL, NOW).effects == (Mark("unsolved", "gmail"),)


def replace_notes(turn: Turn, **notes: str) -> Turn:
    """The same turn with other notes."""
    return replace(turn, conversation=turn.conversation.noting(**notes))


def test_an_unanswered_question_is_written_on_the_ticket() -> None:
    turn = lived("le truc du machin", "le bidule", "oui")
    assert turn.effects == (OpenTicket("unanswered", "le bidule", ""),)


def test_an_unsolved_answer_leads_to_a_ticket_that_names_it() -> None:
    turn = lived("mon gmail", "non", "oui")
    assert turn.effects == (OpenTicket("unsolved", "mon gmail", "gmail"),)


def test_an_urgent_entry_opens_an_urgent_ticket_at_once() -> None:
    turn = lived("card")
    assert said(turn) == ["tell card", "callback.slot"]
    assert OpenTicket("money", "card", "card", urgent=True) in turn.effects


def test_an_entry_may_lead_straight_to_a_person_or_to_the_scam_check() -> None:
    assert said(lived("near-me")) == ["tell near-me", "callback.offer"]
    assert lived("scam-check").conversation.at == "scam.message"


def test_a_question_in_english_is_answered_in_english() -> None:
    turn = lived("the gmail")
    assert turn.conversation.language == "en"
    assert SetLanguage("en") in turn.effects


def test_a_greeting_and_thanks_get_an_answer_of_their_own() -> None:
    assert said(lived("bonjour")) == ["menu.hello", "menu.main"]
    assert said(lived("merci")) == ["menu.thanks"]


def test_the_menu_leads_to_each_of_its_options() -> None:
    assert said(lived("menu", "1")) == ["faq.question"]
    assert said(lived("menu", "2")) == ["scam.message"]
    assert said(lived("menu", "3")) == ["callback.slot"]
    assert said(lived("menu", "4")) == ["anywhere.language"]


def test_speech_that_was_not_well_heard_gets_choices_and_no_yes_or_no() -> None:
    caller = fresh(channel="voice", at="call.menu")
    well, badly = (play(caller, Heard("speech", "mon gmail", unsure=unsure), SMALL, NOW) for unsure in (False, True))
    assert said(well) == ["faq.right"]
    assert said(badly) == ["faq.which"]


def test_two_questions_in_one_text_are_both_named() -> None:
    turn = lived("ma carte et mon gmail")
    assert said(turn) == ["tell card", "faq.also", "callback.slot"]
    assert turn.replies[1] == Say("faq.also", {"entry": Title("gmail")})


def test_advice_is_asked_after_as_advice() -> None:
    advice = SmallLibrary(thens={**SMALL.thens, "gmail": "clear?"})
    assert said(lived("mon gmail", library=advice)) == ["tell gmail", "faq.clear"]
    assert said(lived("mon gmail", "repeter", library=advice)) == ["tell gmail", "faq.clear"]
    assert said(lived("mon gmail", "oui", library=advice)) == ["faq.glad"]


def test_a_message_sent_without_a_word_is_checked() -> None:
    assert said(lived("INFO votre facture est prete")) == ["scam.no_sign_plain", "scam.done"]


def test_speech_is_a_person_s_own_words() -> None:
    turn = play(fresh(channel="voice"), Heard("speech", "INFO mon gmail"), SmallLibrary(), NOW)
    assert said(turn) == ["faq.right"]
