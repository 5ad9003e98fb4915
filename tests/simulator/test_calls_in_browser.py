"""A call on the phone page in a real browser: call, keys, speech, silence, a message, an incoming call."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.eyes import violations
from tests.simulator.calls import MENU, asked, last, says
from tests.simulator.customer import HOUSE, LINE, PERSON, Customer
from tests.simulator.desk import working_desk

pytestmark = pytest.mark.browser

ASK = '<Gather action="/a" input="dtmf speech" timeout="60"><Say language="fr-FR">Que voulez-vous ?</Say></Gather>'


@pytest.fixture
def desk() -> Iterator[tuple[Customer, str]]:
    """A carrier at work, and the address of the person's phone."""
    with working_desk() as found:
        yield found


@contextmanager
def opened(chromium: Browser, scheme: Literal["light", "dark"], width: int) -> Iterator[Page]:
    """A page that fails the test where the browser complains, of the content policy for one."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on a telephone, in the dark."""
    with opened(chromium, "dark", 390) as shown:
        yield shown


@pytest.fixture(params=[("light", 1280), ("dark", 390)], ids=["wide-light", "narrow-dark"])
def each(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a desk in the light, and one on a telephone in the dark."""
    with opened(chromium, *request.param) as shown:
        yield shown


def call(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Appeler").click()
    expect(page.locator(".call-state")).to_have_text("En ligne")


STILL = """Promise.all(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().endTime < 1e6)  // those that do not go on for ever
    .map(one => one.finished))"""


def fair(page: Page) -> None:
    """It breaks no rule of accessibility and no line is wider than the screen, once nothing moves any more."""
    page.evaluate(STILL)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_person_calls_presses_speaks_and_hangs_up(desk: tuple[Customer, str], each: Page) -> None:
    house, address = desk
    says(house, ASK)
    call(each, address)
    expect(each.get_by_role("log", name="Ce que dit le téléphone")).to_contain_text("Que voulez-vous ?")
    expect(each.locator(".heard .said")).to_have_attribute("lang", "fr-FR")
    expect(each.locator(".call-hint")).to_have_text("À vous : une touche, ou parlez.")
    fair(each)
    says(house, ASK.replace("/a", "/b"))
    each.keyboard.press("1")
    each.get_by_role("button", name="dièse").click()
    expect(each.locator(".heard .said")).to_have_count(2)
    assert (asked(house), last(house).form["Digits"]) == ("/a", "1")
    says(house, ASK)
    each.get_by_label("Ce que vous dites").fill("mon code <b>ameli</b> 12")
    each.keyboard.press("Enter")
    expect(each.locator(".heard .said")).to_have_count(3)
    assert (asked(house), last(house).form["SpeechResult"]) == ("/b", "mon code <b>ameli</b> 12")
    expect(each.locator(".heard .mine").last).to_contain_text("mon code <b>ameli</b> 12")
    each.get_by_role("button", name="Raccrocher").click()
    expect(each.locator(".call-state")).to_have_text("Appel terminé.")
    expect(each.get_by_role("button", name="Fermer")).to_be_focused()
    fair(each)
    each.keyboard.press("Enter")
    expect(each.get_by_role("button", name="Appeler")).to_be_focused()


def test_silence_comes_by_itself_or_by_a_button(desk: tuple[Customer, str], page: Page) -> None:
    house, address = desk
    page.add_init_script("localStorage.setItem('phone.voice', 'off')")
    says(house, MENU.replace('"8"', '"1"'), "<Redirect>/silence</Redirect>")
    says(house, MENU.replace('"8"', '"60"'), "<Redirect>/again</Redirect>")
    call(page, address)
    expect(page.locator(".heard .said")).to_have_count(4)
    assert asked(house) == "/silence"
    page.get_by_role("button", name="Ne rien dire").click()
    expect(page.locator(".call-state")).to_have_text("Appel terminé.")
    assert asked(house) == "/again"


def test_automatic_silence_can_be_switched_off_and_stays_off(desk: tuple[Customer, str], page: Page) -> None:
    house, address = desk
    says(house, MENU)
    call(page, address)
    for name in ("Silence automatique", "Voix"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(page.locator(".call-state")).to_have_text("En ligne")  # the call outlives the page
    expect(page.locator(".heard .said")).to_have_count(2)
    for name in ("Silence automatique", "Voix"):
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "false")


def test_a_message_is_recorded_until_the_finishing_key(desk: tuple[Customer, str], each: Page) -> None:
    house, address = desk
    says(house, '<Record action="/tape" maxLength="60" finishOnKey="#"/>')
    says(house, '<Record action="/again" maxLength="60"/>')
    call(each, address)
    expect(each.locator(".call-hint")).to_have_text("Ça enregistre. Parlez, puis tapez #.")
    fair(each)
    each.keyboard.press("5")
    each.keyboard.press("#")
    expect(each.locator(".heard .noise")).to_have_count(2)
    assert (asked(house), last(house).form["Digits"]) == ("/tape", "#")
    each.get_by_role("button", name="Finir le message").click()
    expect(each.locator(".call-state")).to_have_text("Appel terminé.")
    assert asked(house) == "/again"


def test_a_call_comes_in_and_is_answered_or_refused(desk: tuple[Customer, str], each: Page) -> None:
    house, address = desk
    each.goto(address)
    for _ in range(2):
        house.client().calls.create(to=PERSON, from_=LINE, url=f"{HOUSE}/bridge")
    expect(each.locator(".call-state")).to_have_text("Appel entrant")
    expect(each).to_have_title("☎ +33 6 39 98 00 01 · Aide")
    fair(each)
    each.get_by_role("button", name="Refuser").click()
    expect(each.locator(".call-rings")).to_be_visible()
    says(house, ASK)
    each.get_by_role("button", name="Répondre").click()
    expect(each.get_by_role("log", name="Ce que dit le téléphone")).to_contain_text("Que voulez-vous ?")
    assert [row.status for row in house.carrier.calls()] == ["in-progress", "busy"]
    assert len(house.posted("/bridge")) == 1


def test_the_list_of_phones_shows_which_one_rings(desk: tuple[Customer, str], each: Page) -> None:
    house, address = desk
    house.client().calls.create(to=PERSON, from_=LINE, url=f"{HOUSE}/bridge")
    house.carrier.run_pending()
    each.goto(address.rpartition("/")[0])
    expect(each.get_by_role("link", name="sonne")).to_be_visible()
    fair(each)


def test_two_people_who_are_joined_hear_each_other(desk: tuple[Customer, str], page: Page) -> None:
    house, address = desk
    says(house, "<Dial>+33639980002</Dial>")
    call(page, address)
    expect(page.locator(".heard .noise")).to_have_text("ça sonne chez l’autre personne")
    helper = house.carrier.answer("+33639980002")
    helper.say("Bonjour madame")
    expect(page.locator(".heard .person")).to_contain_text("Bonjour madame")
    page.get_by_label("Ce que vous dites").fill("Enfin !")
    with page.expect_response("**/speech"):  # the page shows its own words before they have arrived
        page.get_by_role("button", name="Dire", exact=True).click()
    expect(page.locator(".heard .mine")).to_contain_text("Enfin !")
    helper.hang_up()
    expect(page.locator(".call-state")).to_have_text("Appel terminé.")
    assert str(helper.said[-1]) == "Enfin !"


def test_without_javascript_the_page_says_that_calls_need_it(desk: tuple[Customer, str], chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(desk[1])
    expect(page.locator(".no-calls")).to_contain_text("helpline call")
    expect(page.get_by_role("button", name="Appeler")).to_be_hidden()
    context.close()
