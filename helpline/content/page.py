"""Content on the terminal of who writes it: an entry as a text shows it and a call tells it, and figures over all."""

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from helpline.channels.gsm import segments
from helpline.content.aloud import seconds
from helpline.content.book import Book
from helpline.content.shapes import Entry
from helpline.content.shown import Figures, example_telling, figures, heard, seen

WIDTH = 66  # columns


def shown(book: Book, entry: Entry, price: float | None = None) -> RenderableType:
    """The whole entry in each language. `price` is what a segment costs."""
    return Group(*(part for language in book.languages for part in _in_one_language(book, entry, language, price)))


def _in_one_language(book: Book, entry: Entry, language: str, price: float | None) -> list[RenderableType]:
    telling = example_telling(book, language)
    texts, steps = seen(telling, entry), heard(telling, entry)
    billed = sum(map(segments, texts))
    cost = f", {billed * price:.2f}" if price else ""
    spoken = sum(map(seconds, steps))
    return [
        Text(f"{language}  {entry.asked[language].question}", style="bold"),
        *(_bubble(text, f"{segments(text)} segments") for text in texts),
        Text(f"{len(texts)} texts, {billed} segments{cost}", style="dim"),
        *(_bubble(step, f"{place}. {seconds(step):.0f} s") for place, step in enumerate(steps, start=1)),
        Text(f"{len(steps)} steps, {spoken:.0f} seconds\n", style="dim"),
    ]


def _bubble(words: str, title: str) -> Panel:
    return Panel(Text(words), title=title, title_align="right", width=WIDTH)


def table(book: Book) -> RenderableType:
    """The figures of all languages side by side."""
    columns = list(figures(book))
    shown = Table("", *(column.language for column in columns))
    for row in zip(*map(_rows, columns), strict=True):
        shown.add_row(row[0][0], *(value for _, value in row))
    return shown


def _rows(told: Figures) -> list[tuple[str, str]]:
    return [
        ("entries", str(told.entries)),
        ("ways of asking", str(told.variants)),
        ("texts", str(told.texts)),
        ("in the cheap alphabet as written", f"{told.plain / told.texts:.0%}"),
        ("... once softened", f"{told.softened / told.texts:.0%}"),
        ("segments of an answer, in the middle", f"{told.cost:g}"),
        ("... of the dearest answer", str(told.dearest)),
        ("seconds of a whole answer by phone, in the middle", f"{told.spoken:.0f}"),
    ]
