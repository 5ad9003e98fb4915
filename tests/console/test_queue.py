"""The queue shows who is next and why, and no more of anybody than a helper needs to choose."""

from datetime import timedelta

from helpline.content.render import PROOF_MARK
from tests.console.room import MASKED, NOW, OTHER, PERSON, WHOLE, Room, fill, token

HOUR = timedelta(hours=1)
XSS = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"


def queue(room: Room, name: str = "Claire", page: str = "/desk/") -> str:
    """The queue as a helper sees it."""
    return room.client(name).get(page).get_data(as_text=True).replace("\xa0", " ")


def test_it_says_that_nobody_waits(room: Room) -> None:
    page = queue(room)
    assert "Personne n'attend pour l'instant." in page.replace("&#39;", "'")
    assert "0 à prendre" in page


def test_it_tells_the_question_the_wait_and_the_promise(room: Room) -> None:
    room.asks(opened_at=NOW - 2 * HOUR, slot_start=NOW + 22.5 * HOUR, slot_end=NOW + 25.5 * HOUR, contacts=3)
    page = queue(room)
    for words in (
        "je narrive plus a me connecter a ameli",
        "attend depuis 2 heures",
        "Rappel promis demain entre 9h et 12h",
        "Rappel prévu",
        "3 contacts",
        "Allo Numérique",
        "1 à prendre",
    ):
        assert words in page


def test_it_puts_danger_before_all_and_counts_each_part(room: Room) -> None:
    fill(room)
    page = queue(room)
    assert page.index("je ne veux plus vivre") < page.index("jai donné ma carte") < page.index("connecter a ameli")
    for count in ("7 à prendre", "0 à vous", "1 chez un collègue", "Prise par Karim"):
        assert count in page


def test_it_masks_every_number_even_that_of_my_own_ticket(room: Room) -> None:
    room.asks()
    room.asks("t2", person=OTHER)
    room.house.desk.claim("t1", room.helpers["Claire"])
    page = queue(room)
    assert MASKED in page
    for whole in (PERSON, OTHER, WHOLE, "0639980011"):
        assert whole not in page


def test_it_never_shows_a_code_word(room: Room) -> None:
    ticket = room.asks(question=f"le mot {PROOF_MARK}")
    word = room.house.shelf(room.house.desk.line("demo")).proof_word(ticket)
    for page in ("/desk/", "/desk/queue", "/desk/tickets/t1"):
        shown = queue(room, page=page)
        assert word not in shown
        assert PROOF_MARK not in shown


def test_it_shows_what_people_write_as_words_only(room: Room) -> None:
    room.asks(question=XSS)
    page = queue(room)
    assert XSS not in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{7*7}}" in page


def test_it_shows_a_badge_for_what_was_taken_out(room: Room) -> None:
    room.asks(question="ma carte [card] et [autre]")
    page = queue(room)
    assert '<span class="mark">carte bancaire effacée</span>' in page
    assert "[autre]" in page


def test_it_names_the_language_of_the_person(room: Room) -> None:
    room.asks(language="en", question="Hello")
    page = queue(room)
    assert '<a id="open-t1" href="/desk/tickets/t1" lang="en">Hello</a>' in page
    assert "English" in page


def test_the_list_alone_has_no_frame_and_no_token(room: Room) -> None:
    room.asks()
    part = queue(room, page="/desk/queue")
    assert "ameli" in part
    assert "<html" not in part
    assert "csrf" not in part


def test_the_list_alone_keeps_no_session_alive(room: Room) -> None:
    browser = room.client("Claire")
    past = (NOW - timedelta(minutes=20)).isoformat(timespec="microseconds")
    with room.house.store.write() as tx:
        tx.run("update sessions set seen_at = :past", past=past)

    def seen() -> str:
        with room.house.store.read() as tx:
            return str(tx.rows("select seen_at from sessions")[0]["seen_at"])

    assert browser.get("/desk/queue").status_code == 200
    assert seen() == past
    assert browser.get("/desk/").status_code == 200
    assert seen() > past


def test_a_claim_leads_to_the_ticket(room: Room) -> None:
    room.asks()
    browser = room.client("Claire")
    answer = browser.post("/desk/tickets/t1/claim", data=token(browser, "/desk/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/tickets/t1")
    assert room.kept("t1").helper == room.helpers["Claire"].id
    assert "Vos demandes" in browser.get("/desk/").get_data(as_text=True)


def test_who_comes_second_is_told_who_has_it(room: Room) -> None:
    room.asks()
    first, second = room.client("Karim"), room.client("Claire")
    tokens = token(first, "/desk/"), token(second, "/desk/")
    assert first.post("/desk/tickets/t1/claim", data=tokens[0]).status_code == 303
    answer = second.post("/desk/tickets/t1/claim", data=tokens[1])
    assert answer.status_code == 409
    assert "Cette demande est déjà prise par Karim." in answer.get_data(as_text=True)
    assert room.kept("t1").helper == room.helpers["Karim"].id


def test_it_says_kindly_that_the_store_is_gone(room: Room) -> None:
    browser = room.client("Claire")
    room.house.store.close()
    for page in ("/desk/", "/desk/queue", "/desk/tickets/t1", "/desk/login"):
        answer = browser.get(page)
        assert answer.status_code == 503
        assert "Attendez une minute" in answer.get_data(as_text=True)
        assert answer.headers["Content-Security-Policy"]


def test_a_request_is_looked_up_by_its_words_or_by_the_end_of_its_number(room: Room) -> None:
    room.asks()
    room.asks("t2", person="+33639980077", question="mon imprimante clignote")
    browser = room.client("Claire")

    def looks_for(words: str, **more: str) -> str:
        answer = browser.post("/desk/queue", data={"words": words, **token(browser, "/desk/"), **more})
        assert words not in answer.headers["Location"] or not words
        live = browser.get("/desk/queue").get_data(as_text=True)
        page = browser.get("/desk/").get_data(as_text=True)
        assert ("t1" in live, "t2" in live) == ('data-ticket="t1"' in page, 'data-ticket="t2"' in page)
        return page

    for words in ("imprimante", "0077", "06 39 98 00 77"):
        page = looks_for(words)
        assert ('data-ticket="t2"' in page, 'data-ticket="t1"' in page) == (True, False), words
    page = looks_for("clavier")
    assert "Aucune demande en attente ne correspond." in page
    assert 'value="clavier"' in page
    assert 'data-ticket="t1"' in looks_for("clavier", clear="1")


def test_the_queue_is_sifted_by_language_and_says_so(room: Room) -> None:
    room.asks()
    room.asks("t2", person=OTHER, language="en", question="my printer")
    page = queue(room, page="/desk/?language=en")
    assert "my printer" in page
    assert "connecter a ameli" not in page
    assert '<option value="en" selected>' in page
    assert "language=en" in page.split('data-from="', 1)[1].split('"', 1)[0], "the live list is sifted too"


def test_many_requests_come_in_pages_and_all_are_counted_by_level(room: Room) -> None:
    for number in range(60):
        room.asks(f"t{number:02}", person=f"+336399801{number:02}", urgent=number < 2)
    page = queue(room)
    assert page.count('class="row-card') == 50
    assert "60 à prendre (urgent 2, en attente 58)" in page.replace("\xa0", " ")
    assert "Page 1 sur 2" in page
    assert queue(room, page="/desk/?page=2").count('class="row-card') == 10


def test_an_address_that_asks_nonsense_shows_the_queue(room: Room) -> None:
    room.asks()
    for query in ("page=x", "page=-1", "page=999", "line=", "topic=%00", "language=" + "x" * 300):
        assert room.client("Claire").get(f"/desk/?{query}").status_code == 200
