"""The demo in a real browser: somebody texts, a helper answers, the answer arrives on the phone."""

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from tests.demo import Demo, running_demo

pytestmark = pytest.mark.browser
SLOW = 15_000  # milliseconds that an answer may take to arrive on the phone


def phone(page: Page) -> FrameLocator:
    return page.frame_locator("iframe.phone")


def desk(page: Page) -> FrameLocator:
    return page.frame_locator("iframe.desk")


def write(page: Page, text: str) -> None:
    box = phone(page).locator("[name=body]")
    box.fill(text)
    box.press("Enter")


def arrived(page: Page, words: str) -> None:
    expect(phone(page).get_by_text(words).last).to_be_visible(timeout=SLOW)


def log_in(page: Page, demo: Demo) -> None:
    desk(page).get_by_label("Votre nom").fill(demo.helper)
    desk(page).get_by_label("Votre mot de passe").fill(demo.password)
    desk(page).get_by_role("button", name="Se connecter").click()


def test_somebody_is_answered_asks_for_a_person_and_gets_the_helpers_answer(chromium: Browser) -> None:
    with running_demo() as demo:
        page = chromium.new_context(locale="fr-FR", viewport={"width": 1400, "height": 950}).new_page()
        page.goto(demo.address)
        write(page, "jai oublier le mot de passe de ma boite gmail")
        arrived(page, "g.co/recover")
        write(page, "rien compris je veux quelquun")
        arrived(page, "Quel moment")
        write(page, "1")
        arrived(page, "dira d'abord")

        log_in(page, demo)
        request = desk(page).get_by_role("link", name="gmail").first
        expect(request).to_be_visible(timeout=SLOW)
        request.click()
        expect(desk(page).get_by_role("heading", name="Ce que la personne a demandé")).to_be_visible()
        desk(page).get_by_role("button", name="Je m'en occupe").click()
        desk(page).get_by_label("Votre message").fill("Bonjour, allez dans Paramètres, puis Comptes.")
        desk(page).get_by_role("button", name="Envoyer le SMS").click()
        arrived(page, "allez dans Paramètres")
        desk(page).get_by_label("Résolu", exact=True).check()
        desk(page).get_by_role("button", name="Terminer").click()
        expect(desk(page).get_by_role("heading", name="Demandes")).to_be_visible()
        page.context.close()


def helpers_phone(context: BrowserContext, page: Page) -> Page:
    with context.expect_page() as opened:
        page.get_by_role("link", name="téléphone de l'aidant").click()
    return opened.value


def test_a_click_calls_the_helper_then_the_person_and_shows_the_word_while_they_speak(chromium: Browser) -> None:
    with running_demo() as demo:
        context = chromium.new_context(locale="fr-FR", viewport={"width": 1400, "height": 950})
        page = context.new_page()
        page.goto(demo.address)
        write(page, "jarrive pas a imprimer je veut parler a quelqun")
        arrived(page, "Quel moment")
        write(page, "1")
        arrived(page, "dira d'abord")
        log_in(page, demo)
        desk(page).get_by_role("link", name="imprimer").first.click(timeout=SLOW)
        desk(page).get_by_role("button", name="Je m'en occupe", exact=True).click()
        mine = helpers_phone(context, page)

        desk(page).get_by_role("button", name="Appeler : mon téléphone").click()
        mine.get_by_role("button", name="Répondre").click(timeout=SLOW)
        expect(mine.get_by_text("tapez 1").last).to_be_visible(timeout=SLOW)
        expect(desk(page).locator(".code-word")).not_to_be_visible()
        mine.locator("[data-key='1']").click()
        phone(page).get_by_role("button", name="Répondre").click(timeout=SLOW)
        expect(desk(page).get_by_text("Vous êtes en ligne.")).to_be_visible(timeout=SLOW)
        word = desk(page).locator(".code-word").inner_text()

        mine.locator(".end").click()
        expect(desk(page).get_by_text("la personne a répondu")).to_be_visible(timeout=SLOW)
        expect(desk(page).locator(".code-word")).to_have_count(0)
        phone(page).get_by_role("button", name="Fermer").click()
        arrived(page, word)  # what was said is what the person was told to wait for
        context.close()
