"""The phrases of one language, and how near a text comes to each entry."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from helpline.faq.fold import Lexicon, Table, Words, folded, replaced, spelled
from helpline.faq.sound import sound
from helpline.faq.vocabulary import Vocabulary

_MISSING = 0.4  # how much a word of the phrase that was not said counts against it
_FOREIGN = 0.4  # how much a word that was said and is not in the phrase counts against it
_STRANGE = 0.6  # weight of a word that no phrase knows; that of a word that one entry alone has is 1
_ENOUGH = 1.0  # weight of what text and entry share below which the score is lowered: one vague word is not enough
_GUESSED = 0.5  # what a word counts for that was put right: "metro" may be no slip of "meteo"
_ONCE = 0.7  # what a word counts for that a single phrase has, perhaps by chance
_TELLING = 7  # a long text is judged on this many of its most telling words
_PHRASE = 0.6  # share of the nearest phrase in the score; the rest is the entry as a whole


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a text is to one entry, from 0 to 1, and the words that made it so, the most telling first."""

    score: float
    because: tuple[str, ...]


class Index:
    """All phrases of one language: slug and text of each, with "" as the slug of what is none of our business."""

    def __init__(self, phrases: Iterable[tuple[str, str]], lexicon: Lexicon, language: str) -> None:
        known = tuple(phrases)
        self._lexicon, self._language = lexicon, language
        self._stop = frozenset(sound(word, language) for word in lexicon.stop.get(language, ()))
        self._same = _by_sound(lexicon.same.get(language, {}), language)
        self._vocabulary = Vocabulary(_all_words(known, lexicon, language), language)
        self._phrases = tuple((slug, frozenset(self.terms(text))) for slug, text in known)
        self._share = _shares(self._phrases)
        self._weight = _weights(self._phrases, len(self._share))
        self._having = _having(self._phrases)
        self._size = tuple(sum(map(self.weight, terms)) for _, terms in self._phrases)

    def terms(self, text: str) -> tuple[str, ...]:
        """What a text is about: its words by sound, put right, sayings made one, words that tell nothing left out."""
        heard = [part for word in self._written(text) for part in self._vocabulary.heard(word)]
        return tuple(term for term in replaced(heard, self._same) if term not in self._stop)

    def guesses(self, text: str) -> frozenset[str]:
        """The terms that were only reached by putting a word right."""
        unknown = (word for word in self._written(text) if not self._vocabulary.knows(word))
        return frozenset(part for word in unknown for part in self._vocabulary.heard(word))

    def _written(self, text: str) -> Words:
        return spelled(folded(text).split(), self._lexicon, self._language)

    def weight(self, term: str) -> float:
        """How telling a term is."""
        return self._weight.get(term, _STRANGE)

    def near(self, text: str) -> dict[str, Nearness]:
        """Every entry that the text comes near, by its slug."""
        guesses = self.guesses(text)
        every = {term: self.weight(term) * (_GUESSED if term in guesses else 1.0) for term in self.terms(text)}
        told = dict(sorted(every.items(), key=lambda one: (one[0] not in self._weight, -one[1]))[:_TELLING])
        by_phrase = self._by_phrase(told)
        return {slug: self._nearness(slug, told, score) for slug, score in by_phrase.items()}

    def _by_phrase(self, told: Mapping[str, float]) -> dict[str, float]:
        """Per entry how near its nearest phrase is: shared weight, against what either side has alone."""
        shared: dict[int, float] = defaultdict(float)
        for term, weight in told.items():
            for at in self._having.get(term, ()):
                shared[at] += weight
        best: dict[str, float] = defaultdict(float)
        whole = sum(told.values())
        for at, both in shared.items():
            apart = _MISSING * (self._size[at] - both) + _FOREIGN * (whole - both)
            best[self._phrases[at][0]] = max(best[self._phrases[at][0]], both / (both + apart))
        return best

    def _nearness(self, slug: str, told: Mapping[str, float], phrase: float) -> Nearness:
        share = self._share[slug]
        ours = {term: weight * share[term] for term, weight in told.items() if term in share}
        enough = min(1.0, sum(told[term] for term in ours) / _ENOUGH)
        score = _PHRASE * phrase + (1 - _PHRASE) * sum(ours.values()) / sum(told.values())
        return Nearness(score * enough, tuple(sorted(ours, key=lambda term: -ours[term])))


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


def _weights(phrases: Sequence[tuple[str, frozenset[str]]], entries: int) -> Mapping[str, float]:
    """Inverse entry frequency, from 0 to 1: a term that few entries have tells much; one said once tells less."""
    said = Counter(term for _, terms in phrases for term in terms)
    having = Counter(term for _, term in {(slug, term) for slug, terms in phrases for term in terms})
    most = log(1 + (entries - 0.5) / 1.5)
    rare = {term: log(1 + (entries - n + 0.5) / (n + 0.5)) / most for term, n in having.items()}
    return {term: weight * (_ONCE if said[term] == 1 else 1.0) for term, weight in rare.items()}


def _having(phrases: Sequence[tuple[str, frozenset[str]]]) -> Mapping[str, Sequence[int]]:
    having: dict[str, list[int]] = defaultdict(list)
    for at, (_, terms) in enumerate(phrases):
        for term in terms:
            having[term].append(at)
    return having
