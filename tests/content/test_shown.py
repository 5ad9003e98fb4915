"""An entry as people get it, and what it costs."""

from io import StringIO

from rich.console import Console, RenderableType

from helpline.channels.gsm import segments
from helpline.content.book import Book
from helpline.content.page import shown, table
from helpline.content.shown import cost, example_telling, figures, heard, seen


def printed(what: RenderableType) -> str:
    """What stands on a terminal."""
    paper = Console(file=StringIO(), width=100, color_system=None)
    paper.print(what)
    return str(paper.file.getvalue())  # type: ignore[attr-defined]


def test_an_answer_is_seen_with_the_question_that_closes_it(book: Book) -> None:
    telling = example_telling(book, "fr")
    texts = seen(telling, book.entries["wifi-key"])
    assert texts[-1].endswith(book.told("faq.solved", "fr", "sms")[0])
    assert cost(telling, book.entries["wifi-key"]) == sum(map(segments, texts))


def test_what_is_heard_says_no_address(book: Book) -> None:
    steps = heard(example_telling(book, "fr"), book.entries["password-gmail"])
    assert not [step for step in steps if "g.co" in step]


def test_the_page_tells_segments_price_and_seconds(book: Book) -> None:
    telling = example_telling(book, "en")
    billed = cost(telling, book.entries["wifi-key"])
    page = printed(shown(book, book.entries["wifi-key"], 0.1))
    assert f"{billed} segments, {billed * 0.1:.2f}" in page
    assert book.entries["wifi-key"].asked["fr"].question in page
    assert f"{len(book.entries['wifi-key'].told['en'].voice)} steps, " in page
    assert "segments," not in printed(shown(book, book.entries["wifi-key"])).replace("segments, 0", "")


def test_the_figures_count_everything(book: Book) -> None:
    french, english = figures(book)
    assert (french.language, english.language) == ("fr", "en")
    assert french.entries == english.entries == len(book.entries)
    assert french.softened >= french.plain
    assert french.cost <= french.dearest
    page = printed(table(book))
    assert str(french.variants) in page
    assert str(english.variants) in page
