"""A desk to test at: a house with its real content and a fixed time, two helpers, and people who wait."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from helpline.accounts import Accounts
from helpline.app import create_app
from helpline.content.book import Book, open_book
from helpline.escalation.ticket import Ticket
from helpline.flows.talk import Conversation
from helpline.house import House, open_house
from helpline.settings import Settings
from helpline.store import messages, people, tickets
from helpline.store.helpers import Helper
from helpline.store.messages import Message
from helpline.store.migrations import upgrade
from helpline.store.tickets import Move

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)  # a Tuesday, 10:30 in Paris
PASSWORD = "quatre chevaux verts"
PERSON, OTHER = "+33639980011", "+33639980012"  # Arcep keeps these numbers for fiction
MASKED, WHOLE = "+33 6 •• •• •• 11", "06 39 98 00 11"
LINES = """
[demo]
number = "+33199000000"
name = { fr = "Allo Numérique", en = "Allo Numerique" }
partner = "Mairie de Demoville"
hours = "Mo-Sa 09:00-12:00,14:00-18:00"
fiction = true
"""


class QuickHouse(House):
    """A house whose passwords are hashed as in a real one, only more cheaply."""

    @property
    def accounts(self) -> Accounts:
        """Who the helpers are."""
        return replace(super().accounts, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@cache
def _book(content: Path) -> Book:
    """The real content, read once for all tests: nothing changes it."""
    return open_book(content)


@dataclass
class Room:
    """The application, the house behind it, and the helpers."""

    app: Flask
    house: House
    helpers: dict[str, Helper] = field(default_factory=dict)

    def client(self, name: str = "", password: str = PASSWORD) -> FlaskClient:
        """A browser, with this helper logged in where one is named."""
        browser = self.app.test_client()
        if name:
            answer = browser.post("/desk/login", data={"name": name, "password": password, **token(browser)})
            assert answer.status_code == 303
        return browser

    def asks(self, id: str = "t1", **changes: Any) -> Ticket:  # noqa: A002 - the field is called so
        """A ticket of PERSON that waits."""
        words = "je narrive plus a me connecter a ameli"
        plain = Ticket(id, PERSON, "demo", "fr", "unsolved", False, words, "password-ameli", "waiting", NOW, NOW)
        ticket = replace(plain, **changes)
        with self.house.store.write() as tx:
            if people.get(tx, ticket.person) is None:
                people.save(tx, Conversation(ticket.person, "demo", ticket.language), ticket.opened_at)
            tickets.add(tx, ticket)
            tickets.add_move(tx, Move(ticket.id, "opened", ticket.opened_at, note=ticket.why))
        return ticket

    def says(self, id: str, body: str, **changes: Any) -> None:  # noqa: A002 - the field is called so
        """A message of PERSON's talk, from the person where nothing else is said."""
        plain = Message(id, PERSON, "demo", "in", "text", "person", body, "heard", NOW)
        with self.house.store.write() as tx:
            messages.add(tx, replace(plain, **changes))

    def kept(self, ticket_id: str) -> Ticket:
        """The ticket as it is in the store."""
        with self.house.store.read() as tx:
            found = tickets.get(tx, ticket_id)
        assert found is not None
        return found

    def moves(self, ticket_id: str) -> list[str]:
        """The kinds of what happened to it."""
        with self.house.store.read() as tx:
            return [move.kind for move in tickets.moves(tx, ticket_id)]

    def stops(self, person: str = PERSON) -> None:
        """The person says STOP."""
        with self.house.store.write() as tx:
            people.save(tx, Conversation(person, "demo", "fr", stopped=True), NOW)


def token(browser: FlaskClient, page: str = "/desk/login") -> dict[str, str]:
    """The token against forged forms, read from a page as a browser does."""
    found = browser.get(page).get_data(as_text=True).split('name="csrf_token"', 1)[1]
    return {"csrf_token": found.split('value="', 1)[1].split('"', 1)[0]}


def settings(folder: Path) -> Settings:
    """The settings of an installation in a folder."""
    (folder / "lines.toml").write_text(LINES, "utf-8")
    return Settings.read(
        {
            "HELPLINE_PUBLIC_URL": "http://localhost",
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "a token that is long enough",
            "HELPLINE_SECRET_KEY": "a secret that only tests know, and long enough",
            "DATABASE_URL": f"sqlite:///{folder / 'helpline.db'}",
            "HELPLINE_LINES": str(folder / "lines.toml"),
        }
    )


def open_room(folder: Path) -> Room:
    """A room with Claire and Karim at work, and Paula of the partner, who may see no people."""
    chosen = settings(folder)
    plain = open_house(chosen, lambda: NOW, _book(chosen.content))
    house = QuickHouse(plain.settings, plain.store, plain.book, plain.lines, plain.now, plain.feeds)
    upgrade(house.store)
    room = Room(create_app(chosen, house), house)
    for name, role in (("Claire", "helper"), ("Karim", "coordinator"), ("Paula", "partner")):
        room.helpers[name] = house.accounts.add(name, PASSWORD, role)
    return room


def fill(room: Room) -> None:
    """A morning at the desk: tickets of every kind, one of them long, one with a talk."""
    soon, hour = NOW + timedelta(minutes=9), timedelta(hours=1)
    room.asks("t1", contacts=2, opened_at=ago(120), slot_start=NOW + 22.5 * hour, slot_end=NOW + 25.5 * hour)
    for place, (minutes, question, changes) in enumerate(OTHERS, start=2):
        person = f"+336399800{place + 10}"
        room.asks(f"t{place}", person=person, question=question, opened_at=ago(minutes), **{"entry": "", **changes})
    room.asks(
        "t8", person="+33639980018", why="misses", entry="wifi-key", question="box ?", opened_at=ago(90),
        state="claimed", helper=room.helpers["Karim"].id, claimed_until=soon,
    )  # fmt: skip
    _talk(room)


def ago(minutes: float) -> datetime:
    """So many minutes before NOW."""
    return NOW - timedelta(minutes=minutes)


OTHERS: list[tuple[float, str, dict[str, Any]]] = [
    (14, "jai donné ma carte [card] sur un lien colis", {"why": "money", "urgent": True, "entry": "scam-gave-card"}),
    (180, "Hello, I cannot hear anybody on zoom", {
        "language": "en", "why": "asked", "entry": "video-i-cannot-hear", "slot_start": ago(30), "slot_end": ago(-60),
    }),
    (6, "je ne veux plus vivre", {"why": "danger", "urgent": True}),
    (1440, "comment mettre une photo dans un mail a ma fille", {
        "why": "asked", "slot_start": ago(1230), "slot_end": ago(1050),
    }),
    (50, "la préfecture me demande un justificatif sur le site de l'ANTS mais le bouton pour envoyer le document reste "
         "gris et je ne comprends pas ce que veut dire « format non valide »", {"why": "unanswered"}),
    (35, "", {"why": "hung-up"}),
]  # fmt: skip


def _talk(room: Room) -> None:
    said = [
        ("in", "bonjour", "heard", 122),
        ("out", "Allo Numérique : un robot répond. N'envoyez jamais de mot de passe ni de code.", "delivered", 122),
        ("in", "je narrive plus a me connecter a ameli", "heard", 121),
        ("out", 'Ouvrez le site ameli.fr. Touchez "Code oublié".\nÇa marche ? 1 oui 2 non', "delivered", 121),
        ("in", "non, mon code [password] ne marche pas", "heard", 118),
        ("out", "C'est noté : rappel demain. La personne dira d'abord : {proofword}.", "delivered", 117),
        ("out", "Allo Numérique, une personne vous répond : nous vous rappelons demain matin.", "failed", 40),
    ]
    for place, (direction, body, state, minutes) in enumerate(said):
        author = "person" if direction == "in" else room.helpers["Karim"].id if state == "failed" else "bot"
        room.says(
            f"m{place}", body, direction=direction, author=author, state=state, segments=1 + (len(body) > 80),
            created_at=ago(minutes), error="30003" if state == "failed" else "",
        )  # fmt: skip
