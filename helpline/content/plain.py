"""Plain language: what keeps a text from being understood, whoever reads or hears it. Pure: texts in, complaints out.

The rules follow the European guide for easy reading (Inclusion Europe, 2009): short sentences, no word that is not
explained. They do not make a text "FALC": only readers can say that.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

LONGEST_SENTENCE = 15  # words

ENDS = re.compile(r"[.!?…]+[\"»)]*(?:\s+|$)|\n+")
HOLE = re.compile(r"\{[^{}]*\}")
GROUPS = re.compile(r"(?<=\d),? (?=\d)")
WORD = re.compile(r"[^\s]*\w[^\s]*")
ADDRESS = re.compile(r"https?:|www\.|\S@\S|\b[\w-]+\.(?!\d)\w{2,}", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w,])(?:\+|00)?\d(?:[ .,-]?\d){2,}(?![\w])")
YEAR = re.compile(r"(?:19|20)\d\d")
MEASURED = re.compile(r"\s*(?:€|%|euros?|EUR|Mo|Go|MB|GB|m|km|mètres|metres)\b")
DIALLED = re.compile(
    r"\b(?:appel(?:ez|er)|compos(?:ez|er)|SMS au|call|dial|text|ring)(?: le| the| on)? \d\d\b(?!\s*(?:fois|times))",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a new line begins one too."""
    return [sentence.strip() for sentence in ENDS.split(text) if WORD.search(sentence)]


def words(sentence: str) -> list[str]:
    """Its words: what stands between blanks and has a letter or a digit; a number in groups is one word."""
    return WORD.findall(GROUPS.sub("", sentence))


def hard_to_read(filled: str) -> Iterator[str]:
    """Complaints about a text as the person gets it: long sentences, letters of another script."""
    for sentence in sentences(filled):
        if len(words(sentence)) > LONGEST_SENTENCE:
            yield f"a sentence of {len(words(sentence))} words, {LONGEST_SENTENCE} at most: {sentence[:60]!r}"
    strange = {letter for letter in filled if letter.isalpha() and not _is_latin(letter)}
    if strange:
        names = ", ".join(sorted(unicodedata.name(letter, "?") for letter in strange))
        yield f"letters that look like others: {names}"


def _is_latin(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith("LATIN") or "ORDINAL" in name


def hard_to_hear(filled: str) -> Iterator[str]:
    """Complaints about a spoken text: an address that the voice would read as a word."""
    for found in ADDRESS.finditer(filled):
        yield f"an address that cannot be said: {_around(filled, found)!r}"


def not_in_places(raw: str) -> Iterator[str]:
    """Complaints about a text as it is written: numbers and addresses that belong into places.toml.

    A year, a price or a size is none; two digits are one only where they are dialled.
    """
    bare = HOLE.sub(" ", raw)
    for found in ADDRESS.finditer(bare):
        yield f"an address that is not in places.toml: {_around(bare, found)!r}"
    for found in NUMBER.finditer(bare):
        if not YEAR.fullmatch(found[0]) and not MEASURED.match(bare, found.end()):
            yield f"a number that is not in places.toml: {found[0]!r}"
    for found in DIALLED.finditer(bare):
        yield f"a number that is not in places.toml: {found[0]!r}"


def _around(text: str, found: re.Match[str]) -> str:
    """The whole word around what was found."""
    start = text.rfind(" ", 0, found.start()) + 1
    end = text.find(" ", found.end())
    return text[start : end if end > 0 else None]


class Jargon:
    """The hard words of one language, each with the explanations of which one must stand beside it."""

    def __init__(self, explained: Mapping[str, Sequence[str]]) -> None:
        self._explained = {word: tuple(each) for word, each in explained.items()}
        ordered = sorted(map(re.escape, explained), key=len, reverse=True)
        self._any = re.compile(rf"(?<![\w-])({'|'.join(ordered)})s?(?![\w-])") if ordered else None

    def unexplained(self, texts: Iterable[str]) -> list[str]:
        """The hard words of an answer that none of its texts explains, each once."""
        whole = " ".join(texts).casefold().replace("’", "'")
        found = dict.fromkeys(self._any.findall(whole)) if self._any else {}
        return [word for word in found if not any(each in whole for each in self._explained[word])]
