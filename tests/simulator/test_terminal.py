"""A phone in the terminal."""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

import pytest
import requests
from rich.console import Console

from helpline.simulator import WsgiAdapter, create_carrier, run_phone
from tests.simulator.customer import LINE, PERSON, Customer

DESK = "https://desk.example/carrier"


class Prompt(WsgiAdapter):
    """Reaches the carrier, and lets it finish what waits before each look."""

    def __init__(self, house: Customer) -> None:
        super().__init__(create_carrier(house.carrier), "/carrier")
        self.house = house

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        if request.method == "GET":
            self.house.carrier.run_pending()
        return super().send(request)


def screen(house: Customer, lines: Iterable[str] | None, to: str = LINE, lang: str = "fr") -> str:
    console = Console(file=StringIO(), width=80)
    with requests.Session() as session:
        session.mount(DESK, Prompt(house))
        run_phone(DESK, PERSON, to, console, lines, session=session, lang=lang)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_it_shows_what_was_written_and_what_came_back(house: Customer) -> None:
    house.says("<Response><Message>Oui ?</Message><Message>" + "é" * 161 + "</Message></Response>")
    shown = screen(house, ["Bonjour", "", "Merci"])
    assert [shown.count(words) for words in ("Bonjour", "Oui ?", "Merci", "remis", "2 SMS")] == [1, 1, 1, 2, 1]
    assert shown.index("Bonjour") < shown.index("Oui ?") < shown.index("Merci")
    assert len(house.heard) == 2


def test_it_shows_earlier_texts_first(house: Customer) -> None:
    house.carrier.text_from(PERSON, LINE, "hier")
    assert "hier" in screen(house, [])


def test_it_says_when_the_line_does_not_answer(house: Customer) -> None:
    house.breaks(ConnectionRefusedError, times=4)  # the webhook and the fallback, each twice
    assert "la ligne n’a pas répondu" in screen(house, ["Bonjour"])


def test_it_shows_a_text_once_though_its_state_changes_later(house: Customer) -> None:
    def lines() -> Iterator[str]:
        house.breaks(ConnectionRefusedError, times=4)
        yield "Bonjour"
        house.carrier.retry(house.carrier.messages()[0].sid)
        yield "Merci"

    assert screen(house, lines()).count("Bonjour") == 1


def test_a_person_types_until_ctrl_d(house: Customer, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["Bonjour"])

    def line() -> str:
        for words in typed:
            return words
        raise EOFError

    monkeypatch.setattr("builtins.input", line)
    house.says("<Response><Message>Oui ?</Message></Response>")
    shown = screen(house, None)
    assert [shown.count(words) for words in ("Ctrl-D", "│ Bonjour", "Oui ?", "Au revoir.")] == [1, 1, 1, 1]


@pytest.mark.parametrize(("lang", "words"), [("fr", "Texto refusé : Ce numéro"), ("en", "Text refused: The test")])
def test_it_says_why_a_text_is_refused(house: Customer, lang: str, words: str) -> None:
    assert words in screen(house, ["Bonjour"], to="+33939989999", lang=lang)


def test_it_says_when_the_carrier_is_not_there() -> None:
    console = Console(file=StringIO(), width=80)
    run_phone("http://127.0.0.1:1", PERSON, LINE, console, ["a"])
    assert isinstance(console.file, StringIO)
    assert "ne répond pas" in console.file.getvalue()


def test_it_never_reads_words_as_markup(house: Customer) -> None:
    house.says("<Response><Message>[bold]gras[/bold]</Message></Response>")
    assert "[bold]gras[/bold]" in screen(house, ["a"])
