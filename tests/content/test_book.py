"""The Book gives what is told on a channel, and which option of a menu a text chooses."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import helpline
from helpline.content.book import Book, told_in
from helpline.flows.scam import DONE

ROOMS_THAT_SAY = [*sorted((Path(helpline.__file__).parent / "flows").glob("*.py"))] + [
    Path(helpline.__file__).parent / f"{name}.py" for name in ("switchboard", "desk", "clock")
]


def prompts_named(path: Path) -> Iterator[str]:
    """The prompts that a module says: `Say("flow.prompt")`, and the second argument of `m.say(step, "flow.prompt")`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            said = {"Say": node.args[:1], "say": node.args[1:2]}.get(name, [])
            yield from (arg.value for arg in said if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def test_every_prompt_that_the_house_says_is_in_the_book(book: Book) -> None:
    named = {prompt for path in ROOMS_THAT_SAY for prompt in prompts_named(path)}
    assert len(named) > 30
    assert named - set(book.prompts) == set()


def test_every_option_of_the_scam_menu_is_known_to_the_flow(book: Book) -> None:
    assert len(book.menus["scam-done"]) > 3
    assert set(book.menus["scam-done"]) - set(DONE) == set()


def test_a_prompt_is_told_by_channel(book: Book) -> None:
    prompt = book.prompts["faq.solved"]["fr"]
    assert book.told("faq.solved", "fr", "sms") == told_in(prompt, "sms") == prompt.sms
    assert book.told("faq.solved", "fr", "voice") == prompt.voice != prompt.sms
    with pytest.raises(KeyError):
        book.told("faq.unheard", "fr", "sms")


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("1", "question"),
        ("le 3 svp", "callback"),
        ("deux", "scam"),
        ("English", "language"),
        ("je voudrais vérifier un message", "scam"),
        ("une arnaque ?", "scam"),
        ("5", ""),
        ("0", ""),
        ("arnaque ou question", ""),
        ("", ""),
        ("hier soir j'ai reçu un appel et je crois que c'est une arnaque", ""),
        ("arnaques", ""),
    ],
)
def test_an_option_is_chosen_by_its_key_or_in_a_few_words(text: str, option: str, book: Book) -> None:
    assert book.chosen("main", text) == option


def test_every_entry_is_whole(book: Book) -> None:
    assert len(book.entries) >= 12
    assert {tuple(entry.told) for entry in book.entries.values()} == {("fr", "en")}
    assert {tuple(entry.asked) for entry in book.entries.values()} == {("fr", "en")}


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("je n'ai pas donné ma carte", "nothing"),
        ("non je n'ai rien payé", "nothing"),
        ("I did not click", "nothing"),
        ("j'ai donné ma carte", "card"),
        ("comment retrouver mon mot de passe gmail", ""),
    ],
)
def test_what_was_done_is_read_with_its_negation(book: Book, text: str, option: str) -> None:
    assert book.chosen("scam-done", text) == option
