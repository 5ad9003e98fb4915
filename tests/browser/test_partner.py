"""A partner sees numbers and nobody: the report alone, in a page, a picture, a sheet and a file."""

import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Opened, come_in
from tests.console.busy import count_a_day
from tests.console.room import Room

pytestmark = pytest.mark.browser

NUMBER = re.compile(r"(?:\+33|\b0)[\s.]?[1-9](?:[\s.•]*[\d•]{2}){4}")
"""A number in any of the ways in which one is written, masked too."""

CLOSED = ("/desk/", "/desk/queue", "/desk/today", "/desk/tickets/t1", "/desk/tickets/t1/calling", "/desk/helpers")
TAKEN_HOME = ("CSV", "Datasette")


@pytest.fixture
def partner(room: Room, opened: Opened) -> Page:
    """Paula of the partner, after a day with people."""
    count_a_day(room)
    page = opened()
    come_in(page, "Paula")
    expect(page.get_by_role("heading", name="Rapport")).to_be_visible()
    return page


def tells_of_somebody(room: Room, words: str) -> list[str]:
    """The numbers, names and questions in a text."""
    with room.house.store.read() as tx:
        asked = [str(row["question"]) for row in tx.rows("select question from tickets") if row["question"]]
        said = [str(row["body"]) for row in tx.rows("select body from messages")]
    known = [*asked, *said, "Claire", "Karim"]
    return [*NUMBER.findall(words), *(each for each in known if each in words)]


def test_a_partner_is_led_to_the_report_and_nowhere_else(room: Room, partner: Page) -> None:
    links = partner.get_by_role("navigation", name="Pages").get_by_role("link").all_inner_texts()
    assert links == ["Rapport", "Mon compte"]
    for path in CLOSED:
        answer = partner.goto(path)
        assert answer is not None
        assert answer.status == 403, path
        expect(partner.get_by_text("Votre compte ne donne pas accès à cette page.")).to_be_visible()
        assert tells_of_somebody(room, partner.content()) == [], path
        partner.get_by_role("main").get_by_role("link", name="Rapport").click()
        expect(partner.get_by_role("heading", name="Rapport")).to_be_visible()


def test_the_report_tells_of_nobody(room: Room, partner: Page) -> None:
    for days in (7, 28, 91):
        partner.goto(f"/desk/reports?days={days}")
        assert partner.get_by_role("cell", name="9").count() > 0, "there are figures"
        assert tells_of_somebody(room, partner.content()) == []
        for chart in partner.locator("img.chart").all():
            drawn = partner.request.get(str(chart.get_attribute("src")))
            assert tells_of_somebody(room, drawn.text()) == []


@pytest.mark.parametrize("kind", TAKEN_HOME)
def test_what_is_taken_home_tells_of_nobody(room: Room, partner: Page, tmp_path: Path, kind: str) -> None:
    with partner.expect_download() as handed_out:
        partner.get_by_role("link", name=kind).click()
    kept = tmp_path / handed_out.value.suggested_filename
    handed_out.value.save_as(kept)
    words = kept.read_text("utf-8") if kept.suffix == ".csv" else "\n".join(sqlite3.connect(kept).iterdump())
    assert "colis-bloque . top" in words
    assert tells_of_somebody(room, words) == []


def test_a_number_a_name_and_a_question_would_be_seen(room: Room, partner: Page) -> None:
    for words in ("+33 6 39 98 00 11", "06.39.98.00.11", "+33639980011", "+33 6 •• •• •• 11", "par Claire", "box ?"):
        assert tells_of_somebody(room, words) != [], words
