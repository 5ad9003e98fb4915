"""One ticket: what was said and done, and what only the helper who has it may see and do."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpline.content.render import PROOF_MARK
from helpline.desk import LONGEST_REPLY
from helpline.flows.talk import Tell
from helpline.store import messages, people
from tests.console.room import MASKED, NOW, PERSON, WHOLE, Room, fill, token

PAGE = "/desk/tickets/t1"
XSS = '<script>alert(1)</script>"><svg onload=alert(1)> javascript:alert(1)'


@pytest.fixture
def mine(room: Room) -> FlaskClient:
    """Claire's browser, with a ticket that is hers."""
    room.asks()
    room.house.desk.claim("t1", room.helpers["Claire"])
    return room.client("Claire")


def shown(browser: FlaskClient, page: str = PAGE) -> str:
    """The words of a page."""
    return browser.get(page).get_data(as_text=True).replace("&#39;", "'").replace("&#34;", '"')


def act(browser: FlaskClient, action: str, **data: str) -> TestResponse:
    """Press the button of a form on the page."""
    return browser.post(f"{PAGE}/{action}", data={**data, **token(browser, PAGE)})


def queued(room: Room) -> list[str]:
    with room.house.store.read() as tx:
        return [message.body for message in messages.talk(tx, PERSON) if message.state == "queued"]


def test_the_number_is_masked_before_the_claim_and_whole_after(room: Room) -> None:
    room.asks()
    browser = room.client("Claire")
    assert MASKED in shown(browser)
    assert WHOLE not in shown(browser)
    assert act(browser, "claim").status_code == 303
    assert WHOLE in shown(browser)


def test_the_number_is_masked_again_for_colleagues_and_after_the_end(room: Room, mine: FlaskClient) -> None:
    assert WHOLE not in shown(room.client("Karim"))
    assert act(mine, "close", outcome="solved").status_code == 303
    assert WHOLE not in shown(mine)
    assert PERSON not in shown(mine)


def test_a_colleague_sees_who_has_it_and_no_form(room: Room, mine: FlaskClient) -> None:
    page = shown(room.client("Karim"))
    assert "Prise par Claire" in page
    for form in ("reply", "note", "close", "word", "release", "claim"):
        assert f"/{form}" not in page
    assert mine.get(PAGE).status_code == 200


def test_it_shows_the_talk_with_times_states_and_reasons(room: Room) -> None:
    fill(room)
    page = shown(room.client("Claire"))
    for words in (
        "08:28",
        "Le robot",
        "Karim",
        "non envoyé</span> · Le téléphone est éteint ou hors réseau.",
        "mot de passe effacé",
        "La réponse du robot n'a pas suffi.",
    ):
        assert words in page
    assert PROOF_MARK not in page
    assert "•••" in page


def test_it_keeps_old_messages_out_of_the_way(room: Room) -> None:
    room.asks()
    for number in range(15):
        room.says(f"m{number:02}", f"message {number:02}")
    page = shown(room.client("Claire"))
    assert "3 messages plus anciens" in page
    assert page.index("message 02") < page.index("</details>") < page.index("message 03")


def test_it_shows_what_people_and_helpers_write_as_words_only(room: Room, mine: FlaskClient) -> None:
    room.says("m1", XSS)
    act(mine, "note", text=XSS)
    act(mine, "reply", text=XSS)
    refused = act(mine, "reply", text=XSS + " mot de passe : Soleil2024!").get_data(as_text=True)
    for page in (mine.get(PAGE).get_data(as_text=True), refused):
        assert page.count("&lt;script&gt;alert(1)") >= 3
        assert "<script>alert" not in page
        assert "<svg" not in page


def test_it_reads_the_entry_and_the_script_in_the_language_of_the_person(room: Room) -> None:
    room.asks(language="en")
    room.house.desk.claim("t1", room.helpers["Claire"])
    page = shown(room.client("Claire"))
    assert room.house.book.entries["password-ameli"].asked["en"].question in page
    assert "“I will never ask you for a password, a code or a card.”" in page
    assert "Mairie de Demoville" in page
    assert "01 99 00 00 00" in page


def test_a_ticket_with_an_entry_that_is_gone_still_opens(room: Room) -> None:
    room.asks(entry="an-entry-of-last-year", why="a reason of next year")
    answer = room.client("Claire").get(PAGE)
    assert answer.status_code == 200
    assert "a reason of next year" in answer.get_data(as_text=True)


def test_an_erased_persons_ticket_still_opens(room: Room) -> None:
    room.asks()
    with room.house.store.write() as tx:
        people.erase(tx, PERSON, "a hash", NOW)
    assert "Numéro caché" in shown(room.client("Claire"))


def test_the_code_word_shows_only_in_the_answer_to_its_button(room: Room, mine: FlaskClient) -> None:
    word = room.house.shelf(room.house.desk.line("demo")).proof_word(room.kept("t1"))
    assert word not in shown(mine)
    answer = act(mine, "word")
    assert answer.status_code == 200
    assert word in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert word not in shown(mine)
    assert room.moves("t1")[-1] == "word-shown"
    assert "Mot secret affiché pour un appel" in shown(mine)


@pytest.mark.parametrize("action", ["release", "reply", "note", "close", "word"])
def test_who_has_not_taken_it_can_do_nothing(room: Room, action: str) -> None:
    room.asks()
    browser = room.client("Claire")
    answer = act(browser, action, text="Mon long message", outcome="solved")
    assert answer.status_code == 403
    assert "Prenez-la d'abord" in answer.get_data(as_text=True).replace("&#39;", "'")
    assert room.moves("t1") == ["opened"]


def test_what_was_written_is_not_lost_when_the_ticket_is_gone(room: Room) -> None:
    room.asks()
    answer = act(room.client("Claire"), "note", text="Un long message <b>à garder</b>")
    assert "Un long message &lt;b&gt;à garder&lt;/b&gt;" in answer.get_data(as_text=True)


def test_a_reply_goes_to_the_queue_of_the_sender(room: Room, mine: FlaskClient) -> None:
    answer = act(mine, "reply", text="Ouvrez ameli.fr")
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert queued(room) == ["Allo Numérique, une personne vous répond : Ouvrez ameli.fr"]
    page = shown(mine)
    assert "Votre message va partir." in page
    assert "en attente d'envoi" in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Écrivez d'abord quelques mots."),
        ("x" * 601, "Ce texte est trop long."),
        ("votre mot de passe : Soleil2024!", "Enlevez-le."),
    ],
)
def test_a_reply_that_must_not_go_comes_back_to_be_changed(
    room: Room, mine: FlaskClient, text: str, words: str
) -> None:
    answer = act(mine, "reply", text=text)
    page = answer.get_data(as_text=True).replace("&#39;", "'")
    assert answer.status_code == 422
    assert words in page
    assert f">{text}</textarea>" in page
    assert queued(room) == []


def test_nobody_who_said_stop_is_written_to(room: Room, mine: FlaskClient) -> None:
    room.stops()
    page = shown(mine)
    assert "Cette personne a dit STOP" in page
    assert 'name="text" rows="3" maxlength="600"' not in page
    assert act(mine, "reply", text="Bonjour").status_code == 422
    assert queued(room) == []


def test_a_note_is_kept_for_colleagues(room: Room, mine: FlaskClient) -> None:
    assert act(mine, "note", text="Rappeler sa fille\r\nle soir").status_code == 303
    page = shown(room.client("Karim"))
    assert "Rappeler sa fille\nle soir" in page
    assert queued(room) == []


def test_a_ticket_ends_with_an_outcome(room: Room, mine: FlaskClient) -> None:
    answer = act(mine, "close", outcome="referred")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    assert (room.kept("t1").state, room.kept("t1").outcome) == ("closed", "referred")
    assert "Orienté vers quelqu'un d'autre" in shown(mine)


@pytest.mark.parametrize("outcome", ["", "won", "solved; drop table"])
def test_a_ticket_does_not_end_without_a_known_outcome(room: Room, mine: FlaskClient, outcome: str) -> None:
    answer = act(mine, "close", outcome=outcome)
    assert answer.status_code == 422
    assert "Choisissez d'abord un résultat." in answer.get_data(as_text=True).replace("&#39;", "'")
    assert room.kept("t1").state == "claimed"


def test_a_closed_ticket_can_not_be_taken(room: Room, mine: FlaskClient) -> None:
    found = token(mine, PAGE)
    act(mine, "close", outcome="solved")
    assert mine.post(f"{PAGE}/claim", data=found).status_code == 409
    assert "/claim" not in shown(mine)


def test_a_released_ticket_waits_again(room: Room, mine: FlaskClient) -> None:
    answer = act(mine, "release")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    assert room.kept("t1").state == "waiting"


@pytest.mark.parametrize("page", ["/desk/tickets/t9", "/desk/tickets/..%2f..", "/desk/tickets/-1", "/desk/nowhere"])
def test_what_is_not_there_is_said_in_words(room: Room, page: str) -> None:
    answer = room.client("Claire").get(page)
    assert answer.status_code == 404
    assert "existe pas" in answer.get_data(as_text=True)


def test_other_doors_keep_their_own_answers(room: Room) -> None:
    answer = room.client().get("/nowhere")
    assert answer.status_code == 404
    assert "desk.css" not in answer.get_data(as_text=True)


# ---- what may help


def test_it_suggests_what_the_words_may_have_meant_too_three_at_most(room: Room) -> None:
    room.asks(question="mon wifi march plu", entry="internet-slow")
    page, entries = shown(room.client("Claire")), room.house.book.entries
    others = page.split('<details class="other">')[1:]
    assert page.index(entries["internet-slow"].asked["fr"].question) < page.index("Ou peut-être")
    assert 1 <= len(others) <= 2
    assert entries["internet-slow"].asked["fr"].question not in "".join(others)


@pytest.mark.parametrize("question", ["", "rappelez moi svp"])
def test_a_question_that_nothing_answers_has_no_suggestion(room: Room, question: str) -> None:
    room.asks(question=question, entry="")
    assert 'class="steps"' not in shown(room.client("Claire"))


def test_a_vague_question_has_what_it_may_have_meant(room: Room) -> None:
    room.asks(question="mon wifi march plu", entry="")
    assert "À lire à voix haute" in shown(room.client("Claire"))


def box(page: str) -> str:
    """What stands in the field for the answer."""
    return page.partition('id="reply" name')[2].partition(">")[2].partition("</textarea>")[0]


def prepared(browser: FlaskClient, name: str, written: str = "", path: str = "ready") -> str:
    """The page once a ready text was asked for."""
    answer = act(browser, path, ready=name, text=written)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).replace("&#39;", "'").replace("&#34;", '"')


def test_the_steps_of_an_entry_are_a_text_that_is_ready(room: Room, mine: FlaskClient) -> None:
    assert room.house.book.entries["password-ameli"].told["fr"].sms[0][:20] in box(prepared(mine, "password-ameli"))


def test_a_text_that_is_ready_is_in_the_persons_language_its_title_in_the_helpers(room: Room) -> None:
    room.asks(language="en", entry="", question="")
    room.house.desk.claim("t1", room.helpers["Claire"])
    page = prepared(room.client("Claire"), "calling-soon")
    assert "J'appelle dans quelques minutes</button>" in page
    assert box(page).startswith("I will call you in a few minutes, from 01 99 00 00 00.")


def test_what_time_it_is_for_the_person_is_told_where_it_is_another(room: Room, mine: FlaskClient) -> None:
    assert "Chez la personne" not in shown(mine)
    room.asks("t2", person="+596696000001")
    room.house.desk.claim("t2", room.helpers["Claire"])
    page = shown(mine, "/desk/tickets/t2")
    assert "il est 5h30 (Martinique)" in page
    assert "aujourd'hui entre 11h et 12h, la nuit chez la personne" in page


def test_a_helper_looks_another_entry_up_and_prepares_its_steps(mine: FlaskClient) -> None:
    page = shown(mine, f"{PAGE}?find=imprimante")
    assert "fiches trouvées" in page
    assert 'value="imprimante"' in page
    assert 'name="ready" value="printer"' in page.partition('id="entries"')[2]
    assert "find=imprimante" in page.partition('id="entries"')[2].partition('formaction="')[2].partition('"')[0]
    assert "imprimante" in box(prepared(mine, "printer", path="ready?find=imprimante")).lower()


def test_what_is_looked_up_in_vain_is_said_and_escaped(mine: FlaskClient) -> None:
    page = shown(mine, f"{PAGE}?find=%3Cxyzzy")
    assert "Aucune fiche trouvée" in page
    assert "<xyzzy" not in page


def test_an_entry_is_looked_up_in_the_helpers_language_and_told_in_the_persons(room: Room) -> None:
    room.asks(language="en", entry="", question="")
    room.house.desk.claim("t1", room.helpers["Claire"])
    page = shown(room.client("Claire"), f"{PAGE}?find=imprimante").partition('id="entries"')[2]
    assert "printer" in page


@pytest.mark.parametrize("name", ["", "nothing", "../secrets"])
def test_a_name_that_nobody_knows_fills_nothing(mine: FlaskClient, name: str) -> None:
    page = prepared(mine, name)
    assert 'id="reply" name' in page
    assert box(page) == ""


def test_what_was_written_stays_when_a_text_that_is_ready_is_added(room: Room, mine: FlaskClient) -> None:
    lines = box(prepared(mine, "try-it", "Bonjour,\r\nle wifi d'abord. ")).split("\n")
    assert lines[:2] == ["Bonjour,", "le wifi d'abord."]
    assert lines[2].startswith(room.house.book.canned["try-it"]["fr"].text[:10])
    assert "replied" not in room.moves("t1"), "nothing is sent"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_text_of_every_entry_can_be_sent(room: Room, language: str) -> None:
    telling = room.house.shelf(next(iter(room.house.lines.values()))).telling(language, "sms", NOW)
    for slug in room.house.book.entries:
        text = "\n".join(telling.texts([Tell(slug)]))
        assert len(text) <= LONGEST_REPLY, slug
        assert not room.house.book.redactor.redacted(text).removed, slug


def test_the_price_of_a_text_counts_what_stands_before_it(mine: FlaskClient) -> None:
    def price(text: str) -> str:
        return act(mine, "price", text=text).get_data(as_text=True).replace("\xa0", " ")

    assert price("Bonjour") == "Ce message coûte 1 SMS."
    assert price("a" * 155) == "Ce message coûte 2 SMS."
    assert price(" \n") == ""


def test_only_who_has_the_ticket_sees_what_is_ready(room: Room, mine: FlaskClient) -> None:
    assert "Réponses toutes prêtes" in shown(mine)
    assert "Réponses toutes prêtes" not in shown(room.client("Karim"))


def test_a_call_is_moved_to_another_time(room: Room, mine: FlaskClient) -> None:
    span = shown(mine).split('name="window"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    assert act(mine, "move", window=span).status_code == 303
    assert "Rappel déplacé" in shown(mine, "/desk/")
    assert room.kept("t1").slot_start is not None
    assert act(room.client("Karim"), "move", window=span).status_code != 303
