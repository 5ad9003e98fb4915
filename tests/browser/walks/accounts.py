"""Walks where somebody comes in, or sees to accounts. Each leads a page from one state to the next and names it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from playwright.sync_api import Page, expect
from pyotp import TOTP

from helpline.store import invites
from helpline.store.helpers import Helper
from tests.browser.hands import come_in, log_in
from tests.console.room import NOW, PASSWORD, Room


def give_a_code(room: Room, name: str) -> None:
    """The helper's phone shows codes, since five minutes ago."""
    helper: Helper = room.house.accounts.staff.named(name)
    early = replace(room.house.accounts, now=lambda: NOW - timedelta(minutes=5))
    early.confirm_totp(helper, PASSWORD, TOTP(early.start_totp(helper)).at(NOW - timedelta(minutes=5)))


def path(link: str) -> str:
    """A link that was made, without its host: that is another one here."""
    return link.removeprefix("http://localhost")


def coming_in(room: Room, page: Page) -> Iterator[str]:
    """Somebody at the door: name and password, wrong ones, a page for everybody, and out again."""
    page.goto("/desk/login")
    yield "login"
    page.get_by_label("Votre nom").fill("Claire")
    page.get_by_label("Votre mot de passe").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "wrong password"
    page.goto("/desk/accessibility")
    yield "how accessible, for strangers"
    log_in(page)
    page.goto("/desk/accessibility")
    yield "how accessible, for helpers"
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_text("Vous êtes déconnecté.")).to_be_visible()
    yield "logged out"


def code_of_the_phone(room: Room, page: Page) -> Iterator[str]:
    """The second step of the login; for an admin who has no code yet, the way to one."""
    give_a_code(room, "Claire")
    come_in(page)
    expect(page.get_by_label("Code à 6 chiffres")).to_be_visible()
    yield "code"
    page.get_by_label("Code à 6 chiffres").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "wrong code"
    room.house.accounts.add("Root", PASSWORD, "admin")
    come_in(page, "Root")
    expect(page.get_by_role("heading", name="Ajoutez votre téléphone")).to_be_visible()
    yield "set up"
    page.get_by_label("Code à 6 chiffres").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "wrong code at the set-up"


def own_account(room: Room, page: Page) -> Iterator[str]:
    """A helper's own page, and the code of their phone."""
    log_in(page)
    page.goto("/desk/me")
    yield "mine"
    page.get_by_label("Votre numéro de téléphone").fill("12")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "wrong number"
    page.goto("/desk/me/code")
    assert page.locator(".square img").evaluate("image => image.complete && image.naturalWidth") > 0
    yield "my code"
    page.get_by_label("Votre mot de passe").fill("wrong")
    page.get_by_label("Code à 6 chiffres").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "my code, wrong password"
    give_a_code(room, "Claire")
    page.goto("/desk/me")
    page.locator("summary").click()
    yield "mine, with a code to drop"
    page.evaluate("document.getElementById('stay').hidden = false")  # as after half an hour without a click
    expect(page.get_by_role("button", name="Rester connecté")).to_be_visible()
    yield "about to be logged out"


def helpers_of_the_house(room: Room, page: Page) -> Iterator[str]:
    """A coordinator invites, sees one helper's account, and sees them out."""
    claire = room.helpers["Claire"]
    room.asks("t1", state="claimed", helper=claire.id, claimed_until=NOW + timedelta(minutes=9))
    log_in(page, "Karim")
    page.get_by_role("link", name="Aidants", exact=True).click()
    yield "helpers"
    page.get_by_label("Nom", exact=True).fill("Zoé " + "z" * 50)
    page.get_by_role("button", name="Créer le lien").click()
    expect(page.locator(".link-once")).to_be_visible()
    yield "a link was made"
    page.get_by_label("Nom", exact=True).fill("Claire")
    page.get_by_role("button", name="Créer le lien").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "the name is taken"
    room.house.accounts.staff.set_access(claire.id, "helper", ["demo"], None)
    page.goto(f"/desk/helpers/{claire.id}")
    yield "a helper of one line"
    page.get_by_role("button", name="Créer un lien").click()
    expect(page.locator(".link-once")).to_be_visible()
    yield "a link to a new password"
    page.get_by_role("button", name="Fermer ce compte").click()
    expect(page.get_by_text("Le compte est fermé.")).to_be_visible()
    yield "a helper who left"


def one_time_link(room: Room, page: Page) -> Iterator[str]:
    """Somebody opens their invitation, and opens it too late."""
    token = room.house.accounts.staff.invite("Zoé", "helper", "fr", (), room.helpers["Karim"])
    page.goto(f"/desk/invite/{token}")
    yield "invited"
    page.get_by_label("Nouveau mot de passe").fill("short")
    page.get_by_label("Le même, une deuxième fois").fill("short")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "a weak password"
    with room.house.store.write() as tx:
        invites.drop(tx, NOW + timedelta(days=99))
    page.reload()
    yield "gone"
