"""Questions by keys alone: a topic, then its entries, three at a time."""

from helpline.flows import faq
from helpline.flows.moment import Moment
from helpline.flows.talk import Title, Turn

A_PAGE = 3
OTHERS = "4"


def ask(m: Moment) -> Turn:
    """The entries of the topic that is noted, three of them, and the key for others."""
    slugs = _page(m)
    return m.noting(others="").say("topics.entry", "topics.entry", choices=tuple(map(Title, slugs)))


def take_topic(m: Moment) -> Turn | None:
    """A key that names a topic, where a sentence is awaited."""
    topic = m.option("topics") if m.by_phone and m.heard.how == "keys" else ""
    return ask(m.noting(topic=topic, page="0")) if topic else None


def take(m: Moment) -> Turn | None:
    """One of the three, or the next three; a sentence is welcome too."""
    slugs = _page(m)
    if m.word == OTHERS:
        return ask(m.noting(page=str(int(m.notes.get("page", "0")) + 1)))
    if m.word.isdigit() and 0 < int(m.word) <= len(slugs):
        return faq.answer(m, slugs[int(m.word) - 1])
    return faq.take_question(m)


def _page(m: Moment) -> tuple[str, ...]:
    """Three entries; after the last ones the first ones come again."""
    slugs = m.library.of_topic(m.notes.get("topic", ""))
    pages = -(-len(slugs) // A_PAGE)
    start = int(m.notes.get("page", "0")) % pages * A_PAGE if pages else 0
    return tuple(slugs[start : start + A_PAGE])
