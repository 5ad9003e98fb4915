"""What is to be learned, in a real browser: two clicks without JavaScript, open to everybody on every screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from helpline.store import missed
from tests.browser.eyes import LOOKS, scrolls_sideways, violations
from tests.console.room import NOW, OTHER, PASSWORD, PERSON, Room

pytestmark = pytest.mark.browser

Opened = Callable[..., Page]


@pytest.fixture
def asked(room: Room) -> Room:
    """Two questions, one of them very long, and Odile, who owns the content."""
    with room.house.store.write() as tx:
        missed.add(tx, PERSON, "demo", "fr", "mon imprimante crache des pages noires", "printer", "unsolved", NOW)
        missed.add(tx, OTHER, "demo", "en", "zibulon" * 40, "", "unanswered", NOW)
    room.house.accounts.add("Odile", PASSWORD, "content")
    return room


def log_in(page: Page) -> None:
    """Odile comes in."""
    page.goto("/desk/login")
    page.get_by_label("Votre nom").fill("Odile")
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("link", name="À apprendre").click()


def test_a_question_is_attached_with_one_click_without_javascript(asked: Room, opened: Opened) -> None:
    page = opened(scripts=False)
    log_in(page)
    page.get_by_role("button", name="Mon imprimante n'imprime pas").click()
    expect(page.get_by_text("C'est proposé.")).to_be_visible()
    page.get_by_role("link", name="Changements proposés").click()
    expect(page.locator(".diff .added")).to_contain_text("mon imprimante crache des pages noires")


@pytest.mark.parametrize("look", LOOKS)
def test_everybody_can_use_the_pages(asked: Room, opened: Opened, look: str) -> None:
    width, height, scheme = LOOKS[look]
    page = opened(width, height, scheme)
    log_in(page)
    new = page.get_by_role("link", name="Proposer une nouvelle réponse").first.get_attribute("href")
    for path in (page.url, new, "/desk/teach/changes"):
        page.goto(str(path))
        assert violations(page) == []
        assert not scrolls_sideways(page)
    page.goto(str(new))
    page.get_by_label("Nom du fichier").fill("zibulon")
    page.get_by_label("La question").fill("Mon zibulon")
    page.get_by_role("button", name="Proposer").click()
    page.goto("/desk/teach/changes")
    expect(page.locator(".diff")).to_be_visible()
    assert violations(page) == []
    assert not scrolls_sideways(page)
