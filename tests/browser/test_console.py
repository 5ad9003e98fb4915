"""The helpers' desk in a real browser: by keyboard alone, on a small screen, without JavaScript, open to everybody."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from helpline.store.helpers import Helper
from tests.browser.eyes import SMALL, violations
from tests.browser.hands import Opened, log_in
from tests.console.room import NOW, OTHER, PASSWORD, WHOLE, Room, fill

pytestmark = pytest.mark.browser

PRESSED_TWICE = """form => {
    const stopped = [];
    form.addEventListener("submit", (event) => { stopped.push(event.defaultPrevented); event.preventDefault(); });
    form.requestSubmit();
    form.requestSubmit();
    return stopped;
}"""


def press_until(page: Page, name: str, most: int = 60) -> None:
    """Tab to what has this name, as somebody without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in str(
            page.evaluate("document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText")
        ):
            return
    raise AssertionError(f"no Tab leads to {name}")


@pytest.fixture
def karim(room: Room) -> Helper:
    """A colleague."""
    return room.helpers["Karim"]


def test_a_whole_request_is_handled_by_keyboard_alone(room: Room, opened: Opened) -> None:
    room.asks()
    page = opened()
    page.goto("/desk/")
    press_until(page, "Votre nom")
    page.keyboard.type("Claire")
    press_until(page, "Votre mot de passe")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Demandes")).to_be_visible()
    press_until(page, "Je m'en occupe")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cette demande est à vous.")).to_be_visible()
    press_until(page, "Votre message")
    page.keyboard.type("Ouvrez le site ameli.fr")
    press_until(page, "Envoyer le SMS")
    page.keyboard.press("Enter")
    expect(page.locator(".bubble.ours.queued")).to_contain_text("Ouvrez le site ameli.fr")
    press_until(page, "Votre note")
    page.keyboard.type("Elle va essayer ce soir")
    press_until(page, "Garder la note")
    page.keyboard.press("Enter")
    expect(page.locator(".moves")).to_contain_text("Elle va essayer ce soir")
    press_until(page, "Résolu")
    page.keyboard.press("Space")
    press_until(page, "Terminer")
    page.keyboard.press("Enter")
    expect(page.get_by_text("La demande est terminée.")).to_be_visible()
    assert room.kept("t1").outcome == "solved"
    assert room.moves("t1") == ["opened", "claimed", "replied", "noted", "closed"]


def test_the_word_is_in_view_on_a_small_screen_when_the_call_starts(room: Room, opened: Opened) -> None:
    fill(room)
    page = log_in(opened(*SMALL))
    page.goto("/desk/tickets/t1")
    page.get_by_role("button", name="Je m'en occupe").click()
    expect(page.get_by_text(WHOLE).first).to_be_visible()
    page.get_by_role("button", name="Commencer l'appel").click()
    expect(page.locator(".code-word")).to_be_in_viewport()


def test_the_queue_tells_of_a_new_request_and_leaves_the_focus_where_it_is(room: Room, opened: Opened) -> None:
    room.asks()
    page = opened()
    page.clock.install()
    log_in(page)
    page.locator("#claim-t1").focus()
    room.asks("t2", person=OTHER, why="danger", question="au secours")
    page.clock.run_for(5100)
    expect(page.get_by_role("status")).to_have_text("1 nouvelle demande")
    expect(page.get_by_text("au secours")).to_be_visible()
    expect(page.locator("#claim-t1")).to_be_focused()


def test_the_focus_stays_in_the_list_when_a_colleague_takes_the_ticket(
    room: Room, opened: Opened, karim: Helper
) -> None:
    room.asks()
    page = opened()
    page.clock.install()
    log_in(page)
    page.locator("#claim-t1").focus()
    room.house.desk.claim("t1", karim)
    expect(page.get_by_text("Prise par Karim")).to_be_visible(timeout=20_000)
    expect(page.locator("#queue")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("")


def test_an_open_queue_leads_to_the_login_once_the_session_is_over(room: Room, opened: Opened) -> None:
    page = log_in(opened())
    with room.house.store.write() as tx:
        tx.run("delete from sessions")
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible(timeout=20_000)


def test_a_helper_is_warned_before_the_session_ends_and_may_stay(room: Room, opened: Opened) -> None:
    room.asks()
    page = opened()
    page.clock.install()
    log_in(page)
    page.goto("/desk/tickets/t1")
    expect(page.get_by_role("button", name="Rester connecté")).to_be_hidden()
    page.clock.fast_forward("27:01")
    expect(page.get_by_role("alert")).to_contain_text("Vous serez bientôt déconnecté.")
    assert violations(page) == []
    page.get_by_role("button", name="Rester connecté").click()
    expect(page.get_by_role("button", name="Rester connecté")).to_be_hidden()


def test_a_text_is_sent_once_however_often_the_button_is_pressed(room: Room, opened: Opened) -> None:
    room.asks()
    page = log_in(opened())
    page.get_by_role("button", name="Je m'en occupe").click()
    page.get_by_label("Votre message").fill("Ouvrez le site ameli.fr")
    stopped = page.locator("form:has(#reply)").evaluate(PRESSED_TWICE)
    assert stopped == [False, True]


def test_the_desk_works_with_javascript_switched_off(room: Room, opened: Opened) -> None:
    room.asks()
    page = log_in(opened(scripts=False))
    expect(page.get_by_role("link", name="Actualiser la liste")).to_be_visible()
    page.get_by_role("button", name="Je m'en occupe").click()
    page.get_by_label("Votre message").fill("Ouvrez le site ameli.fr")
    page.get_by_role("button", name="Envoyer le SMS").click()
    page.get_by_label("Pas résolu").check()
    page.get_by_role("button", name="Terminer").click()
    expect(page.get_by_text("La demande est terminée.")).to_be_visible()
    assert room.moves("t1") == ["opened", "claimed", "replied", "closed"]


def to_the_helpers(room: Room, page: Page) -> str:
    """Karim, the coordinator, comes in; gives the path of Claire's page."""
    room.asks("t1", state="claimed", helper=room.helpers["Claire"].id, claimed_until=NOW + timedelta(minutes=9))
    log_in(page, "Karim")
    page.get_by_role("link", name="Aidants", exact=True).click()
    return f"/desk/helpers/{room.helpers['Claire'].id}"


def test_a_helper_is_invited_and_comes_in_by_keyboard_alone(room: Room, opened: Opened) -> None:
    page = opened()
    to_the_helpers(room, page)
    press_until(page, "Nom")
    page.keyboard.type("Zoé")
    press_until(page, "Créer le lien")
    page.keyboard.press("Enter")
    link = page.locator(".link-once").inner_text()
    other = opened()
    other.goto(link.removeprefix("http://localhost"))
    press_until(other, "Nouveau mot de passe")
    other.keyboard.type("cinq vaches bleues")
    press_until(other, "Le même, une deuxième fois")
    other.keyboard.type("cinq vaches bleues")
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", name="Se connecter")).to_be_visible()
    assert room.house.accounts.staff.named("Zoé").role == "helper"
