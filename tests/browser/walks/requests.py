"""Walks through the queue and the requests. Each leads a page from one state to the next and names it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import get_args

from playwright.sync_api import Page, expect

from helpline.board import A_PAGE
from helpline.escalation.calling import Call, Result, State
from helpline.passing import Passing
from helpline.store import calls, recordings
from helpline.store.recordings import Recording
from tests.browser.hands import log_in
from tests.console.busy import see_scams
from tests.console.room import NOW, PERSON, Room, ago, fill

XSS = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script> https://" + "a" * 300


def queue(room: Room, page: Page) -> Iterator[str]:
    """The list: empty, with all that may stand in it, sifted, its second page."""
    log_in(page)
    yield "empty"
    fill(room)
    see_scams(room)
    room.asks("t9", person="+33639980019", question=XSS)
    room.house.desk.claim("t1", room.helpers["Claire"])
    Passing(room.house.desk.drawer).skip("t3", room.helpers["Claire"], "topic")
    page.goto("/desk/")
    for words in ("Prise par Karim", "Vous l'avez passée", "Vos demandes", "Arnaques en forte hausse"):
        expect(page.get_by_text(words).first).to_be_visible()
    yield "full"
    page.get_by_text("Chercher, filtrer, sonner").click()
    yield "search and sift opened"
    page.get_by_label("Mots, ou fin du numéro").fill("zibulon")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_text("Aucune demande en attente ne correspond.")).to_be_visible()
    yield "searched in vain"
    page.get_by_role("button", name="Effacer la recherche").click()
    page.goto("/desk/?language=en")
    yield "sifted"
    for number in range(A_PAGE):
        room.asks(f"u{number}", person=f"+336399801{number:02}")
    page.goto("/desk/?page=2")
    expect(page.get_by_role("link", name="Page d'avant")).to_be_visible()
    yield "second page"


def not_mine(room: Room, page: Page) -> Iterator[str]:
    """Requests that the reader has not taken: open, in another language, grave, a colleague's, closed, with a voice."""
    fill(room)
    room.says("m90", XSS)
    for number in range(12):
        room.says(f"m{number + 70}", "bonjour", created_at=ago(2880))
    _keep_a_voice(room, "t1")
    room.asks("t9", person="hidden/CA1", question=XSS)
    _close(room, "t5")
    log_in(page, "Karim")
    for ticket, state in (("t1", "open"), ("t3", "English"), ("t2", "money"), ("t5", "closed"), ("t9", "no number")):
        page.goto(f"/desk/tickets/{ticket}")
        _open_all(page)
        yield state
    room.house.desk.claim("t4", room.helpers["Claire"])
    page.goto("/desk/tickets/t4")
    expect(page.get_by_role("button", name="Remettre dans la liste")).to_be_visible()
    yield "a colleague's, for a coordinator"
    assert page.title() != "broken"


def _keep_a_voice(room: Room, ticket: str) -> None:
    with room.house.store.write() as tx:
        recordings.add(tx, Recording("RE" + "1" * 32, PERSON, "demo", ticket, 21, ago(100)))


def _close(room: Room, ticket: str) -> None:
    room.house.desk.claim(ticket, room.helpers["Claire"])
    room.house.desk.close(ticket, room.helpers["Claire"], "solved")


def _open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def mine(room: Room, page: Page) -> Iterator[str]:
    """A request that the reader has: taken, with all opened, text prepared, searched, the word for an own call."""
    fill(room)
    room.says("m90", XSS)
    _keep_a_voice(room, "t1")
    log_in(page)
    page.goto("/desk/tickets/t1")
    page.get_by_role("button", name="Je m'en occupe").click()
    expect(page.get_by_text("Cette demande est à vous.")).to_be_visible()
    yield "taken"
    _open_all(page)
    page.get_by_role("button", name="J'appelle dans quelques minutes").click()
    expect(page.locator("#reply-price")).not_to_be_empty()
    yield "a ready answer, and its price"
    for words in ("imprimante", "zibulon"):
        page.get_by_label("Chercher une autre fiche").fill(words)
        page.get_by_role("button", name="Chercher").click()
        expect(page.locator("#entries")).to_be_visible()
        _open_all(page)
        yield f"looked for {words}"
    page.get_by_role("button", name="Commencer l'appel").click()
    expect(page.locator(".code-word")).to_be_visible()
    yield "the word for an own call"
    page.get_by_label("Votre message").fill("votre mot de passe : Soleil2024!")
    page.get_by_role("button", name="Envoyer le SMS").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "a secret is refused"
    room.stops()
    page.goto("/desk/tickets/t1")
    expect(page.get_by_text("STOP").first).to_be_visible()
    yield "who said STOP"
    room.house.desk.release("t1", room.helpers["Claire"])
    page.evaluate("look()")  # as the page does at the next news
    expect(page.get_by_role("alert").get_by_text("Cette demande n'est plus à vous.")).to_be_visible()
    yield "no longer mine"
    assert page.title() != "broken"


CALLS: list[tuple[State, Result]] = [
    *((state, "") for state in get_args(State) if state != "ended"),
    *(("ended", result) for result in get_args(Result) if result),
]


def calling(room: Room, page: Page) -> Iterator[str]:
    """The panel of the call in each of its states, at each of its ends."""
    claire = room.helpers["Claire"]
    room.asks("t1", slot_start=NOW + timedelta(hours=4), slot_end=NOW + timedelta(hours=7))
    room.house.accounts.set_own(claire, "fr", "+33639980099")
    room.house.desk.claim("t1", claire)
    log_in(page)
    for number, (state, result) in enumerate(CALLS):
        with room.house.store.write() as tx:
            call = Call(f"c{number}", "t1", claire.id, "demo", state, NOW + timedelta(seconds=number), result=result)
            calls.add(tx, call)
        page.goto("/desk/tickets/t1")
        expect(page.locator(".code-word")).to_have_count(1 if state in ("accepted", "talking") else 0)
        yield f"{state} {result}"
        with room.house.store.write() as tx:
            calls.save(tx, Call(call.id, "t1", claire.id, "demo", "ended", call.asked_at, result=result))
