"""What a reader of content would complain of, beyond what already keeps it from loading."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from helpline.channels.gsm import costly, segments, softened
from helpline.content.aloud import too_long
from helpline.content.book import Book
from helpline.content.render import HOLE, PROOF_MARK, SEGMENTS_A_TEXT, Telling
from helpline.content.shapes import Told
from helpline.content.table import ContentError

# What stands in braces that only a conversation fills, as long as it gets.
EXAMPLES = {
    "slot": "mercredi 24 novembre entre 14h30 et 17h30",
    "start": "14h30",
    "end": "17h30",
    "day": "mercredi 24 novembre",
    "word": PROOF_MARK,
    "choices": "1 question\n2 question\n0 conseiller",
    "slots": "1 demain\n2 mercredi",
    "reasons": "Deux raisons en une phrase de taille ordinaire, telles que le contenu les dit aux gens.",
    "span": "exemple.example",
    "text": "",
    "number": "06 39 98 00 01",
    "entry": "Une question d'une longueur ordinaire",
    "when": "lundi 23 novembre à 14h05",
}
LINE = {"name": "Helpline", "partner": "Helpline", "shown": "09 39 00 00 00"}
MOST_TEXTS = 5
BRACE = re.compile(r"[{}]")
LONGEST_PROOF_WORD = 9  # letters; with its digits no dearer than PROOF_MARK, whose braces cost two each
FEWEST_PROOF_WORDS = 512  # with two digits: one guess a call, 1 in 51,200


def complaints(book: Book) -> list[str]:
    """All complaints, each `file: [language] field: what`; none where the content may go live."""
    found: list[str] = []
    for language in book.languages:
        telling = _telling(book, language)
        found += _of_entries(book, telling)
        found += _of_prompts(book, telling)
        found += too_long(book, telling, EXAMPLES)
    return [*found, *_of_related(book), *_of_proof_words(book), *_of_questions(book), *_of_variants(book)]


def warnings(book: Book) -> list[str]:
    """What somebody should look at, though it may go live."""
    return list(_of_places(book))


def _telling(book: Book, language: str) -> Telling:
    about = {"line": LINE, "keep": {"months": "12"}}
    return Telling(book, language, "sms", datetime.now(UTC), ZoneInfo("Europe/Paris"), about)


def _of_entries(book: Book, telling: Telling) -> Iterator[str]:
    for slug, entry in book.entries.items():
        where = f"faq/{slug}.toml: [{telling.language}]"
        told = entry.told[telling.language]
        yield from (f"{where} {what}" for what in _of_told(telling, told))
        if len(told.sms) > MOST_TEXTS:
            yield f"{where} sms: {len(told.sms)} texts, {MOST_TEXTS} at most"


def _of_related(book: Book) -> Iterator[str]:
    for slug, entry in book.entries.items():
        for other in entry.related:
            if other not in book.entries:
                yield f"faq/{slug}.toml: related: there is no entry {other}"


def _of_proof_words(book: Book) -> Iterator[str]:
    for language, words in book.proof_words.items():
        if len(set(words)) < FEWEST_PROOF_WORDS:
            yield f"proof-words.toml: [{language}] words: {FEWEST_PROOF_WORDS} different ones at least"
        for word in words:
            if len(word) > LONGEST_PROOF_WORD or not word.isalpha():
                yield f"proof-words.toml: [{language}] words: {word!r}: {LONGEST_PROOF_WORD} letters at most"


def _of_prompts(book: Book, telling: Telling) -> Iterator[str]:
    for name, prompt in book.prompts.items():
        flow, _, field = name.partition(".")
        where = f"prompts/{flow}.toml: [{telling.language}] {field}."
        yield from (f"{where}{what}" for what in _of_told(telling, prompt[telling.language]))
    for key, reason in book.reasons.items():
        what = _of_told(telling, reason[telling.language])
        yield from (f"scam/reasons.toml: [{telling.language}] {key}.{each}" for each in what)


def _of_told(telling: Telling, told: Told) -> Iterator[str]:
    for form, texts in (("sms", told.sms), ("voice", told.voice)):
        for place, text in enumerate(texts, start=1):
            try:
                filled = telling.filled(text, EXAMPLES)
            except ContentError as error:
                yield f"{form} {place}: {error}"
                continue
            if BRACE.search(filled.replace(PROOF_MARK, "")):
                yield f"{form} {place}: has a brace that nothing fills"
            if form == "sms" and segments(softened(filled)) > SEGMENTS_A_TEXT:
                cost = "".join(costly(softened(filled)))
                yield f"sms {place}: {segments(softened(filled))} segments, {SEGMENTS_A_TEXT} at most ({cost})"


def _of_questions(book: Book) -> Iterator[str]:
    """An entry must be found first by its own question."""
    for slug, entry in book.entries.items():
        for language, asked in entry.asked.items():
            hits = book.matcher.best(asked.question, language).hits
            if not hits or hits[0].slug != slug:
                found = hits[0].slug if hits else "nothing"
                yield f"faq/{slug}.toml: [{language}] question: finds {found} first"


def _of_variants(book: Book) -> Iterator[str]:
    seen: dict[str, str] = {}
    for slug, entry in book.entries.items():
        for language, asked in entry.asked.items():
            for variant in (asked.question, *asked.variants):
                key = f"{language} {' '.join(variant.casefold().split())}"
                if seen.setdefault(key, slug) != slug:
                    yield f"faq/{slug}.toml: [{language}] variants: {variant!r} stands in {seen[key]} too"


def _of_places(book: Book) -> Iterator[str]:
    texts = [text for told in _all_told(book) for text in (*told.sms, *told.voice)]
    used = {hole[1] for text in texts for hole in HOLE.finditer(text)}
    yield from (f"places.toml: [{id_}] is never used" for id_ in book.places.keys() - used)


def _all_told(book: Book) -> Iterator[Told]:
    for entry in book.entries.values():
        yield from entry.told.values()
    for told in (*book.prompts.values(), *book.reasons.values()):
        yield from told.values()
