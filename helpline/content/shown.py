"""An entry as a person gets it: texts as they are sent and paid, steps as they are said; and figures over all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import median
from zoneinfo import ZoneInfo

from helpline.channels.gsm import alphabet, segments, softened
from helpline.content.aloud import seconds
from helpline.content.book import Book, told_in
from helpline.content.render import Telling, packed
from helpline.content.shapes import Channel, Entry
from helpline.flows import scam
from helpline.flows.moment import Verdict

LINE = {"name": "Helpline", "partner": "Helpline", "shown": "09 39 00 00 00"}
CLOSING = {"solved?": "faq.solved", "clear?": "faq.clear", "callback": "callback.offer"}
"""What is asked in the same breath as the answer, by what follows it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One language in figures: how much there is, and what an answer costs."""

    language: str
    entries: int
    variants: int
    texts: int
    plain: int  # texts in the cheap alphabet as they are written
    softened: int  # ... and once accents that it lacks are taken off
    cost: float  # segments of an answer, in the middle
    dearest: int
    spoken: float  # seconds of a whole answer, in the middle


def example_telling(book: Book, language: str, channel: Channel = "sms") -> Telling:
    """How things are told on a line of no place, to measure and to look at."""
    about = {"line": LINE, "keep": {"months": "12"}}
    return Telling(book, language, channel, datetime.now(UTC), ZoneInfo("Europe/Paris"), about)


def seen(telling: Telling, entry: Entry) -> tuple[str, ...]:
    """The texts of an answer as they leave the house, with the question that closes it.

    Raises ContentError where a brace cannot be filled.
    """
    closing = CLOSING.get(entry.then)
    asked = telling.book.told(closing, telling.language, "sms") if closing else ()
    return packed(telling.filled(text) for text in (*told_in(entry.told[telling.language], "sms"), *asked))


def heard(telling: Telling, entry: Entry) -> tuple[str, ...]:
    """The spoken steps of an answer, one by one. Raises ContentError where a brace cannot be filled."""
    aloud = replace(telling, channel="voice")
    return tuple(aloud.filled(step) for step in told_in(entry.told[telling.language], "voice"))


def warned(book: Book, language: str, verdict: Verdict) -> tuple[str, ...]:
    """What a person is told about a suspicious message, as texts."""
    return packed(example_telling(book, language).texts([scam.said(verdict)]))


def cost(telling: Telling, entry: Entry) -> int:
    """How many segments an answer is billed."""
    return sum(map(segments, seen(telling, entry)))


def figures(book: Book) -> Iterator[Figures]:
    """The figures of each language."""
    for language in book.languages:
        telling = example_telling(book, language)
        texts = [telling.filled(text) for entry in book.entries.values() for text in entry.told[language].sms]
        costs = [cost(telling, entry) for entry in book.entries.values()]
        yield Figures(
            language,
            entries=len(book.entries),
            variants=sum(len(entry.asked[language].variants) for entry in book.entries.values()),
            texts=len(texts),
            plain=sum(alphabet(text) == "GSM-7" for text in texts),
            softened=sum(alphabet(softened(text)) == "GSM-7" for text in texts),
            cost=median(costs),
            dearest=max(costs),
            spoken=median(sum(map(seconds, heard(telling, entry))) for entry in book.entries.values()),
        )
