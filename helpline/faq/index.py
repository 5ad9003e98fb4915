"""The phrases of one language, and how likely each entry is meant by a text.

Naive Bayes over words by sound: each entry is a bag of the words that its phrases have. A word that few entries have
counts up to three times as much as one that all have; a small word ("ne", "mon") and a pair of neighbours ("marche
plus") count half. Every word's part in the result can be told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from helpline.faq.fold import NOTHING, Lexicon, Sayings, Words, folded, replaced, spelled
from helpline.faq.sound import sound
from helpline.faq.vocabulary import Vocabulary

_UNSEEN = 0.3  # how often a word counts as said of an entry that never had it
_SMALL = 0.5  # worth of a small word, whatever its rarity
_PAIR = 0.5  # worth of two neighbours, as a share of that of a word as rare
_COMMON, _RARE = 0.5, 1.5  # worth of a telling word that every entry has, that one entry has
_PAIRED = " "  # between two neighbours; no word by sound has a blank
_EVERYWHERE = 0.9  # a word that more of the entries have tells nothing ...
_FEW = 20  # ... unless there are very few of them
_REASONS = 4  # words that are told as the reason
_ENOUGH = 200  # entries that are looked at, those of the rarest words first: with thousands of them, not all
_SIZED = ("", "?")  # slugs of what is no entry: questions that are none of ours, and families of vague ones


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text against all entries.

    `logs`: per entry the logarithm of how likely it has such words, up to a constant; {} where no word is known.
    `size`: the worth of all known words and pairs. `known`, `strange`: how many telling words some phrase has, or none.
    """

    logs: Mapping[str, float]
    size: float
    known: int
    strange: int


class Index:
    """All phrases of one language: slug and text of each, with "" as the slug of what is none of our business."""

    def __init__(self, phrases: Iterable[tuple[str, str]], lexicon: Lexicon, language: str) -> None:
        self._lexicon, self._language = lexicon, language
        said = [(slug, self._spelled(text)) for slug, text in phrases]
        listed = lexicon.same.get(language, NOTHING).words | lexicon.written.get(language, NOTHING).words
        words = frozenset(word for _, written in said for word in written)
        stop = lexicon.stop.get(language, frozenset())
        self._vocabulary = Vocabulary(words | listed | stop, language)
        self._small = frozenset(map(self._vocabulary.sounded, stop))
        self._same = _by_sound(lexicon.same.get(language, NOTHING), language)
        self._written_as = _spellings(said, self._vocabulary) | _wordings(
            said, lexicon.same.get(language, NOTHING), language
        )
        self._exact = {" ".join(written): slug for slug, written in reversed(said) if written}
        self._learn(said)

    def _learn(self, said: Iterable[tuple[str, Words]]) -> None:
        bags: dict[str, Counter[str]] = defaultdict(Counter)
        for slug, written in said:
            bags[slug].update(self._features(written))
        self._always = frozenset(slug for slug in bags if slug[:1] in _SIZED)
        usual = _mean(bag.total() for slug, bag in bags.items() if slug not in self._always)
        logs: dict[str, dict[str, float]] = defaultdict(dict)
        for slug, bag in bags.items():
            more = _scale(bag.total(), usual) if slug in self._always and usual else 1.0
            for feature, times in bag.items():
                logs[feature][slug] = log((more * times + _UNSEEN) / _UNSEEN)
        self._base = {slug: log(_UNSEEN / (bag.total() + _UNSEEN * len(logs))) for slug, bag in bags.items()}
        self._worths = {feature: self._worth(feature, len(slugs)) for feature, slugs in logs.items()}
        self._parts: Mapping[str, Mapping[str, float]] = {
            feature: {slug: self._worths[feature] * part for slug, part in slugs.items()}
            for feature, slugs in logs.items()
            if len(slugs) <= _EVERYWHERE * len(bags) or len(bags) < _FEW
        }

    def exact(self, text: str) -> str | None:
        """The entry that has this very phrase, None where none has."""
        return self._exact.get(" ".join(self._spelled(text)))

    def terms(self, text: str) -> Words:
        """The words of a text by sound: put right, written out, sayings made one."""
        return self._terms(self._spelled(text))

    def telling(self, text: str) -> dict[str, float]:
        """The words of a text by sound and what each counts, small ones left out; a word that no phrase has is rare."""
        return {word: self._worths.get(word, _RARE) for word in self.terms(text) if word not in self._small}

    def read(self, text: str) -> tuple[str, ...]:
        """What a text is weighed by: its words by sound, then its pairs of neighbours."""
        return tuple(self._features(self._spelled(text)))

    def _spelled(self, text: str) -> Words:
        return spelled(folded(text).split(), self._lexicon, self._language)

    def _terms(self, written: Words) -> Words:
        return tuple(replaced([part for word in written for part in self._vocabulary.heard(word)], self._same))

    def _features(self, written: Words) -> Iterator[str]:
        terms = self._terms(written)
        yield from terms
        yield from map(_PAIRED.join, pairwise(terms))

    def _worth(self, feature: str, having: int) -> float:
        """How much a word or a pair counts that so many entries have."""
        if feature in self._small:
            return _SMALL
        entries = max(2, len(self._base))
        worth = _COMMON + (_RARE - _COMMON) * log(entries / having) / log(entries)
        return worth * _PAIR if _PAIRED in feature else worth

    def weighed(self, features: Sequence[str]) -> Weighed:
        """How likely each entry is to have the words of a text, given what was read of it."""
        told = [feature for feature in features if feature in self._parts]
        telling = [feature for feature in features if feature not in self._small and _PAIRED not in feature]
        known = [feature for feature in telling if feature in self._worths]
        size = sum(map(self._worths.__getitem__, told))
        logs = {slug: size * self._base[slug] for slug in self._candidates(known)} if known else {}
        for parts in map(self._parts.__getitem__, told):
            for slug in parts.keys() & logs.keys() if len(logs) < len(self._base) else parts:
                logs[slug] += parts[slug]
        return Weighed(logs, size, len(known), len(telling) - len(known))

    def _candidates(self, known: Sequence[str]) -> Iterable[str]:
        """The entries that have the rarest of the words, and what is no entry; all of them where they are not many."""
        if len(self._base) <= _ENOUGH:
            return self._base
        found = set(self._always)
        for parts in sorted((self._parts.get(feature, {}) for feature in known), key=len):
            if len(found) >= _ENOUGH:
                break
            found |= parts.keys()
        return found

    def because(self, features: Sequence[str], slug: str) -> tuple[str, ...]:
        """Of what was read of a text, the words and pairs that speak most for an entry, the most telling first."""
        parts = {
            feature: self._parts[feature][slug] - sum(self._parts[feature].values()) / len(self._base)
            for feature in dict.fromkeys(features)
            if slug in self._parts.get(feature, ())
        }
        best = sorted(parts, key=lambda feature: -parts[feature])
        told = (self._told(feature) for feature in best if parts[feature] > 0)
        return tuple(dict.fromkeys(told))[:_REASONS]

    def _told(self, feature: str) -> str:
        """A word, or two neighbours, as people write them."""
        return _PAIRED.join(self._written_as.get(term, term) for term in feature.split(_PAIRED))


def _scale(size: int, usual: float) -> float:
    """What the words of a bag that is no entry's count: a small family as much as an entry, a large one less."""
    return usual / size if size < usual else (usual / size) ** 0.5


def _mean(sizes: Iterable[int]) -> float:
    counted = tuple(sizes)
    return sum(counted) / len(counted) if counted else 0.0


def _spellings(said: Iterable[tuple[str, Words]], vocabulary: Vocabulary) -> dict[str, str]:
    """How each word by sound is written most often, to be told to people."""
    times = Counter(word for _, written in said for word in written)
    return {vocabulary.sounded(word): word for word, _ in sorted(times.items(), key=lambda one: one[1])}


def _wordings(said: Iterable[tuple[str, Words]], same: Sayings, language: str) -> dict[str, str]:
    """How each idea is worded most often: "mot de passe", for the one word that stands for it."""
    texts = f" {'  '.join(' '.join(written) for _, written in said)} "
    ways = sorted(same.meant, key=lambda way: texts.count(f" {' '.join(way)} "))
    return {sound(idea, language): " ".join(way) for way in ways for idea in same.meant[way]}


def _by_sound(sayings: Sayings, language: str) -> Sayings:
    return Sayings.of(
        {
            tuple(sound(word, language) for word in way): tuple(sound(word, language) for word in idea)
            for way, idea in sayings.meant.items()
        }
    )
