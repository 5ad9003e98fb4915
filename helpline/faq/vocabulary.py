"""The words that content knows, found again under slips of the finger, spelling by ear and missing spaces."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from helpline.faq.fold import unstuck
from helpline.faq.sound import sound

_ONE_SLIP = 5  # shortest word in which one slip is forgiven
_TWO_SLIPS = 9  # shortest word in which two are
_HALF = 4  # shortest half of two words run together
_VOWELS = frozenset("aeiouyAIO")  # written, and by sound
_LONGEST = 24  # letters: what is longer is no word of content, and would cost time

Shelf = Mapping[tuple[str, int], Sequence[str]]
"""Words by their first letter, which fingers and ears seldom get wrong (all vowels are one), and their length."""


class Vocabulary:
    """Known words of one language. Built once; looking up changes nothing."""

    def __init__(self, known: Iterable[str], language: str) -> None:
        self._language = language
        self._sound_of = {word: sound(word, language) for word in known}
        self._sounds = frozenset(self._sound_of.values())
        self._words_near = _shelved(self._sound_of)
        self._sounds_near = _shelved(self._sounds)

    def knows(self, word: str) -> bool:
        """Whether a written word sounds like a known one."""
        return self.sounded(word) in self._sounds

    def heard(self, word: str) -> tuple[str, ...]:
        """The sounds of the known words that a written word stands for; its own sound where it is like none."""
        own = self.sounded(word)
        if own in self._sounds or word.isdigit() or len(word) > _LONGEST:
            return (own,)
        return next((found for found in self._guesses(word, own) if found), (own,))

    def sounded(self, word: str) -> str:
        """How a written word sounds."""
        return self._sound_of.get(word) or sound(word, self._language)

    def _guesses(self, word: str, own: str) -> Iterator[tuple[str, ...]]:
        parted = (rest for rest in unstuck(word, self._language) if len(rest) >= _HALF and self.knows(rest))
        yield tuple(map(self.sounded, islice(parted, 1)))
        near = _nearest(word, self._words_near, _slips(word))
        yield (self._sound_of[near],) if near else ()
        yield self._in_two(word)
        near = _nearest(own, self._sounds_near, 1 if len(own) >= _ONE_SLIP + 1 else 0)
        yield (near,) if near else ()

    def _in_two(self, word: str) -> tuple[str, ...]:
        halves = ((word[:at], word[at:]) for at in range(_HALF, len(word) - _HALF + 1))
        found = next(((left, right) for left, right in halves if self.knows(left) and self.knows(right)), ())
        return tuple(map(self.sounded, found))


def _slips(word: str) -> int:
    return 2 if len(word) >= _TWO_SLIPS else int(len(word) >= _ONE_SLIP)


def _start(word: str) -> str:
    return "a" if word[0] in _VOWELS else word[0]


def _shelved(words: Iterable[str]) -> Shelf:
    shelves: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in sorted(filter(None, words)):
        shelves[_start(word), len(word)].append(word)
    return dict(shelves)


def _nearest(word: str, shelf: Shelf, slips: int) -> str:
    """The known word at the fewest slips (a letter too many, missing, wrong, or two swapped), or ""."""
    lengths = range(len(word) - slips, len(word) + slips + 1) if slips else ()
    near = [known for length in lengths for known in shelf.get((_start(word), length), ())]
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else ""
