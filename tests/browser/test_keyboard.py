"""Everything at the desk by keyboard alone: the focus is always seen, and is where one goes on after each form."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Opened, focused, log_in, press_until
from tests.console.room import NOW, OTHER, PASSWORD, Room, ago

pytestmark = pytest.mark.browser


@pytest.fixture
def page(room: Room, opened: Opened) -> Page:
    """The door of the desk, where two people wait."""
    room.asks(opened_at=ago(30))
    room.asks("t2", person=OTHER, question="le wifi", opened_at=NOW)
    page = opened()
    page.goto("/desk/")
    return page


def goes_on_from(page: Page, words: str) -> None:
    """What was done is told, and the focus is on it."""
    expect(page.get_by_text(words)).to_be_focused()
    focused(page)


def come_in(page: Page) -> None:
    press_until(page, "Votre nom")
    page.keyboard.type("Claire")
    press_until(page, "Votre mot de passe")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Demandes")).to_be_visible()


def take_the_first(page: Page) -> None:
    """Past the bar on top, to the first request, which is taken."""
    page.keyboard.press("Tab")
    assert focused(page)[1] == "Aller au contenu"
    page.keyboard.press("Enter")
    assert focused(page)[0] == "content"
    press_until(page, "je narrive plus")
    assert focused(page)[0] == "open-t1"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Demande de")).to_be_visible()
    press_until(page, "Je m'en occupe")
    page.keyboard.press("Enter")
    goes_on_from(page, "La demande est à vous pour 15 minutes.")


def write(page: Page) -> None:
    """A text to the person, and a note."""
    press_until(page, "Votre message")
    page.keyboard.type("Ouvrez le site ameli.fr")
    press_until(page, "Envoyer le SMS")
    page.keyboard.press("Enter")
    goes_on_from(page, "Votre message va partir.")
    expect(page.locator(".bubble.ours.queued")).to_contain_text("Ouvrez le site ameli.fr")
    press_until(page, "Votre note")
    page.keyboard.type("Elle va essayer ce soir")
    press_until(page, "Garder la note")
    page.keyboard.press("Space")
    goes_on_from(page, "Votre note est gardée.")


def move_the_call(page: Page) -> None:
    press_until(page, "Appeler à un autre moment")
    page.keyboard.press("ArrowDown")
    press_until(page, "Déplacer le rappel")
    page.keyboard.press("Enter")
    goes_on_from(page, "Rappel déplacé : aujourd'hui entre 14h")


def say_that_nobody_answered(page: Page) -> None:
    press_until(page, "Ce qui s'est passé")
    page.keyboard.press("ArrowDown")
    press_until(page, "Prévoir le prochain essai")
    page.keyboard.press("Enter")
    goes_on_from(page, "Noté. Prochain essai")


def close(page: Page) -> None:
    press_until(page, "Résolu")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert focused(page)[1] == "Pas résolu"
    page.keyboard.press("ArrowUp")
    press_until(page, "Terminer")
    page.keyboard.press("Enter")
    goes_on_from(page, "La demande est terminée.")


def take_again(page: Page) -> None:
    press_until(page, "Je m'en occupe : je narrive plus")
    page.keyboard.press("Enter")
    goes_on_from(page, "La demande est à vous pour 15 minutes.")


def leave(page: Page) -> None:
    press_until(page, "Se déconnecter", "Shift+Tab")
    page.keyboard.press("Enter")
    goes_on_from(page, "Vous êtes déconnecté.")


def test_a_whole_request_is_handled_by_keyboard_alone(room: Room, page: Page) -> None:
    come_in(page)
    take_the_first(page)
    write(page)
    move_the_call(page)
    take_again(page)
    say_that_nobody_answered(page)
    take_again(page)
    close(page)
    leave(page)
    assert (room.kept("t1").outcome, room.kept("t2").state) == ("solved", "waiting")
    assert [move for move in room.moves("t1") if move != "claimed"] == [
        "opened", "replied", "noted", "promised", "called", "promised", "closed",
    ]  # fmt: skip


def test_who_is_refused_is_where_it_is_told(room: Room, page: Page) -> None:
    press_until(page, "Votre nom")
    page.keyboard.type("Claire")
    press_until(page, "Votre mot de passe")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Votre mot de passe")).to_be_focused()
    expect(page.get_by_label("Votre mot de passe")).to_have_accessible_description(re.compile("pas bon"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Demandes")).to_be_visible()
    press_until(page, "je narrive plus")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Demande de")).to_be_visible()
    room.house.desk.claim("t1", room.helpers["Karim"])
    press_until(page, "Je m'en occupe")
    page.keyboard.press("Enter")
    goes_on_from(page, "Ce n'est pas possible")
    press_until(page, "Toutes les demandes")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Prise par Karim")).to_be_visible()


def test_a_helper_is_invited_and_comes_in_by_keyboard_alone(room: Room, opened: Opened) -> None:
    page = log_in(opened(), "Karim")
    press_until(page, "Aidants")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Aidants", exact=True)).to_be_visible()
    press_until(page, "Nom")
    page.keyboard.type("Zoé")
    press_until(page, "Créer le lien")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Zoé")).to_be_focused()
    link = page.locator(".link-once").inner_text()
    other = opened()
    other.goto(link.removeprefix("http://localhost"))
    press_until(other, "Nouveau mot de passe")
    other.keyboard.type("cinq vaches bleues")
    press_until(other, "Le même, une deuxième fois")
    other.keyboard.type("cinq vaches bleues")
    other.keyboard.press("Enter")
    goes_on_from(other, "C'est fait. Connectez-vous avec le nom Zoé.")
    assert room.house.accounts.staff.named("Zoé").role == "helper"
