"""What a reader of content would complain of, beyond what already keeps it from loading."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median

from helpline.channels.gsm import costly, segments, softened
from helpline.content.aloud import too_long
from helpline.content.book import Book, open_book
from helpline.content.places import SHIPPED_REGION, region_names
from helpline.content.plain import Jargon, hard_to_hear, hard_to_read, not_in_places
from helpline.content.render import HOLE, PROOF_MARK, SEGMENTS_A_TEXT, Telling
from helpline.content.shapes import Entry, Told
from helpline.content.shown import cost, example_telling
from helpline.content.table import ContentError
from helpline.redaction.contact import PERSONAL

# What stands in braces that only a conversation fills, as long as it gets.
EXAMPLES = {
    "slot": "mercredi 24 novembre entre 14h30 et 17h30",
    "start": "14h30",
    "end": "17h30",
    "day": "mercredi 24 novembre",
    "word": PROOF_MARK,
    "choices": "1 question\n2 question\n0 conseiller",
    "slots": "1 demain\n2 mercredi",
    "reasons": "Ce lien ne mène pas au vrai site de ce service. Un vrai service ne menace jamais.",
    "span": "exemple-exemple",
    "text": "",
    "number": "06 39 98 00 01",
    "entry": "Une question d'une longueur ordinaire",
    "when": "lundi 23 novembre à 14h05",
}
MOST_TEXTS = 5
FEWEST_VARIANTS = 10
MOST_SEGMENTS = 5  # of one answer, with the question that closes it
MIDDLE_SEGMENTS = 3  # of the answers, in the middle
BRACE = re.compile(r"[{}]")
LONGEST_PROOF_WORD = 9  # letters; with its digits no dearer than PROOF_MARK, whose braces cost two each
LONGEST_CANNED = 1  # segments
FEWEST_PROOF_WORDS = 512  # with two digits: one guess a call, 1 in 51,200


def all_complaints(root: Path) -> list[str]:
    """The complaints about a content folder with the pack of each country, those of the shipped pack first.

    What is said of another pack alone names its file. Raises ContentError where the content does not even load.
    """
    first = complaints(open_book(root))
    others = {name: complaints(open_book(root, region=name)) for name in region_names(root) if name != SHIPPED_REGION}
    return first + [
        what if what.startswith("regions/") else f"regions/{name}.toml: {what}"
        for name, found in others.items()
        for what in found
        if what not in first
    ]


def complaints(book: Book) -> list[str]:
    """All complaints, each `file: [language] field: what`; none where the content may go live."""
    found: list[str] = []
    for language in book.languages:
        telling = example_telling(book, language)
        found += _of_entries(book, telling)
        found += _of_costs(book, telling)
        found += _of_prompts(book, telling)
        found += _of_canned(book, telling)
        found += too_long(book, telling, EXAMPLES)
    for look in (_of_related, _of_proof_words, _of_questions, _of_variants, _of_places, _of_menus):
        found += look(book)
    return found


def _of_entries(book: Book, telling: Telling) -> Iterator[str]:
    jargon = Jargon(book.jargon[telling.language])
    for slug, entry in book.entries.items():
        yield from (f"faq/{slug}.toml: [{telling.language}] {what}" for what in _of_entry(telling, entry, jargon))


def _of_costs(book: Book, telling: Telling) -> Iterator[str]:
    costs = {}
    for slug, entry in book.entries.items():
        with suppress(ContentError):  # others complain of that
            costs[slug] = cost(telling, entry)
    for slug, billed in costs.items():
        if billed > MOST_SEGMENTS:
            where = f"faq/{slug}.toml: [{telling.language}] sms"
            yield f"{where}: the answer costs {billed} segments, {MOST_SEGMENTS} at most"
    if (middle := median(costs.values())) > MIDDLE_SEGMENTS:
        yield f"faq: [{telling.language}] sms: {middle:g} segments an answer in the middle, {MIDDLE_SEGMENTS} at most"


def _of_entry(telling: Telling, entry: Entry, jargon: Jargon) -> Iterator[str]:
    told, asked = entry.told[telling.language], entry.asked[telling.language]
    yield from _of_told(telling, told)
    if len(told.sms) > MOST_TEXTS:
        yield f"sms: {len(told.sms)} texts, {MOST_TEXTS} at most"
    if len(asked.variants) < FEWEST_VARIANTS:
        yield f"variants: {len(asked.variants)}, {FEWEST_VARIANTS} at least"
    if telling.language in entry.helper:
        yield from (f"helper: {what}" for what in _unfilled(telling, entry.helper[telling.language]))
    for form, texts in (("sms", told.sms), ("voice", told.voice)):
        yield from (f"{form}: {word!r} is not explained" for word in jargon.unexplained(texts))


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


def _of_canned(book: Book, telling: Telling) -> Iterator[str]:
    jargon = Jargon(book.jargon[telling.language])
    for slug, each in book.canned.items():
        text = softened(telling.filled(each[telling.language].text))
        where = f"canned.toml: {slug}: [{telling.language}] text: "
        if book.redactor.redacted(text).removed:
            yield f"{where}reads like a secret: it would not be sent"
        if (cost := segments(text)) > LONGEST_CANNED:
            yield f"{where}{cost} segments, {LONGEST_CANNED} at most"
        yield from (f"{where}{word!r} is not explained" for word in jargon.unexplained([text]))


def _of_prompts(book: Book, telling: Telling) -> Iterator[str]:
    jargon = Jargon(book.jargon[telling.language])
    for where, told in _around_answers(book, telling.language):
        yield from (f"{where}{what}" for what in (*_of_told(telling, told), *_of_jargon(jargon, told)))


def _around_answers(book: Book, language: str) -> Iterator[tuple[str, Told]]:
    """Everything that is said beside the answers, and where it stands."""
    for name, prompt in book.prompts.items():
        flow, _, field = name.partition(".")
        yield f"prompts/{flow}.toml: [{language}] {field}.", prompt[language]
    for theme, tips in book.tips.items():
        yield f"tips.toml: [{language}] {theme}.", tips[language]
    for key, reason in book.reasons.items():
        yield f"scam/reasons.toml: [{language}] {key}.", reason[language]
    for name, menu in book.menus.items():
        for id_, option in menu.items():
            yield f"menus/{name}.toml: [{language}] {id_}.", option.told[language]


def _of_jargon(jargon: Jargon, told: Told) -> Iterator[str]:
    for form, texts in (("sms", told.sms), ("voice", told.voice)):
        yield from (f"{form}: {word!r} is not explained" for word in jargon.unexplained(texts))


def _of_told(telling: Telling, told: Told) -> Iterator[str]:
    for form, texts in (("sms", told.sms), ("voice", told.voice)):
        for place, text in enumerate(texts, start=1):
            yield from (f"{form} {place}: {what}" for what in _of_text(telling, form, text))


def _of_text(telling: Telling, form: str, text: str) -> Iterator[str]:
    yield from not_in_places(text)
    unfilled = list(_unfilled(telling, text))
    if unfilled:
        yield from unfilled
        return
    filled = telling.filled(text, EXAMPLES)
    yield from hard_to_read(filled)
    if form == "voice":
        yield from hard_to_hear(filled)
    elif segments(softened(filled)) > SEGMENTS_A_TEXT:
        dear = "".join(costly(softened(filled)))
        yield f"{segments(softened(filled))} segments, {SEGMENTS_A_TEXT} at most ({dear})"


def _unfilled(telling: Telling, text: str) -> Iterator[str]:
    """Braces that nothing fills."""
    try:
        filled = telling.filled(text, EXAMPLES)
    except ContentError as error:
        yield str(error)
        return
    if BRACE.search(filled.replace(PROOF_MARK, "")):
        yield "has a brace that nothing fills"


def _of_questions(book: Book) -> Iterator[str]:
    """An entry must be found first by its own question."""
    for slug, entry in book.entries.items():
        for language, asked in entry.asked.items():
            found = book.matcher.likeliest(asked.question, language)
            if found != slug:
                yield f"faq/{slug}.toml: [{language}] question: finds {found or 'nothing'} first"


def _of_variants(book: Book) -> Iterator[str]:
    seen: dict[str, str] = {}
    for slug, entry in book.entries.items():
        for language, asked in entry.asked.items():
            for variant in (asked.question, *asked.variants):
                key = f"{language} {' '.join(variant.casefold().split())}"
                if seen.setdefault(key, slug) != slug:
                    yield f"faq/{slug}.toml: [{language}] variants: {variant!r} stands in {seen[key]} too"
                if PERSONAL.search(variant) or book.redactor.redacted(variant).removed:
                    yield f"faq/{slug}.toml: [{language}] variants: a secret, a number or an address of somebody"


def _of_places(book: Book) -> Iterator[str]:
    """A place that nobody names; one that serves everywhere may well be named by an entry that a pack does without."""
    used = {hole[1] for text in _all_texts(book) for hole in HOLE.finditer(text)}
    yield from (f"{place.where}: is never used" for id_, place in book.places.items() if id_ not in used)


def _of_menus(book: Book) -> Iterator[str]:
    used = {hole[2] for text in _all_texts(book) for hole in HOLE.finditer(text) if hole[1] == "menu"}
    yield from (f"menus/{name}.toml: is never used" for name in book.menus.keys() - used)


def _all_texts(book: Book) -> Iterator[str]:
    for entry in book.entries.values():
        yield from entry.helper.values()
    told = (each.told for each in book.entries.values())
    for forms in (*told, *book.prompts.values(), *book.tips.values(), *book.reasons.values()):
        for form in forms.values():
            yield from (*form.sms, *form.voice)
