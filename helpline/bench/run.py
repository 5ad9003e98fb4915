"""All contenders on the same questions: ours and what one could have taken instead."""

from collections.abc import Iterator, Sequence

from helpline.bench.baselines import ALL, Phrase
from helpline.bench.compare import Contender, ours, ranking, validated
from helpline.content.book import Book
from helpline.faq.measure import Question

__all__ = ["contenders", "validated"]


def contenders(book: Book, questions: Sequence[Question]) -> Iterator[tuple[str, Contender]]:
    """Each matcher by its name, ours first."""
    yield "ours", ours(book.matcher)
    phrases = list(_phrases(book))
    for name, made in ALL.items():
        rank = made(phrases)
        yield name, ranking({question.id: rank(question.text) for question in questions})


def _phrases(book: Book) -> Iterator[Phrase]:
    """What the others learn from: the same phrases as ours, those of no entry under the slug ""."""
    for slug, entry in book.entries.items():
        for asked in entry.asked.values():
            yield from ((slug, text) for text in (asked.question, *asked.variants))
    yield from (("", text) for texts in book.lexicon.elsewhere.values() for text in texts)
