"""The words of a text, whatever way it is typed: accents, capitals, apostrophes, SMS spelling, words of speech."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Words = tuple[str, ...]
Table = Mapping[Words, Words]

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "€": " euro ", "£": " pound ", "’": "'"})
_MARKS = re.compile(r"[^a-z0-9]+")
_DRAWN_OUT = re.compile(r"([a-vx-z])\1{2,}")  # "alloooo"; but "www" is no cry
_STUCK = ("qu", "j", "l", "d", "m", "n", "s", "t", "c")
_LONGEST = 6  # words in the longest saying of a lexicon


def folded(text: str) -> str:
    """The text in bare small letters and digits, one space between words: "J’ai  PERDU…" gives "j ai perdu"."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _DRAWN_OUT.sub(r"\1", _MARKS.sub(" ", bare)).strip()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the words of a language are worth; every field maps a language to its list.

    `written`: sequences of words that stand for others (abbreviations, brands, fillers that stand for nothing).
    `same`: sayings that mean one thing, as sequences of words. `stop`: words that tell nothing of the question.
    `elsewhere`: questions that are none of ours. `marks`: words that betray the language.
    `likely`: entries that people need most, first things first: what a vague question may be about.
    """

    written: Mapping[str, Table]
    same: Mapping[str, Table]
    stop: Mapping[str, frozenset[str]]
    elsewhere: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, frozenset[str]]
    likely: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the lexicon knows, in the order of content."""
        return tuple(self.written)

    @classmethod
    def from_toml(cls, content: Mapping[str, Any]) -> "Lexicon":
        """The lexicon of `content/lexicon.toml`: a table `brands`, then one table a language."""
        brands = _table(content.get("brands", {}))
        spoken = {name: table for name, table in content.items() if name not in ("brands", "likely")}
        written = {name: {**brands, **_written(table)} for name, table in spoken.items()}
        same = {name: _same(table.get("same", {}), written[name]) for name, table in spoken.items()}
        stop = {name: frozenset(map(folded, table.get("stop", ()))) for name, table in spoken.items()}
        elsewhere = {name: tuple(table.get("elsewhere", ())) for name, table in spoken.items()}
        marks = _marks(written, same, stop, brands)
        return cls(written, same, stop, elsewhere, marks, tuple(content.get("likely", ())))


def words(text: str, lexicon: Lexicon, spoken: str = "") -> Words:
    """The words of a text, abbreviations and brands written out, the fillers of speech left out.

    `spoken` is the language whose abbreviations are read; where it is empty, the words themselves tell.
    """
    return spelled(folded(text).split(), lexicon, spoken or language(text, lexicon) or lexicon.languages[0])


def spelled(tokens: Sequence[str], lexicon: Lexicon, spoken: str) -> Words:
    """Folded words with the language's abbreviations written out and its fillers left out."""
    return tuple(replaced(tokens, lexicon.written.get(spoken, {})))


def replaced(tokens: Sequence[str], table: Table) -> Iterator[str]:
    """The words with each sequence that the table knows replaced, the longest first."""
    at = 0
    while at < len(tokens):
        size = next((n for n in range(_LONGEST, 0, -1) if tuple(tokens[at : at + n]) in table), 0)
        yield from table[tuple(tokens[at : at + size])] if size else (tokens[at],)
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


def _table(sayings: Mapping[str, Iterable[str]]) -> Table:
    """Each way of writing, as words, to what it stands for, as words."""
    return {tuple(folded(way).split()): tuple(folded(meant).split()) for meant, ways in sayings.items() for way in ways}


def _written(table: Mapping[str, Any]) -> Table:
    fillers: Table = {tuple(folded(filler).split()): () for filler in table.get("fillers", ())}
    return {**fillers, **_table(table.get("written", {}))}


def _same(sayings: Mapping[str, Iterable[str]], written: Table) -> Table:
    """Each saying, and its words run together, to the one word that stands for the idea."""
    ideas: dict[Words, Words] = {}
    for idea, ways in sayings.items():
        one = ("".join(folded(idea).split()),)
        for way in (idea, *ways):
            said = tuple(replaced(folded(way).split(), written))
            ideas |= {said: one, ("".join(said),): one}
    return ideas


def _marks(
    written: Mapping[str, Table], same: Mapping[str, Table], stop: Mapping[str, frozenset[str]], brands: Table
) -> dict[str, frozenset[str]]:
    """Per language the words that no other language has."""
    own = {name: _singles(written[name]) | _singles(same[name]) | stop[name] for name in written}
    shared = _singles(brands) | {word for words in brands.values() for word in words}
    others = {name: frozenset().union(shared, *(own[other] for other in own if other != name)) for name in own}
    return {name: own[name] - others[name] for name in own}


def _singles(table: Table) -> frozenset[str]:
    return frozenset(word for way in table for word in way)
