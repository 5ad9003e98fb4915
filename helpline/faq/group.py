"""Questions that are alike in one group, the largest first, then the newest; the same questions, the same groups."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Generic, Protocol, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from helpline.faq.fold import folded

ALIKE = 0.6  # share of what the words of two questions count that they have in common
_SLIPS = 6  # letters of the shortest word in which one slip is forgiven
_LONGEST = 24  # letters: what is longer is no word

Telling = Callable[[str, str], Mapping[str, float]]
"""The words of a text in a language that tell what it is about, and what each counts."""


class Asked(Protocol):
    """A question that somebody asked."""

    @property
    def id(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def seen_at(self) -> datetime: ...


One = TypeVar("One", bound=Asked)
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Group(Generic[One]):
    """Questions of one language that are alike, the newest first."""

    language: str
    asked: tuple[One, ...]

    @property
    def id(self) -> str:
        """What the group is known by: its newest question's id."""
        return self.asked[0].id

    @property
    def fingerprint(self) -> str:
        """Tells whether a group still holds what was shown of it."""
        return sha256(" ".join(sorted(one.id for one in self.asked)).encode()).hexdigest()[:16]

    @property
    def seen_at(self) -> datetime:
        """When it was last asked."""
        return self.asked[0].seen_at

    @property
    def wordings(self) -> dict[str, int]:
        """The different wordings as they were last written, and how often each was used, the most usual first."""
        times = Counter(folded(one.question) for one in self.asked)
        written = {folded(one.question): one.question for one in reversed(self.asked)}
        newest = {key: place for place, key in enumerate(dict.fromkeys(folded(one.question) for one in self.asked))}
        return {written[key]: times[key] for key in sorted(times, key=lambda key: (-times[key], newest[key]))}


def grouped(asked: Iterable[One], telling: Telling) -> list[Group[One]]:
    """All questions in groups."""
    spoken: dict[str, list[One]] = defaultdict(list)
    for one in asked:
        spoken[one.language].append(one)
    found = [group for language, each in spoken.items() for group in _alike(language, each, telling)]
    return sorted(found, key=lambda group: (-len(group.asked), -group.seen_at.timestamp(), group.id))


def _alike(language: str, asked: Sequence[One], telling: Telling) -> Iterator[Group[One]]:
    worths, said = _read(language, asked, telling)
    bags: dict[Words, list[One]] = defaultdict(list)
    for one in asked:
        bags[said[one.question]].append(one)
    usual = sorted(bags, key=lambda words: (-len(bags[words]), sorted(words)))
    for heads in _gathered(usual, worths):
        found = [one for words in heads for one in bags[words]]
        yield Group(language, tuple(sorted(found, key=lambda one: (-one.seen_at.timestamp(), one.id))))


def _read(language: str, asked: Sequence[One], telling: Telling) -> tuple[dict[str, float], dict[str, Words]]:
    """What each word counts, and the words of each question; of none that tells anything, the question whole."""
    weighed = {one.question: telling(one.question, language) for one in asked}
    # Squared, a name such as "ameli" parts two questions whose other words ("oublié", "mot de passe") all have.
    weighed = {text: {word: worth**2 for word, worth in words.items()} for text, words in weighed.items()}
    weighed = {text: words or {folded(text): 1.0} for text, words in weighed.items()}
    meant = _put_right(Counter(word for one in asked for word in weighed[one.question]))
    worths = {meant[word]: worth for words in weighed.values() for word, worth in words.items() if meant[word] == word}
    return worths, {text: frozenset(meant[word] for word in words) for text, words in weighed.items()}


def _put_right(times: Mapping[str, int]) -> dict[str, str]:
    """Each word as the one that is more usual and one slip away, where there is one: words that no content knows."""
    usual: dict[tuple[str, int], list[str]] = defaultdict(list)
    meant = {}
    for word in sorted(times, key=lambda word: (-times[word], word)):
        meant[word] = _usual(word, usual) or word
        usual[word[:1], len(word)].append(meant[word])
    return meant


def _usual(word: str, usual: Mapping[tuple[str, int], Sequence[str]]) -> str:
    if not _SLIPS <= len(word) <= _LONGEST or word.isdigit():
        return ""
    near = [other for length in range(len(word) - 1, len(word) + 2) for other in usual.get((word[0], length), ())]
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else ""


def _gathered(usual: Iterable[Words], worths: Mapping[str, float]) -> Iterable[list[Words]]:
    """Each set of words with the first one that it is like enough: usual ones come first and others gather around."""
    groups: list[list[Words]] = []
    having: dict[str, list[int]] = defaultdict(list)  # the groups whose first one has a word
    sizes: list[float] = []
    for words in usual:
        size = sum(worths[word] for word in words)
        place = _likest(words, size, having, sizes, worths)
        if place is None:
            for word in words:
                having[word].append(len(groups))
            groups.append([])
            sizes.append(size)
        groups[-1 if place is None else place].append(words)
    return groups


def _likest(
    words: Words, size: float, having: Mapping[str, Sequence[int]], sizes: Sequence[float], worths: Mapping[str, float]
) -> int | None:
    shared: dict[int, float] = defaultdict(float)
    for word in sorted(words):
        worth = worths[word]
        for place in having.get(word, ()):
            shared[place] += worth
    likeness = {place: 2 * part / (size + sizes[place]) for place, part in shared.items()}
    best = max(likeness, key=lambda place: (likeness[place], -place), default=None)
    return best if best is not None and likeness[best] >= ALIKE else None
