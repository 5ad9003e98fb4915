"""The helpers' desk in a real browser: on a small screen, without JavaScript, while others work there too."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from helpline.escalation.calling import Call
from helpline.store import calls
from helpline.store.helpers import Helper
from tests.browser.eyes import SMALL, violations
from tests.browser.hands import Opened, log_in
from tests.browser.serving import LONG_NEWS
from tests.console.room import NOW, OTHER, WHOLE, Room, fill

pytestmark = pytest.mark.browser

PRESSED_TWICE = """form => {
    const stopped = [];
    form.addEventListener("submit", (event) => { stopped.push(event.defaultPrevented); event.preventDefault(); });
    form.requestSubmit();
    form.requestSubmit();
    return stopped;
}"""


@pytest.fixture
def karim(room: Room) -> Helper:
    """A colleague."""
    return room.helpers["Karim"]


COUNTS_TONES = """
const Real = OscillatorNode;
let tones = 0;
window.OscillatorNode = class extends Real {
    constructor(...how) { super(...how); document.documentElement.dataset.tones = ++tones; }
};
"""


def test_a_new_request_sounds_only_for_who_wants_it(room: Room, opened: Opened) -> None:
    page = opened()
    page.add_init_script(COUNTS_TONES)
    log_in(page)
    room.asks("t1")
    expect(page.locator("#news")).not_to_be_empty()
    expect(page.locator("html[data-tones]")).to_have_count(0)
    page.get_by_text("Chercher, filtrer, sonner").click()
    page.get_by_label("Un son à chaque nouvelle demande").check()
    expect(page.locator("html")).to_have_attribute("data-tones", "2")
    page.reload()
    expect(page.get_by_label("Un son à chaque nouvelle demande")).to_be_checked()
    page.get_by_text("Chercher, filtrer, sonner").click()
    room.asks("t2", person=OTHER)
    expect(page.locator("html")).to_have_attribute("data-tones", "2")
    page.get_by_label("Un son à chaque nouvelle demande").uncheck()
    room.asks("t3", person="+33639980013")
    expect(page.locator('[data-ticket="t3"]')).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-tones", "2")


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


def test_how_a_call_ended_is_chosen_on_the_open_page(room: Room, opened: Opened) -> None:
    room.asks()
    claire = room.helpers["Claire"]
    room.app.config["HELPLINE_NEWS"] = LONG_NEWS
    room.house.desk.claim("t1", claire)
    call = Call("c1", "t1", claire.id, "demo", "accepted", NOW)
    with room.house.store.write() as tx:
        calls.add(tx, call)
    page = log_in(opened())
    page.goto("/desk/tickets/t1")
    expect(page.locator(".code-word")).to_be_visible()
    with room.house.store.write() as tx:
        calls.save(tx, replace(call, state="ended", result="busy"))
    expect(page.locator("#calling")).to_contain_text("occupé", timeout=20_000)
    expect(page.get_by_role("combobox", name="Ce qui s'est passé")).to_have_value("busy")


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
