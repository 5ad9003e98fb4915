"""The phrases of one language, and how near a text comes to each entry."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from helpline.faq.fold import Lexicon, Table, folded, replaced, spelled
from helpline.faq.sound import sound
from helpline.faq.vocabulary import Vocabulary

_MISSING = 0.7  # how much a word of the phrase that was not said counts against it
_FOREIGN = 0.3  # how much a word that was said and is not in the phrase counts against it
_STRANGE = 0.5  # weight of a word that no phrase knows, as a share of the most telling word's
_TELLING = 7  # a long text is judged on this many of its most telling words
_PHRASE = 0.6  # share of the nearest phrase in the score; the rest is the entry as a whole


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a text is to one entry, from 0 to 1, and the words that made it so, the most telling first."""

    score: float
    because: tuple[str, ...]


class Index:
    """All phrases of one language: `phrases` gives the slug and the text of each; "" as slug is none of our business."""

    def __init__(self, phrases: Iterable[tuple[str, str]], lexicon: Lexicon, language: str) -> None:
        known = tuple(phrases)
        self._lexicon, self._language = lexicon, language
        self._stop = frozenset(sound(word, language) for word in lexicon.stop.get(language, ()))
        self._same = _by_sound(lexicon.same.get(language, {}), language)
        self._vocabulary = Vocabulary(_all_words(known, lexicon, language), language)
        self._phrases = tuple((slug, frozenset(self.terms(text))) for slug, text in known)
        self._share = _shares(self._phrases)
        self._weight = _weights(self._share)
        self._strange = _STRANGE * max(self._weight.values(), default=1.0)
        self._having = _having(self._phrases)
        self._size = tuple(sum(map(self.weight, terms)) for _, terms in self._phrases)

    def terms(self, text: str) -> tuple[str, ...]:
        """What a text is about: its words by sound, put right, sayings made one, the words that tell nothing left out."""
        written = spelled(folded(text).split(), self._lexicon, self._language)
        heard = [part for word in written for part in self._vocabulary.heard(word)]
        return tuple(term for term in replaced(heard, self._same) if term not in self._stop)

    def weight(self, term: str) -> float:
        """How telling a term is."""
        return self._weight.get(term, self._strange)

    def known_share(self, text: str) -> float:
        """The share of the text's terms that some phrase has, from 0 to 1."""
        terms = self.terms(text)
        return sum(term in self._weight for term in terms) / len(terms) if terms else 0.0

    def near(self, text: str) -> dict[str, Nearness]:
        """Every entry that the text comes near, by its slug."""
        terms = self._telling(self.terms(text))
        whole = sum(map(self.weight, terms))
        by_phrase = self._by_phrase(terms, whole)
        return {slug: self._nearness(slug, terms, whole, score) for slug, score in by_phrase.items()}

    def _telling(self, terms: Sequence[str]) -> tuple[str, ...]:
        ranked = sorted(dict.fromkeys(terms), key=lambda term: -self.weight(term) if term in self._weight else 0.0)
        return tuple(ranked[:_TELLING])

    def _by_phrase(self, terms: Sequence[str], whole: float) -> dict[str, float]:
        """Per entry how near its nearest phrase is: shared weight, against what either side has alone."""
        shared: dict[int, float] = defaultdict(float)
        for term in terms:
            for at in self._having.get(term, ()):
                shared[at] += self.weight(term)
        best: dict[str, float] = defaultdict(float)
        for at, both in shared.items():
            apart = _MISSING * (self._size[at] - both) + _FOREIGN * (whole - both)
            best[self._phrases[at][0]] = max(best[self._phrases[at][0]], both / (both + apart))
        return best

    def _nearness(self, slug: str, terms: Sequence[str], whole: float, phrase: float) -> Nearness:
        share = self._share[slug]
        told = {term: self.weight(term) * share[term] for term in terms if term in share}
        because = tuple(sorted(told, key=lambda term: -told[term]))
        return Nearness(_PHRASE * phrase + (1 - _PHRASE) * sum(told.values()) / whole, because)


def _all_words(phrases: Iterable[tuple[str, str]], lexicon: Lexicon, language: str) -> set[str]:
    said = {word for _, text in phrases for word in spelled(folded(text).split(), lexicon, language)}
    tables = lexicon.same.get(language, {}), lexicon.written.get(language, {})
    listed = {word for table in tables for way in (*table, *table.values()) for word in way}
    return said | listed | lexicon.stop.get(language, frozenset())


def _by_sound(table: Table, language: str) -> Table:
    return {
        tuple(sound(word, language) for word in way): tuple(sound(word, language) for word in idea)
        for way, idea in table.items()
    }


def _shares(phrases: Iterable[tuple[str, frozenset[str]]]) -> Mapping[str, Mapping[str, float]]:
    """Per entry how much each term is its own: one phrase of it that has the term gives 1/2, two 2/3, ..."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for slug, terms in phrases:
        counts[slug].update(terms)
    return {slug: {term: n / (n + 1) for term, n in counted.items()} for slug, counted in counts.items()}


def _weights(shares: Mapping[str, Mapping[str, float]]) -> Mapping[str, float]:
    """Inverse entry frequency: a term that few entries have tells much."""
    entries = Counter(term for share in shares.values() for term in share)
    return {term: log(1 + (len(shares) - n + 0.5) / (n + 0.5)) for term, n in entries.items()}


def _having(phrases: Sequence[tuple[str, frozenset[str]]]) -> Mapping[str, Sequence[int]]:
    having: dict[str, list[int]] = defaultdict(list)
    for at, (_, terms) in enumerate(phrases):
        for term in terms:
            having[term].append(at)
    return having
