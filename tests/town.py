"""A town for tests: the whole house, in this process, with the local carrier, signed webhooks and a clock to set."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import requests
from flask import Flask

from helpline.app import create_app
from helpline.clock import Clock
from helpline.content.book import Book, open_book
from helpline.house import House, open_house
from helpline.settings import Settings, shipped_content
from helpline.simulator import Carrier, Number, WsgiAdapter, create_carrier, over
from helpline.store.migrations import upgrade

ADDRESS = "https://aide.example"
CARRIER = "https://carrier.example"
NUMBER = "+33199000000"
ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "a-token-for-tests"
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # half past ten in Paris
LINES = f"""\
[ville]
number = "{NUMBER}"
name = {{ fr = "Allo Numérique", en = "Allo Numerique" }}
partner = "Mairie de Ville"
hours = "Mo-Fr 09:00-12:00,14:00-18:00"
fiction = true
"""


def environment(store_url: str, place: Path, **more: str) -> dict[str, str]:
    """The settings of the town."""
    lines = place / "lines.toml"
    lines.write_text(LINES, "utf-8")
    return {
        "HELPLINE_PUBLIC_URL": ADDRESS,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_API_URL": CARRIER,
        "DATABASE_URL": store_url,
        "HELPLINE_SECRET_KEY": "a secret key of 32 characters or more",
        "HELPLINE_LINES": str(lines),
        "HELPLINE_LOG_LEVEL": "error",
        **more,
    }


@cache
def shipped_book() -> Book:
    """The content that ships, read once for all tests."""
    return open_book(shipped_content())


@dataclass
class Town:
    """The house, its carrier, and what time it is."""

    house: House
    app: Flask
    carrier: Carrier
    clock: Clock
    times: list[datetime]
    documents: list[bytes]  # all that was answered to the carrier
    to_carrier: requests.Session

    def text(self, person: str, body: str, **more: Any) -> list[str]:
        """A person texts; gives what reaches their phone before the clock ticks."""
        return self.carrier.talk(person, NUMBER, body, **more)

    def at(self, now: datetime) -> None:
        """Set the clock."""
        self.times[0] = now

    def tick(self) -> None:
        """Let the clock do all its work once, and the carrier all of its."""
        outgoing = self.clock.outgoing
        for job in (
            self.clock.end_leases,
            outgoing.remind,
            outgoing.send_tips,
            outgoing.follow_up,
            self.clock.send_due,
        ):
            job()
        self.carrier.run_pending()

    def arrived(self, person: str, after: int = 0) -> list[str]:
        """The texts on a person's phone that came from the helpline."""
        return [text.body for text in self.carrier.handsets.texts(person, NUMBER, after) if not text.mine]

    def close(self) -> None:
        """Close everything."""
        self.house.close()


class Listening(WsgiAdapter):
    """The way from the carrier to the house, where every document that is answered is noted."""

    def __init__(self, app: Flask, documents: list[bytes]) -> None:
        super().__init__(app)
        self.documents = documents

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        response = super().send(request, *args, **kwargs)
        if response.content:
            self.documents.append(response.content)
        return response


def found_town(
    store_url: str,
    place: Path,
    now: datetime = MONDAY,
    change: Callable[[House], House] = lambda house: house,
    **more: str,
) -> Town:
    """A town with an empty store. `more` are settings; `change` builds it otherwise (another content, say)."""
    times = [now]
    to_house, to_carrier = requests.Session(), requests.Session()
    plain = open_house(Settings.read(environment(store_url, place, **more)), lambda: times[0], shipped_book())
    house = change(replace(plain, session=to_carrier))
    upgrade(house.store)
    app = create_app(house.settings, house)
    carrier = Carrier(over(to_house), clock=lambda: times[0])
    carrier.add_account(ACCOUNT, TOKEN)
    carrier.add_number(
        Number(
            NUMBER,
            ACCOUNT,
            sms_url=f"{ADDRESS}/sms/heard",
            voice_url=f"{ADDRESS}/voice/answered",
            voice_fallback_url=f"{ADDRESS}/voice/fallback",
            voice_status_url=f"{ADDRESS}/voice/ended",
            carrier_stops=False,
        )
    )
    documents: list[bytes] = []
    to_house.mount(ADDRESS, Listening(app, documents))
    to_carrier.mount(CARRIER, WsgiAdapter(create_carrier(carrier)))
    return Town(house, app, carrier, house.clock(to_carrier), times, documents, to_carrier)


def with_book(house: House, **changes: Any) -> House:
    """The same house with another Book."""
    return replace(house, book=replace(house.book, **changes))
