"""All contenders on the same questions: ours and what one could have taken instead."""

from collections.abc import Iterator, Sequence
from math import exp

from helpline.bench.baselines import ALL, ENCODER, Phrase, Ranker
from helpline.bench.compare import Contender, Ranked, ours, ranking, validated
from helpline.content.book import Book
from helpline.faq.match import Matcher
from helpline.faq.measure import Question

_BLENDED = 4.0  # how much nearness of meaning counts beside our probabilities: of 2, 4 and 8 the best

__all__ = ["contenders", "validated"]


def contenders(book: Book, questions: Sequence[Question]) -> Iterator[tuple[str, Contender]]:
    """Each matcher by its name, ours first."""
    yield "ours", ours(book.matcher)
    phrases = list(_phrases(book))
    for name, made in ALL.items():
        rank = made(phrases)
        yield name, ranking({question.id: rank(question.text) for question in questions})
        if name == ENCODER:
            blends = {question.id: blended(book.matcher, question, rank) for question in questions}
            yield f"ours, {ENCODER} blended in", ranking(blends)


def blended(matcher: Matcher, question: Question, near: Ranker) -> Ranked:
    """Our ranking, each probability raised by how near the entry is by another ranker."""
    nearness = dict(near(question.text))
    raised = [
        (slug, likely * exp(_BLENDED * nearness.get(slug, 0.0)))
        for slug, likely in matcher.ranked(question.text, question.language)
    ]
    whole = sum(likely for _, likely in raised) or 1.0
    return sorted(((slug, likely / whole) for slug, likely in raised), key=lambda one: -one[1])


def _phrases(book: Book) -> Iterator[Phrase]:
    """What the others learn from: the same phrases as ours, those of no entry under the slug ""."""
    for slug, entry in book.entries.items():
        for asked in entry.asked.values():
            yield from ((slug, text) for text in (asked.question, *asked.variants))
    yield from (("", text) for texts in book.lexicon.elsewhere.values() for text in texts)
