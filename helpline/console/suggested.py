"""What may help with a ticket: entries with their steps to read aloud, and texts that are ready to be sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpline.console.parts import desk
from helpline.console.speech import language, told_on
from helpline.content.render import Telling
from helpline.content.shapes import Channel, Entry
from helpline.desk import Folder
from helpline.flows.talk import Tell

MOST = 3  # entries: more are not read
LONGEST_WORDS = 200  # letters that a helper looks for
MOST_FOUND = 8  # of those that a helper looks for


@dataclass(frozen=True, slots=True)
class Help:
    """An entry that may help: its question, its steps to read aloud, its text, and what only the helper reads."""

    slug: str
    question: str
    steps: tuple[str, ...]
    text: str
    helper: str


@dataclass(frozen=True, slots=True)
class Canned:
    """A text that is ready: `title` in the helper's language, `text` in the person's."""

    slug: str
    title: str
    text: str


def suggestions(folder: Folder) -> list[Help]:
    """The ticket's entry first, then what its words may have meant too, in the person's language."""
    known = desk().book.entries
    slugs = dict.fromkeys(slug for slug in _likely(folder) if slug in known)
    return [_help(folder, known[slug]) for slug in list(slugs)[:MOST]]


def found(folder: Folder, words: str) -> list[Help]:
    """The entries that a helper looks for in words of their own language, told in the person's."""
    book = desk().book
    slugs = [slug for slug in book.matcher.found(words[:LONGEST_WORDS], language()) if slug in book.entries]
    return [_help(folder, book.entries[slug]) for slug in slugs[:MOST_FOUND]]


def _likely(folder: Folder) -> Iterator[str]:
    yield folder.ticket.entry
    match = desk().shelf(folder.line).best(folder.ticket.question, _spoken(folder))
    yield from (hit.slug for hit in (*match.hits, *match.also))


def _help(folder: Folder, entry: Entry) -> Help:
    aloud, texts = _telling(folder, "voice"), _telling(folder, "sms")
    return Help(
        entry.slug,
        entry.asked[_spoken(folder)].question,
        aloud.texts([Tell(entry.slug)]),
        "\n".join(texts.texts([Tell(entry.slug)])),
        aloud.filled(entry.helper.get(told_on(folder.line), "")),
    )


def canned(folder: Folder) -> list[Canned]:
    """All texts that are ready."""
    telling, spoken = _telling(folder, "sms"), _spoken(folder)
    texts = desk().book.canned.items()
    return [Canned(slug, each[language()].title, telling.filled(each[spoken].text)) for slug, each in texts]


def added(written: str, ready: Iterable[Help | Canned], slug: str) -> str:
    """What is written, and below it the text that has this name; nothing more where there is none."""
    text = next((each.text for each in ready if each.slug == slug), "")
    return "\n".join(filter(None, (written.strip(), text)))


def _telling(folder: Folder, channel: Channel) -> Telling:
    house = desk()
    return house.shelf(folder.line).telling(_spoken(folder), channel, house.now())


def _spoken(folder: Folder) -> str:
    """The person's language, where the line has it."""
    code = folder.ticket.language
    return code if code in folder.line.name else folder.line.languages[0]
