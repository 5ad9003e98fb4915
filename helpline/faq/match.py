"""Which entry answers a question: sure, unsure, or no idea; never sure of the wrong one if it can be helped."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal

from helpline.faq.fold import Lexicon, folded
from helpline.faq.fold import language as told
from helpline.faq.index import Index, Weighed

Outcome = Literal["answer", "ask", "none"]

_ELSEWHERE = ""  # the slug of all that is none of our business
_FAMILY = "?"  # begins the slug of a family of vague questions; no entry's name has it
_CHOICES = 3

# Tuned by cross-validation over labelled questions: docs/matching.md.
SURE = 0.65  # an answer is given from this probability on
UNSURE = 0.25  # below it, no idea
_CALM = 0.7  # naive Bayes is too sure of itself, the more so the longer the text: its logarithms are divided by
_CALMER = 0.2  # ... _CALM times the text's size to this power
_DOUBT = 6.0  # how much more likely a question is none of ours, as a logarithm; less ...
_SHORT = 4.0  # ... for a text of a smaller size than this
_STRANGER = 2.0  # and again for each telling word that no phrase has
_VAGUER = -1.0  # how much less likely a family of vague questions is, as a logarithm
_OURS = 0.02  # where none of the entries is likely: how likely it may be none of ours, to be taken for a vague one
_BESIDE = 0.1  # what else is likely enough to be named where the answer was not the right one
_WORTH = 0.02  # what who looks an entry up is shown
_LEADING = 0.2  # of the entries' share: what an entry must have to stand before the choices of a family
_ALONE = 3  # words of the shortest sentence that may be a question of its own ...
_PLAINLY = 0.8  # ... and how surely it is one ...
_JOINED = 0.95  # ... where no more than "and" stands between two ...
_BRIEF = 30  # ... in a text of so many words: longer ones tell a story

_PARTS = re.compile(r"[.!?;\n]+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """How one entry is asked for in one language. `urgent`: of two questions in one text it is answered first."""

    slug: str
    topic: str
    language: str
    question: str
    variants: tuple[str, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """Questions that name a subject and no more, by language, and the entries to choose from then."""

    name: str
    choices: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may answer; `score` is a probability, `because` holds the words that speak most for it."""

    slug: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a question leads to: hits, what presses first, then the likeliest: for `answer` the first is the answer and
    the others might have been meant, for `ask` one to three to choose from, none for `none`. `also`: what else the text
    asks for.
    """

    outcome: Outcome
    hits: tuple[Hit, ...]
    language: str
    also: tuple[Hit, ...] = ()


class Matcher:
    """All entries of a Book, ready for questions. Built once, never changed: any number of threads may ask."""

    def __init__(self, phrases: Iterable[Phrases], lexicon: Lexicon, families: Iterable[Family] = ()) -> None:
        entries, vague = tuple(phrases), tuple(families)
        self._lexicon = lexicon
        self._urgent = frozenset(entry.slug for entry in entries if entry.urgent)
        self._likely = {slug: place for place, slug in enumerate(lexicon.likely)}
        self._questions = [(entry.language, entry.slug, folded(entry.question)) for entry in entries]
        self._choices = {_FAMILY + family.name: family.choices for family in vague}
        self._indexes: Mapping[str, Index] = {
            name: Index(_said(entries, vague, lexicon, name), lexicon, name)
            for name in dict.fromkeys((*lexicon.languages, *(entry.language for entry in entries)))
        }

    def best(self, text: str, language: str = "", sure: float = SURE, unsure: float = UNSURE) -> Match:
        """The entries that answer `text`. `language` is the person's, where it is known.

        A text in another language is told by its words (one word is not enough to doubt the person's own). `sure` is
        the probability from which an answer is given, `unsure` that below which there is no idea.
        """
        spoken = told(text, self._lexicon, lead=2 if language else 1) or language
        index = self._indexes.get(spoken) or self._knowing(text)
        if asked := self._several(index, text, spoken):
            return Match("answer", asked[:1], spoken, asked[1:])
        decided = self._decided(index, text, sure, unsure)
        return Match(decided.outcome, decided.hits(index), spoken)

    def likeliest(self, text: str, language: str) -> str:
        """The entry that the words of a text fit best, even where a phrase has these very words; "" for none."""
        ranked = _entries(self.ranked(text, language))
        return ranked[0][0] if ranked else ""

    def ranked(self, text: str, language: str) -> list[tuple[str, float]]:
        """How likely each entry is by the words of a text, the likeliest first; "" stands for what is none of ours."""
        index = self._indexes[language]
        return [one for one in _ranked(index.weighed(index.read(text))) if one[0][:1] != _FAMILY]

    def found(self, words: str, language: str) -> tuple[str, ...]:
        """The entries for who looks one up: those whose question has all the words, rarely needed ones last; then those
        that are asked for in such words.
        """
        wanted = folded(words).split()
        named = [slug for code, slug, asked in self._questions if code == language and all(w in asked for w in wanted)]
        likely = [slug for slug, score in _entries(self.ranked(words, language)) if score >= _WORTH]
        return tuple(dict.fromkeys((*sorted(named, key=self.rarity), *likely))) if wanted else ()

    def telling(self, text: str, language: str) -> dict[str, float]:
        """The words that tell what a text is about, by sound, and what each counts; {} in an unknown language."""
        return self._indexes[language].telling(text) if language in self._indexes else {}

    def rarity(self, slug: str) -> tuple[int, str]:
        """A key that sorts entries: those that people need most first, then by name."""
        return self._likely.get(slug, len(self._likely)), slug

    def _knowing(self, text: str) -> Index:
        """The language of which the text has the most telling words."""
        return max(self._indexes.values(), key=lambda index: index.weighed(index.read(text)).known)

    def _decided(self, index: Index, text: str, sure: float = SURE, unsure: float = UNSURE) -> "_Decided":
        """Sure, unsure or no idea, and the entries that go with it."""
        exact, read = index.exact(text), index.read(text)
        ranked = [(exact, 1.0)] if exact is not None else _ranked(index.weighed(read))
        if not ranked or ranked[0][0] == _ELSEWHERE:
            return _Decided("none", (), read)
        first, likely = ranked[0]
        if likely < unsure or first[:1] == _FAMILY:
            family = next((slug for slug, _ in ranked if slug[:1] == _FAMILY), "")
            vague = family and (first == family or dict(ranked).get(_ELSEWHERE, 0.0) < _OURS)
            return _Decided("ask", self._of_family(family, ranked), read) if vague else _Decided("none", (), read)
        near = [one for one in _entries(ranked)[:_CHOICES] if likely < sure or one[1] >= _BESIDE]
        near.sort(key=lambda one: not self._presses(one))
        return _Decided("answer" if likely >= sure and near[0][0] == first else "ask", near, read)

    def _presses(self, one: tuple[str, float]) -> bool:
        """Whether money or an account may be going right now: then it stands first, and is asked about at the least."""
        return one[0] in self._urgent and one[1] >= _BESIDE

    def _of_family(self, family: str, ranked: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
        """What is offered where a question names no more than a subject: entries that lead, then the family's own."""
        entries = _entries(ranked)
        whole = sum(score for _, score in entries) or 1.0
        leading = [slug for slug, score in entries[: _CHOICES - 1] if score >= _LEADING * whole]
        scores = dict(entries)
        return [(slug, scores.get(slug, 0.0)) for slug in dict.fromkeys((*leading, *self._choices[family]))][:_CHOICES]

    def _several(self, index: Index, text: str, spoken: str) -> tuple[Hit, ...]:
        """What a text asks for that surely asks for more than one thing, in sentences or joined by "and"; else ()."""
        sentences = _PARTS.split(text)
        asked = self._asked_in_parts(index, sentences, _PLAINLY)
        if not asked and len(text.split()) <= _BRIEF:
            joined = _parted(sentences, self._lexicon.joins.get(spoken, ()))
            return self._asked_in_parts(index, joined, _JOINED)
        return asked

    def _asked_in_parts(self, index: Index, texts: Iterable[str], plainly: float) -> tuple[Hit, ...]:
        """The entries that the parts of a text ask for, each on its own and surely; the more urgent first."""
        parts = [part for part in texts if len(part.split()) >= _ALONE]
        found = [self._decided(index, part) for part in parts] if len(parts) > 1 else []
        sure = {one.entries[0][0]: one for one in found if one.outcome == "answer" and one.entries[0][1] >= plainly}
        ordered = sorted(sure, key=lambda slug: slug not in self._urgent)
        return tuple(sure[slug].hits(index)[0] for slug in ordered[:_CHOICES]) if len(sure) > 1 else ()


@dataclass(frozen=True, slots=True)
class _Decided:
    """What a text leads to: entries with their probability, and what was read of it."""

    outcome: Outcome
    entries: Sequence[tuple[str, float]]
    read: tuple[str, ...]

    def hits(self, index: Index) -> tuple[Hit, ...]:
        """The entries, each with the words that speak for it."""
        return tuple(Hit(slug, score, index.because(self.read, slug)) for slug, score in self.entries)


def _parted(sentences: Iterable[str], joins: Collection[str]) -> Iterator[str]:
    """What stands before, between and after the words that join."""
    for sentence in sentences:
        part: list[str] = []
        for word in sentence.split():
            if folded(word) in joins:
                yield " ".join(part)
                part = []
            else:
                part.append(word)
        yield " ".join(part)


def _said(
    entries: Iterable[Phrases], families: Iterable[Family], lexicon: Lexicon, name: str
) -> Iterator[tuple[str, str]]:
    for entry in entries:
        if entry.language == name:
            yield from ((entry.slug, text) for text in (entry.question, *entry.variants))
    for family in families:
        yield from ((_FAMILY + family.name, text) for text in family.phrases.get(name, ()))
    yield from ((_ELSEWHERE, text) for text in lexicon.elsewhere.get(name, ()))


def _entries(ranked: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Those that are entries, neither a family nor what is none of ours."""
    return [(slug, score) for slug, score in ranked if slug[:1] not in (_ELSEWHERE, _FAMILY)]


def _ranked(weighed: Weighed) -> list[tuple[str, float]]:
    """Every entry with its probability, the likeliest first; nothing where no telling word is known."""
    if not weighed.known:
        return []
    doubt = _DOUBT * min(1.0, weighed.size / _SHORT) + _STRANGER * weighed.strange
    more = {_ELSEWHERE: doubt, _FAMILY: _VAGUER}
    logs = {slug: part + more.get(slug[:1], 0.0) for slug, part in weighed.logs.items()}
    most, calm = max(logs.values()), _CALM * max(1.0, weighed.size) ** _CALMER
    shares = {slug: exp((part - most) / calm) for slug, part in logs.items()}
    whole = sum(shares.values())
    return sorted(((slug, share / whole) for slug, share in shares.items()), key=lambda one: (-one[1], one[0]))
