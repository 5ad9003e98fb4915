"""A call in the terminal."""

from collections.abc import Iterable
from io import StringIO

import pytest
import requests
from rich.console import Console

from helpline.simulator import run_call
from tests.simulator.calls import MENU, asked, last, says
from tests.simulator.customer import LINE, PERSON, Customer
from tests.simulator.test_terminal import DESK, Prompt


def screen(house: Customer, lines: Iterable[str] | None, to: str = LINE, lang: str = "fr") -> str:
    console = Console(file=StringIO(), width=120)
    with requests.Session() as session:
        session.mount(DESK, Prompt(house))
        run_call(DESK, PERSON, to, console, lines, session=session, lang=lang)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_it_shows_what_is_said_and_presses_the_digits_typed(line: Customer) -> None:
    says(line, MENU)
    says(line, "<Say>Bien</Say><Play>/a.wav</Play>")
    shown = screen(line, ["1"])
    assert [words in shown for words in ("☎ Un", "☎ Deux", "☎ Bien", "(un son)", "Appel terminé.")] == [True] * 5
    assert last(line).form["Digits"] == "1"


def test_enter_ends_the_digits(line: Customer) -> None:
    says(line, '<Gather action="/a"/>')
    screen(line, ["06 39 98 00 01"])
    assert last(line).form["Digits"] == "0639980001"


def test_words_are_spoken_and_an_empty_line_is_silence(line: Customer) -> None:
    says(line, '<Gather input="dtmf speech" action="/a"/>')
    says(line, '<Gather input="dtmf speech" action="/b"/>', "<Redirect>/silence</Redirect>")
    screen(line, ["mot de passe", ""])
    assert line.heard[1].form["SpeechResult"] == "mot de passe"
    assert asked(line) == "/silence"


def test_words_after_the_beep_are_a_message(line: Customer) -> None:
    says(line, '<Record action="/a"/>')
    shown = screen(line, ["Bonjour, rappelez-moi demain matin"])
    assert "(bip)" in shown
    assert last(line).form["RecordingDuration"] == "2"


@pytest.mark.parametrize("words", ["raccrocher", "Raccroche "])
def test_a_word_hangs_up(line: Customer, words: str) -> None:
    says(line, MENU)
    screen(line, [words, "1"])
    assert line.carrier.calls()[0].status == "completed"
    assert len(line.posted("/voice/heard")) == 0


def test_the_end_of_the_lines_hangs_up(line: Customer) -> None:
    says(line, MENU)
    assert "Call ended." in screen(line, [], lang="en")
    assert line.carrier.calls()[0].status == "completed"


def test_ctrl_d_hangs_up(line: Customer, monkeypatch: pytest.MonkeyPatch) -> None:
    def line_of() -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", line_of)
    says(line, MENU)
    shown = screen(line, None)
    assert [words in shown for words in ("Ctrl-D", "Vous raccrochez.", "Appel terminé.")] == [True] * 3


def test_it_says_why_a_call_is_not_made(house: Customer) -> None:
    assert "ne prend pas d’appels" in screen(house, [])
    assert "n’est pas chez l’opérateur" in screen(house, [], to="+33939989999")


def test_it_says_when_a_call_is_not_taken(line: Customer) -> None:
    says(line, '<Reject reason="busy"/>')
    assert "Occupé" in screen(line, [])


def test_it_says_when_the_carrier_is_not_there() -> None:
    console = Console(file=StringIO(), width=80)
    run_call("http://127.0.0.1:1", PERSON, LINE, console, ["1"])
    assert isinstance(console.file, StringIO)
    assert "ne répond pas" in console.file.getvalue()


def test_it_never_reads_words_as_markup(line: Customer) -> None:
    says(line, "<Say>[bold]gras[/bold]</Say>")
    assert "[bold]gras[/bold]" in screen(line, [])
