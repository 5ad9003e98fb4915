"""What somebody should look at, though it may go live: what was not read for long, what is not easily read."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from helpline.content.book import Book, told_in
from helpline.content.plain import HOLE
from helpline.content.readability import common_words, readability

FRESH = timedelta(days=180)
LONG_SENTENCES = 10  # words, in the mean
FEW_COMMON = 0.8  # of the words


def doubts(book: Book, today: date, common: Callable[[str], Callable[[str], bool]] = common_words) -> list[str]:
    """All doubts, each `file: field: what`. `common` gives a language's own test of common words."""
    return [*_of_age(book, today), *_of_reading(book, common)]


def _of_age(book: Book, today: date) -> Iterator[str]:
    for slug, entry in book.entries.items():
        if today - entry.reviewed > FRESH:
            yield f"faq/{slug}.toml: reviewed: {(today - entry.reviewed).days} days ago"
    for place in book.places.values():
        if today - place.checked_on > FRESH:
            yield f"{place.where}: checked_on: {(today - place.checked_on).days} days ago"


def _of_reading(book: Book, common: Callable[[str], Callable[[str], bool]]) -> Iterator[str]:
    for language in book.languages:
        for slug, entry in book.entries.items():
            texts = [HOLE.sub("", text) for text in told_in(entry.told[language], "sms")]
            score = readability(texts, common(language))
            where = f"faq/{slug}.toml: [{language}] sms:"
            if score.sentence > LONG_SENTENCES:
                yield f"{where} {score.sentence:.1f} words a sentence, more than {LONG_SENTENCES}"
            if score.common < FEW_COMMON:
                yield f"{where} {score.common:.0%} common words, fewer than {FEW_COMMON:.0%}"
