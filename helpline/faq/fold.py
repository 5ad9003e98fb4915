"""The words of a text, whatever way it is typed: accents, capitals, apostrophes, SMS spelling, words of speech."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Words = tuple[str, ...]

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "€": " euro ", "£": " pound ", "’": "'"})
_MARKS = re.compile(r"[^a-z0-9]+")
_DRAWN_OUT = re.compile(r"([a-vx-z])\1{2,}")  # "alloooo"; but "www" is no cry
_STUCK = ("qu", "j", "l", "d", "m", "n", "s", "t", "c")
_ACCENTS = dict.fromkeys((*range(0x300, 0x370), *range(0x1AB0, 0x1B00), *range(0x1DC0, 0x1E00), *range(0x20D0, 0x2100)))


def folded(text: str) -> str:
    """The text in bare small letters and digits, one space between words: "J’ai  PERDU…" gives "j ai perdu"."""
    plain = text.lower().translate(_LIGATURES)
    bare = plain if plain.isascii() else unicodedata.normalize("NFKD", plain).translate(_ACCENTS)
    return _DRAWN_OUT.sub(r"\1", _MARKS.sub(" ", bare)).strip()


@dataclass(frozen=True, slots=True)
class Sayings:
    """Sequences of words that stand for others. `longest`: how many words those have that begin with a word."""

    meant: Mapping[Words, Words]
    longest: Mapping[str, int]

    @classmethod
    def of(cls, meant: Mapping[Words, Words]) -> "Sayings":
        """The sayings of a table; an empty sequence is none."""
        longest: dict[str, int] = {}
        for way in filter(None, meant):
            longest[way[0]] = max(len(way), longest.get(way[0], 0))
        return cls(meant, longest)

    @property
    def words(self) -> frozenset[str]:
        """Every word on either side."""
        return frozenset(word for way in (*self.meant, *self.meant.values()) for word in way)


NOTHING = Sayings.of({})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the words of a language are worth; every field maps a language to its list.

    `written`: sequences of words that stand for others (abbreviations, brands, fillers that stand for nothing).
    `same`: sayings that mean one thing, as sequences of words. `stop`: words that tell nothing of the question.
    `elsewhere`: questions that are none of ours. `marks`: words that betray the language.
    `likely`: entries that people need most, first things first: what a vague question may be about.
    `joins`: words that join two questions ("et").
    """

    written: Mapping[str, Sayings]
    same: Mapping[str, Sayings]
    stop: Mapping[str, frozenset[str]]
    elsewhere: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, frozenset[str]]
    likely: tuple[str, ...] = ()
    joins: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the lexicon knows, in the order of content."""
        return tuple(self.written)

    @classmethod
    def from_toml(cls, content: Mapping[str, Any]) -> "Lexicon":
        """The lexicon of `content/lexicon.toml`: a table `brands`, then one table a language."""
        brands = _meant(content.get("brands", {}))
        spoken = {name: table for name, table in content.items() if name not in ("brands", "likely")}
        written = {name: Sayings.of({**brands, **_written(table)}) for name, table in spoken.items()}
        same = {name: _same(table.get("same", {}), written[name]) for name, table in spoken.items()}
        stop = {name: frozenset(map(folded, table.get("stop", ()))) for name, table in spoken.items()}
        elsewhere = {name: tuple(table.get("elsewhere", ())) for name, table in spoken.items()}
        marks = _marks(written, same, stop, brands)
        joins = {name: frozenset(map(folded, table.get("joins", ()))) for name, table in spoken.items()}
        return cls(written, same, stop, elsewhere, marks, tuple(content.get("likely", ())), joins)


def words(text: str, lexicon: Lexicon, spoken: str = "") -> Words:
    """The words of a text, abbreviations and brands written out, the fillers of speech left out.

    `spoken` is the language whose abbreviations are read; where it is empty, the words themselves tell.
    """
    return spelled(folded(text).split(), lexicon, spoken or language(text, lexicon) or lexicon.languages[0])


def spelled(tokens: Sequence[str], lexicon: Lexicon, spoken: str) -> Words:
    """Folded words with the language's abbreviations written out and its fillers left out."""
    return tuple(replaced(tokens, lexicon.written.get(spoken, NOTHING)))


def replaced(tokens: Sequence[str], sayings: Sayings) -> Iterator[str]:
    """The words with each sequence that the sayings have replaced, the longest first."""
    at = 0
    while at < len(tokens):
        longest = sayings.longest.get(tokens[at], 0)
        size = next((n for n in range(longest, 0, -1) if tuple(tokens[at : at + n]) in sayings.meant), 0)
        yield from sayings.meant[tuple(tokens[at : at + size])] if size else (tokens[at],)
        at += size or 1


def language(text: str, lexicon: Lexicon, lead: int = 1) -> str:
    """The language that the words themselves betray, or "" where they do not tell.

    `lead` is how many more words of it than of any other the text must have.
    """
    said = folded(text).split()
    counts = sorted(
        ((sum(word in marks for word in said), name) for name, marks in lexicon.marks.items()), reverse=True
    )
    second = counts[1][0] if len(counts) > 1 else 0
    return counts[0][1] if counts and counts[0][0] >= second + lead else ""


def unstuck(word: str, spoken: str) -> Words:
    """What is left of a word when a small word that French writers forget to part is taken off: "lecran", "denvie"."""
    return tuple(word[len(small) :] for small in _STUCK if word.startswith(small)) if spoken == "fr" else ()


def _meant(sayings: Mapping[str, Iterable[str]]) -> dict[Words, Words]:
    """Each way of writing, as words, to what it stands for, as words."""
    return {tuple(folded(way).split()): tuple(folded(meant).split()) for meant, ways in sayings.items() for way in ways}


def _written(table: Mapping[str, Any]) -> dict[Words, Words]:
    fillers: dict[Words, Words] = {tuple(folded(filler).split()): () for filler in table.get("fillers", ())}
    return {**fillers, **_meant(table.get("written", {}))}


def _same(sayings: Mapping[str, Iterable[str]], written: Sayings) -> Sayings:
    """Each saying, and its words run together, to the one word that stands for the idea."""
    ideas: dict[Words, Words] = {}
    for idea, ways in sayings.items():
        one = ("".join(folded(idea).split()),)
        for way in (idea, *ways):
            said = tuple(replaced(folded(way).split(), written))
            ideas |= {said: one, ("".join(said),): one}
    return Sayings.of(ideas)


def _marks(
    written: Mapping[str, Sayings],
    same: Mapping[str, Sayings],
    stop: Mapping[str, frozenset[str]],
    brands: Mapping[Words, Words],
) -> dict[str, frozenset[str]]:
    """Per language the words that no other language has."""
    own = {name: _ways(written[name]) | _ways(same[name]) | stop[name] for name in written}
    others = {name: Sayings.of(brands).words.union(*(own[other] for other in own if other != name)) for name in own}
    return {name: own[name] - others[name] for name in own}


def _ways(sayings: Sayings) -> frozenset[str]:
    return frozenset(word for way in sayings.meant for word in way)
