"""The whole promise, on a person's phone and at the desk: nobody answers, another time is promised, and it is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from helpline.simulator import create_carrier
from tests.browser.hands import Opened, focused, log_in
from tests.browser.serving import LONG_NEWS, served
from tests.console.room import PASSWORD
from tests.town import MONDAY, Town, found_town

pytestmark = pytest.mark.browser

PERSON, HELPERS_PHONE = "+33639980001", "+33639980099"
AT_ELEVEN, AFTERNOON = MONDAY.replace(hour=10, minute=5), MONDAY.replace(hour=13, minute=10)  # 11:05 and 14:10 in Paris
WORD = re.compile(r"dira d'abord : (\S+ \d\d)\.")


@dataclass
class Day:
    """The town, with a person's phone and a helper's desk in view."""

    town: Town
    phone: Page
    desk: Page

    def write(self, words: str) -> None:
        """The person writes; the house answers."""
        self.phone.locator("[name=body]").fill(words)
        with self.phone.expect_response("**/texts"):
            self.phone.locator("[name=body]").press("Enter")
        self.town.tick()

    def arrived(self, words: str) -> str:
        """The newest text on the phone, once it has these words."""
        newest = self.phone.locator("#texts li").filter(has_text=words).last
        expect(newest).to_be_visible()
        assert newest.inner_text() == self.phone.locator("#texts li").last.inner_text(), "it is the newest"
        return newest.inner_text()

    def at(self, now: datetime) -> None:
        """Time passes, and the clock does its work."""
        self.town.at(now)
        self.town.tick()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A house, its carrier, a time to set, and Claire with her phone."""
    founded = found_town(f"sqlite:///{tmp_path}/helpline.db", tmp_path)
    founded.app.config["HELPLINE_NEWS"] = LONG_NEWS
    founded.carrier.add_phone(PERSON, "Jeanne")
    accounts = founded.house.accounts
    accounts.set_own(accounts.add("Claire", PASSWORD), "fr", HELPERS_PHONE)
    yield founded
    founded.close()


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    """Where the desk is served."""
    with served(town.app) as where:
        yield where


@pytest.fixture
def day(town: Town, opened: Opened, chromium: Browser) -> Iterator[Day]:
    """Monday, half past ten."""
    with served(create_carrier(town.carrier)) as carrier:
        context = chromium.new_context(base_url=carrier, locale="fr-FR")
        phone = context.new_page()
        phone.goto(f"/phone/{PERSON}?lang=fr")
        yield Day(town, phone, opened())
        context.close()


def asks_for_a_person(day: Day) -> str:
    """Gives the word that the person is to wait for."""
    day.write("jarrive pas a imprimer je veut parler a quelqun")
    day.arrived("1 aujourd'hui entre 11h et 12h")
    day.write("1")
    found = WORD.search(day.arrived("C'est noté : rappel aujourd'hui entre 11h et 12h."))
    assert found
    return found[1]


def takes_it(day: Day, promise: str, word: str) -> None:
    """Claire comes to the desk, sees what was promised, and takes the request; the word is nowhere yet."""
    log_in(day.desk)
    expect(day.desk.get_by_text(promise)).to_be_visible()
    day.desk.get_by_role("button", name="Je m'en occupe").click()
    expect(day.desk.get_by_text("Cette demande est à vous.")).to_be_visible()
    assert word not in day.desk.content()


def calls(day: Day, word: str) -> None:
    """A click: her phone rings, she presses 1, then the person's phone rings, and only then the word is shown."""
    day.desk.get_by_role("button", name="Appeler : mon téléphone").click()
    expect(day.desk.get_by_text("Votre téléphone va sonner.")).to_be_visible()
    assert focused(day.desk)[0] == "calling"
    assert word not in day.desk.content()
    day.town.carrier.run_pending()
    expect(day.desk.get_by_text("Votre téléphone sonne : décrochez et tapez 1.")).to_be_visible(timeout=20_000)
    assert word not in day.desk.content()
    day.town.carrier.answer(HELPERS_PHONE).press("1")
    day.town.carrier.run_pending()
    expect(day.desk.locator(".code-word")).to_have_text(word, timeout=20_000)
    expect(day.phone.get_by_role("button", name="Répondre")).to_be_visible()


def nobody_answers(day: Day) -> None:
    """It rings until the carrier gives up; what is to be said of it is chosen already."""
    day.town.carrier.no_answer(PERSON)
    day.town.tick()
    expect(day.desk.get_by_text("Dernier appel")).to_contain_text("pas de réponse", timeout=20_000)
    expect(day.desk.locator(".code-word")).to_have_count(0)
    expect(day.desk.get_by_role("combobox", name="Ce qui s'est passé")).to_have_value("no-answer")
    day.desk.get_by_role("button", name="Prévoir le prochain essai").click()
    expect(day.desk.get_by_text("Noté. Prochain essai : aujourd'hui entre 14h et 17h.")).to_be_visible()
    day.desk.get_by_role("button", name="Se déconnecter").click()
    expect(day.desk.get_by_text("Vous êtes déconnecté.")).to_be_visible()
    day.town.tick()


def they_speak(day: Day) -> None:
    with day.phone.expect_response("**/answer"):
        day.phone.get_by_role("button", name="Répondre").click()
    day.town.carrier.run_pending()
    expect(day.desk.get_by_text("Vous êtes en ligne.")).to_be_visible(timeout=20_000)
    with day.phone.expect_response("**/hangup"):
        day.phone.locator(".end").click()
    day.town.carrier.run_pending()
    expect(day.desk.get_by_text("Dernier appel")).to_contain_text("la personne a répondu", timeout=20_000)
    day.phone.get_by_role("button", name="Fermer").click()


def is_solved(day: Day) -> None:
    day.desk.get_by_label("Résolu", exact=True).check()
    day.desk.get_by_role("button", name="Terminer").click()
    expect(day.desk.get_by_text("La demande est terminée. Merci !")).to_be_visible()
    expect(day.desk.get_by_text("Personne n'attend")).to_be_visible()


def test_a_promise_is_kept_at_the_second_try(day: Day) -> None:
    word = asks_for_a_person(day)
    day.at(MONDAY.replace(minute=50))
    day.arrived("vous rappelle aujourd'hui entre 11h et 12h.")

    day.at(AT_ELEVEN)
    takes_it(day, "Rappel promis aujourd'hui entre 11h et 12h", word)
    calls(day, word)
    nobody_answers(day)
    assert word in day.arrived("sans réponse. Nouvel essai aujourd'hui entre 14h et 17h")

    day.at(AFTERNOON)
    takes_it(day, "Rappel promis aujourd'hui entre 14h et 17h", word)
    calls(day, word)
    they_speak(day)
    is_solved(day)

    day.at(AFTERNOON + timedelta(days=4))
    day.arrived("nous vous avons aidé il y a quelques jours. Ça marche toujours ?")
    day.write("oui")
    day.arrived("Très bien !")
