"""The phone page in a real browser: sends in place, shows what comes back, breaks no rule of accessibility."""

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

from helpline.simulator import create_carrier
from tests.browser.eyes import violations
from tests.simulator.customer import LINE, PERSON, Customer, customer

pytestmark = pytest.mark.browser

ANSWER = "<Response><Message>Un robot vous répond.</Message></Response>"


@pytest.fixture
def desk() -> Iterator[tuple[Customer, str]]:
    """A carrier at work, mounted under a prefix, and its address."""
    house = customer()
    front = DispatcherMiddleware(lambda *_: [], {"/carrier": create_carrier(house.carrier)})
    server = make_server("127.0.0.1", 0, front, threaded=True)
    serving = Thread(target=server.serve_forever)
    serving.start()
    house.carrier.start()
    yield house, f"http://127.0.0.1:{server.server_port}/carrier/phone/{PERSON}"
    house.carrier.stop()
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture(params=[("light", 1280), ("dark", 390)], ids=["wide-light", "narrow-dark"])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that fails the test where the browser complains, of the content policy for one."""
    scheme, width = request.param
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    opened, complaints = context.new_page(), []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def test_it_sends_with_enter_and_shows_the_answer_without_a_reload(desk: tuple[Customer, str], page: Page) -> None:
    house, address = desk
    house.says(ANSWER)
    page.goto(address)
    page.keyboard.type("Bonjour <b>vous</b>")
    page.keyboard.press("Enter")
    expect(page.locator(".mine.delivered .words")).to_have_text("Bonjour <b>vous</b>")
    expect(page.get_by_role("log")).to_contain_text("Un robot vous répond.")
    expect(page.get_by_label("Votre texto")).to_be_focused()
    house.carrier.handsets.put(PERSON, LINE, "Rappel demain", False, 1)
    expect(page.locator("li").last).to_contain_text("Rappel demain")


def test_it_breaks_no_rule_of_accessibility(desk: tuple[Customer, str], page: Page) -> None:
    house, address = desk
    house.says(ANSWER)
    house.carrier.text_from(PERSON, LINE, "Bonjour")
    for path in (address, f"{address}?lang=en", address.rpartition("/")[0]):
        page.goto(path)
        assert violations(page) == []


def test_no_line_is_wider_than_the_screen(desk: tuple[Customer, str], page: Page) -> None:
    house, address = desk
    house.carrier.text_from(PERSON, LINE, "https://" + "a" * 300)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_works_with_javascript_switched_off(desk: tuple[Customer, str], chromium: Browser) -> None:
    house, address = desk
    house.says(ANSWER)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Votre texto").fill("Bonjour")
    page.get_by_role("button", name="Envoyer").click()
    house.carrier.stop()
    page.get_by_role("link", name="Afficher les nouveaux textos").click()
    page.reload()
    expect(page.locator(".theirs .words")).to_have_text("Un robot vous répond.")
    context.close()
