"""What is too long to be listened to: a prompt, a step, a menu. People on the phone cannot look back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from helpline.content.book import Book
from helpline.content.render import HOLE, Telling
from helpline.content.table import ContentError

WORDS_A_MINUTE = 150
LONGEST_PROMPT = 20  # seconds
LONGEST_NOTICE = 12  # seconds: CNIL wants a short first layer
LONGEST_STEP = 35  # words
MOST_CHOICES = 4


def seconds(text: str) -> float:
    """How long it takes to say, at 150 words a minute."""
    return len(text.split()) * 60 / WORDS_A_MINUTE


def too_long(book: Book, telling: Telling, examples: Mapping[str, str]) -> Iterator[str]:
    """Complaints about what is said aloud, each `file: [language] field: what`."""
    aloud = replace(telling, channel="voice")
    yield from _prompts(book, aloud, examples)
    for slug, entry in book.entries.items():
        for place, step in enumerate(entry.told[aloud.language].voice, start=1):
            words = len(_aloud(aloud, step, examples).split())
            if words > LONGEST_STEP:
                yield f"faq/{slug}.toml: [{aloud.language}] voice {place}: {words} words, {LONGEST_STEP} at most"


def _aloud(aloud: Telling, text: str, examples: Mapping[str, str]) -> str:
    """The text as it is said; nothing where a brace cannot be filled, of which others complain."""
    try:
        return aloud.filled(text, examples)
    except ContentError:
        return ""


def _prompts(book: Book, aloud: Telling, examples: Mapping[str, str]) -> Iterator[str]:
    for name, prompt in book.prompts.items():
        where = f"prompts/{name.replace('.', '.toml: [' + aloud.language + '] ')}.voice"
        texts = prompt[aloud.language].voice
        takes = sum(seconds(_aloud(aloud, text, examples)) for text in texts)
        most = LONGEST_NOTICE if name == "notice.first" else LONGEST_PROMPT
        if takes > most:
            yield f"{where}: {takes:.0f} seconds, {most} at most"
        for menu in (hole[2] for text in texts for hole in HOLE.finditer(text) if hole[1] == "menu"):
            if len(book.menus.get(menu, ())) > MOST_CHOICES:
                yield f"{where}: {len(book.menus[menu])} choices, {MOST_CHOICES} at most"
