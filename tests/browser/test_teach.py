"""What is to be learned, in a real browser: two clicks without JavaScript."""

import pytest
from playwright.sync_api import expect

from helpline.store import missed
from tests.browser.hands import Opened, come_in
from tests.console.room import NOW, OTHER, PASSWORD, PERSON, Room

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(room: Room) -> Room:
    """Two questions, one of them very long, and Odile, who owns the content."""
    with room.house.store.write() as tx:
        missed.add(tx, PERSON, "demo", "fr", "mon imprimante crache des pages noires", "printer", "unsolved", NOW)
        missed.add(tx, OTHER, "demo", "en", "zibulon" * 40, "", "unanswered", NOW)
    room.house.accounts.add("Odile", PASSWORD, "content")
    return room


def test_a_question_is_attached_with_one_click_without_javascript(asked: Room, opened: Opened) -> None:
    page = opened(scripts=False)
    come_in(page, "Odile")
    page.get_by_role("link", name="À apprendre").click()
    page.get_by_role("button", name="Mon imprimante n'imprime pas").click()
    expect(page.get_by_text("C'est proposé.")).to_be_visible()
    page.get_by_role("link", name="Changements proposés").click()
    expect(page.locator(".diff .added")).to_contain_text("mon imprimante crache des pages noires")
