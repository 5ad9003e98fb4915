"""A request changes hands while pages are open: two take it at once, a coordinator takes it back."""

import re

import pytest
from playwright.sync_api import Page, expect

from helpline.store.helpers import Helper
from tests.browser.hands import Opened, log_in
from tests.browser.serving import LONG_NEWS
from tests.console.room import OTHER, Room

pytestmark = pytest.mark.browser


@pytest.fixture
def claire(room: Room) -> Helper:
    """Who had it."""
    room.app.config["HELPLINE_NEWS"] = LONG_NEWS
    return room.helpers["Claire"]


def on_the_ticket(page: Page, name: str) -> Page:
    """A helper has the page of t1 open."""
    log_in(page, name).goto("/desk/tickets/t1")
    return page


def test_two_helpers_take_a_request_and_one_gets_it(room: Room, opened: Opened) -> None:
    room.asks()
    room.asks("t2", person=OTHER, question="mon wifi est lent")
    pages = {name: on_the_ticket(opened(), name) for name in ("Claire", "Karim")}
    with (
        pages["Claire"].expect_response("**/claim") as hers,
        pages["Karim"].expect_response("**/claim") as his,
    ):
        for page in pages.values():  # a press that waits for no answer: both are on their way
            page.get_by_role("button", name="Je m'en occupe").dispatch_event("click")
    answers = {"Claire": hers.value.status, "Karim": his.value.status}
    assert sorted(answers.values()) == [303, 409]
    winner, loser = sorted(answers, key=lambda name: answers[name])
    expect(pages[winner].get_by_text("Cette demande est à vous.")).to_be_visible()
    expect(pages[loser].get_by_text(f"Cette demande est déjà prise par {winner}.")).to_be_visible()
    assert room.moves("t1") == ["opened", "claimed"]
    assert room.kept("t1").helper == room.helpers[winner].id
    _goes_on(room, pages[loser], loser)


def _goes_on(room: Room, page: Page, name: str) -> None:
    page.get_by_role("link", name="Toutes les demandes").click()
    page.get_by_role("button", name="Je m'en occupe : mon wifi est lent").click()
    expect(page.get_by_text("Cette demande est à vous.")).to_be_visible()
    assert room.kept("t2").helper == room.helpers[name].id


def test_a_coordinator_takes_back_what_a_helper_forgot(room: Room, opened: Opened, claire: Helper) -> None:
    room.asks()
    room.house.desk.claim("t1", claire)
    room.house.accounts.set_own(claire, "fr", "+33639980099")
    hers, his = on_the_ticket(opened(), "Claire"), log_in(opened(), "Karim")
    hers.get_by_label("Votre message").fill("Je vous rappelle demain")

    his.get_by_role("link", name="je narrive plus").click()
    expect(his.get_by_text("Prise par Claire")).to_be_visible()
    his.get_by_role("button", name="Remettre dans la liste").click()
    expect(his.get_by_text("Remise dans la liste.")).to_be_visible()
    expect(his.locator("#claim-t1")).to_be_visible()
    assert room.kept("t1").state == "waiting"

    expect(hers.get_by_text("Cette demande n'est plus à vous.")).to_be_visible(timeout=20_000)
    expect(hers.get_by_role("button", name="Appeler : mon téléphone")).to_have_count(0)
    hers.get_by_role("button", name="Envoyer le SMS").click()
    expect(hers.get_by_text("Cette demande n'est pas à vous, ou ne l'est plus.")).to_be_visible()
    expect(hers.get_by_text("Je vous rappelle demain")).to_be_visible()
    assert room.moves("t1") == ["opened", "claimed", "taken-back"]


def test_nothing_is_done_from_a_page_that_is_out_of_date(room: Room, opened: Opened, claire: Helper) -> None:
    room.asks()
    page = log_in(opened(scripts=False))
    for action in ("Garder la note", "Prévoir le prochain essai", "Déplacer le rappel", "Terminer", "Donner"):
        room.house.desk.claim("t1", claire)
        page.goto("/desk/tickets/t1")
        room.house.desk.release("t1", claire)
        before = room.kept("t1")
        page.get_by_label("Votre note").fill("Elle attend")
        page.get_by_label("Résolu", exact=True).check()
        with page.expect_response(re.compile("/tickets/t1/")) as answer:
            page.get_by_role("button", name=action, exact=True).click()
        assert answer.value.status == 403, action
        expect(page.get_by_text("Cette demande n'est pas à vous, ou ne l'est plus.")).to_be_visible()
        assert room.kept("t1") == before, action
    page.get_by_role("link", name="Toutes les demandes").click()
    expect(page.locator("#claim-t1")).to_be_visible()
