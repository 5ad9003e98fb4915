"""Walks through shifts, and through what is to be learned. Each leads a page from state to state and names it."""

from collections.abc import Iterator
from dataclasses import replace

from playwright.sync_api import Page, expect

from helpline.store import missed
from tests.browser.hands import come_in, log_in
from tests.console.room import NOW, OTHER, PASSWORD, PERSON, Room


def shifts(room: Room, page: Page) -> Iterator[str]:
    """No shift, shifts, what is refused, a full window, the shifts of a colleague."""
    log_in(page, "Karim")
    page.get_by_role("link", name="Permanences").click()
    yield "none"
    page.get_by_role("button", name="Ajouter cette permanence").click()
    expect(page.get_by_text("Permanence ajoutée.")).to_be_visible()
    page.get_by_role("button", name="Ajouter cette absence").click()
    expect(page.get_by_text("Absence notée.")).to_be_visible()
    yield "one, and days away"
    page.get_by_label("De", exact=True).fill("18:00")
    page.get_by_role("button", name="Ajouter cette permanence").click()
    expect(page.get_by_text("Choisissez une heure de fin")).to_be_visible()
    yield "refused"
    line = next(iter(room.house.lines.values()))
    room.house.lines[line.number] = replace(line, callbacks_an_hour=1)
    room.asks(slot_start=NOW.replace(hour=13), slot_end=NOW.replace(hour=16), person=OTHER)
    page.get_by_label("Voir les permanences de").select_option(label="Claire")
    page.get_by_role("button", name="Voir").click()
    expect(page.get_by_role("heading", name="Les permanences de Claire")).to_be_visible()
    expect(page.get_by_text("complet").first).to_be_visible()
    yield "of a colleague, and full windows"


def learning(room: Room, page: Page) -> Iterator[str]:
    """Nothing to learn, two groups, a new entry, what is refused of it, changes that are proposed and decided."""
    room.house.accounts.add("Odile", PASSWORD, "content")
    come_in(page, "Odile")
    page.get_by_role("link", name="À apprendre").click()
    yield "nothing"
    with room.house.store.write() as tx:
        missed.add(tx, PERSON, "demo", "fr", "mon imprimante crache des pages noires", "printer", "unsolved", NOW)
        missed.add(tx, OTHER, "demo", "en", "zibulon" * 40, "", "unanswered", NOW)
    page.reload()
    page.get_by_text("Une autre réponse").first.click()
    yield "two groups"
    page.get_by_role("button", name="Mon imprimante n'imprime pas").click()
    expect(page.get_by_text("C'est proposé.")).to_be_visible()
    page.get_by_role("link", name="Proposer une nouvelle réponse").click()
    yield "a new entry"
    page.get_by_label("Nom du fichier").fill("printer")
    page.get_by_label("La question").fill("Mon zibulon")
    page.get_by_role("button", name="Proposer").click()
    yield "a name that is taken"
    page.get_by_label("Nom du fichier").fill("zibulon")
    page.get_by_role("button", name="Proposer").click()
    expect(page.get_by_text("La nouvelle réponse est proposée.")).to_be_visible()
    page.get_by_role("link", name="Changements proposés").click()
    expect(page.locator(".diff").first).to_be_visible()
    yield "changes"
    page.get_by_role("button", name="Essayer").first.click()
    page.wait_for_load_state("load")
    yield "a change that was tried"
