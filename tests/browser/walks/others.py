"""Walks through the figures, and through what is not possible. Each leads a page from state to state and names it."""

from collections.abc import Iterator

from flask import Response
from playwright.sync_api import Page, expect

from helpline.console.knock import anyone
from tests.browser.hands import come_in, log_in
from tests.console.busy import count_a_day
from tests.console.room import OTHER, Room


def figures(room: Room, page: Page) -> Iterator[str]:
    """Today and the report, before and after there is anything to tell."""
    log_in(page)
    for state in ("no day yet", "a day"):
        for name in ("today", "reports", "reports?days=7"):
            page.goto(f"/desk/{name}")
            yield f"{name}, {state}"
        if state == "no day yet":
            count_a_day(room)
    for chart in page.locator("img.chart").all():
        chart.scroll_into_view_if_needed()
        expect(chart).to_have_js_property("complete", True)
        assert chart.evaluate("image => image.naturalWidth") > 0


def for_a_partner(room: Room, page: Page) -> Iterator[str]:
    """Who sees figures alone."""
    count_a_day(room)
    come_in(page, "Paula")
    expect(page.get_by_role("heading", name="Rapport")).to_be_visible()
    yield "report"
    page.goto("/desk/")
    yield "403"


def _fails() -> Response:
    raise RuntimeError("on purpose")


def not_possible(room: Room, page: Page) -> Iterator[str]:
    """What is refused, with what had been written."""
    room.app.add_url_rule("/desk/fails", view_func=anyone(_fails))
    room.asks()
    room.asks("t2", person=OTHER)
    log_in(page)
    for path, status in (("nowhere", 404), ("tickets/t9", 404), ("helpers", 403), ("fails", 500)):
        answer = page.goto(f"/desk/{path}")
        assert answer is not None
        assert answer.status == status
        yield f"{path} {status}"
    page.goto("/desk/tickets/t2")
    room.house.desk.claim("t2", room.helpers["Karim"])
    page.get_by_role("button", name="Je m'en occupe").click()
    expect(page.get_by_text("Cette demande est déjà prise par Karim.")).to_be_visible()
    yield "taken 409"
    page.goto("/desk/tickets/t1")
    page.get_by_role("button", name="Je m'en occupe").click()
    page.get_by_label("Votre message").fill("Ouvrez le site " + "a" * 300)
    room.house.desk.release("t1", room.helpers["Claire"])
    page.get_by_role("button", name="Envoyer le SMS").click()
    expect(page.get_by_text("Ce que vous aviez écrit")).to_be_visible()
    yield "not mine 403"
    page.goto("/desk/tickets/t1")
    page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach((field) => { field.value = 'old'; })")
    page.get_by_role("button", name="Je m'en occupe").click()
    expect(page.get_by_text("La page est restée ouverte trop longtemps.")).to_be_visible()
    yield "too old 400"
