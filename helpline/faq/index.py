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

from helpline.faq.fold import NOTHING, Lexicon, Sayings, folded, replaced, spelled
from helpline.faq.sound import sound
from helpline.faq.vocabulary import Vocabulary

_UNSEEN = 0.3  # how often a word counts as said of an entry that never had it
_SMALL = 0.5  # worth of a small word, whatever its rarity
_PAIR = 0.5  # worth of two neighbours, as a share of that of a word as rare
_COMMON, _RARE = 0.5, 1.5  # worth of a telling word that every entry has, that one entry has
_PAIRED = " "  # between two neighbours; no word by sound has a blank
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
        said = tuple(phrases)
        self._lexicon, self._language = lexicon, language
        self._small = frozenset(sound(word, language) for word in lexicon.stop.get(language, ()))
        self._same = _by_sound(lexicon.same.get(language, NOTHING), language)
        self._vocabulary = Vocabulary(_all_words(said, lexicon, language), language)
        self._written_as = self._spellings(said)
        self._learn(said)

    def _learn(self, said: Sequence[tuple[str, str]]) -> None:
        bags: dict[str, Counter[str]] = defaultdict(Counter)
        for slug, text in said:
            bags[slug].update(self._features(text))
        self._always = frozenset(slug for slug in bags if slug[:1] in _SIZED)
        usual = _mean(bag.total() for slug, bag in bags.items() if slug not in self._always)
        holders: dict[str, dict[str, float]] = defaultdict(dict)
        for slug, bag in bags.items():
            more = _scale(bag.total(), usual) if slug in self._always and usual else 1.0
            for feature, times in bag.items():
                holders[feature][slug] = log((more * times + _UNSEEN) / _UNSEEN)
        self._holders: Mapping[str, Mapping[str, float]] = dict(holders)
        self._base = {slug: log(_UNSEEN / (bag.total() + _UNSEEN * len(holders))) for slug, bag in bags.items()}
        self._worths = {feature: self._worth(feature, len(slugs)) for feature, slugs in holders.items()}
        self._exact = {folded(text): slug for slug, text in reversed(said) if folded(text)}

    def _spellings(self, said: Iterable[tuple[str, str]]) -> Mapping[str, str]:
        """How each word by sound is written most often, to be told to people."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for _, text in said:
            for word in spelled(folded(text).split(), self._lexicon, self._language):
                seen[sound(word, self._language)][word] += 1
        return {heard: words.most_common(1)[0][0] for heard, words in seen.items()}

    def exact(self, text: str) -> str | None:
        """The entry that has this very phrase, None where none has."""
        return self._exact.get(folded(text))

    def terms(self, text: str) -> tuple[str, ...]:
        """The words of a text by sound: put right, written out, sayings made one."""
        written = spelled(folded(text).split(), self._lexicon, self._language)
        return tuple(replaced([part for word in written for part in self._vocabulary.heard(word)], self._same))

    def _features(self, text: str) -> Iterator[str]:
        terms = self.terms(text)
        yield from terms
        yield from map(_PAIRED.join, pairwise(terms))

    def _worth(self, feature: str, having: int) -> float:
        """How much a word or a pair counts that so many entries have."""
        if feature in self._small:
            return _SMALL
        entries = max(2, len(self._base))
        worth = _COMMON + (_RARE - _COMMON) * log(entries / having) / log(entries)
        return worth * _PAIR if _PAIRED in feature else worth

    def _tells(self, feature: str) -> bool:
        return feature not in self._small and _PAIRED not in feature

    def weighed(self, text: str) -> Weighed:
        """How likely each entry is to have the words of a text."""
        features = tuple(self._features(text))
        told = [(self._worths[feature], feature) for feature in features if feature in self._worths]
        telling = [feature for feature in features if self._tells(feature)]
        known = [feature for feature in telling if feature in self._holders]
        size = sum(worth for worth, _ in told)
        logs = {slug: size * self._base[slug] for slug in self._candidates(known)} if known else {}
        for worth, feature in told:
            holders = self._holders[feature]
            for slug in holders if len(holders) < len(logs) else logs:
                if slug in logs:
                    logs[slug] += worth * holders.get(slug, 0.0)
        return Weighed(logs, size, len(known), len(telling) - len(known))

    def _candidates(self, known: Iterable[str]) -> set[str]:
        """The entries that have the rarest of the words, and what is no entry."""
        found = set(self._always)
        for feature in sorted(known, key=lambda feature: len(self._holders[feature])):
            if len(found) >= _ENOUGH:
                break
            found |= self._holders[feature].keys()
        return found

    def because(self, text: str, slug: str) -> tuple[str, ...]:
        """The words and pairs of a text that speak most for an entry, the most telling first."""
        parts = {
            feature: self._worths[feature] * self._ahead(feature, slug)
            for feature in dict.fromkeys(self._features(text))
            if slug in self._holders.get(feature, ())
        }
        best = sorted(parts, key=lambda feature: -parts[feature])
        told = (self._told(feature) for feature in best if parts[feature] > 0)
        return tuple(dict.fromkeys(told))[:_REASONS]

    def _told(self, feature: str) -> str:
        """A word, or two neighbours, as people write them."""
        return _PAIRED.join(self._written_as.get(term, term) for term in feature.split(_PAIRED))

    def _ahead(self, feature: str, slug: str) -> float:
        """How much more a feature says for one entry than for all of them in the mean."""
        holders = self._holders[feature]
        return holders[slug] - sum(holders.values()) / len(self._base)


def _scale(size: int, usual: float) -> float:
    """What the words of a bag that is no entry's count: a small family as much as an entry, a large one less."""
    return usual / size if size < usual else (usual / size) ** 0.5


def _mean(sizes: Iterable[int]) -> float:
    counted = tuple(sizes)
    return sum(counted) / len(counted) if counted else 0.0


def _all_words(phrases: Iterable[tuple[str, str]], lexicon: Lexicon, language: str) -> set[str]:
    said = {word for _, text in phrases for word in spelled(folded(text).split(), lexicon, language)}
    listed = lexicon.same.get(language, NOTHING).words | lexicon.written.get(language, NOTHING).words
    return said | listed | lexicon.stop.get(language, frozenset())


def _by_sound(sayings: Sayings, language: str) -> Sayings:
    return Sayings.of(
        {
            tuple(sound(word, language) for word in way): tuple(sound(word, language) for word in idea)
            for way, idea in sayings.meant.items()
        }
    )
