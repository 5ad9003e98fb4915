"""The words that content knows, found again under slips of the finger, spelling by ear and missing spaces."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from helpline.faq.sound import sound

_ONE_SLIP = 5  # shortest word in which one slip is forgiven
_TWO_SLIPS = 9  # shortest word in which two are
_HALF = 4  # shortest half of two words run together


class Vocabulary:
    """Known words of one language. Built once; looking up changes nothing."""

    def __init__(self, known: Iterable[str], language: str) -> None:
        self._language = language
        self._words = frozenset(known)
        self._sounds = frozenset(sound(word, language) for word in self._words)
        self._by_length = _by_length(self._words)
        self._sounds_by_length = _by_length(self._sounds)

    def knows(self, word: str) -> bool:
        """Whether a written word sounds like a known one."""
        return sound(word, self._language) in self._sounds

    def heard(self, word: str) -> tuple[str, ...]:
        """The sounds of the known words that a written word stands for; its own sound where it is like none."""
        own = sound(word, self._language)
        if own in self._sounds or word.isdigit():
            return (own,)
        return next((found for found in self._guesses(word, own) if found), (own,))

    def _guesses(self, word: str, own: str) -> Iterator[tuple[str, ...]]:
        yield self._near(word)
        yield self._in_two(word)
        yield self._sounds_like(own)

    def _in_two(self, word: str) -> tuple[str, ...]:
        halves = ((self._exact(word[:at]), self._exact(word[at:])) for at in range(_HALF, len(word) - _HALF + 1))
        return next(((left, right) for left, right in halves if left and right), ())

    def _exact(self, word: str) -> str:
        heard = sound(word, self._language)
        return heard if heard in self._sounds else ""

    def _near(self, word: str) -> tuple[str, ...]:
        near = _nearest(word, self._by_length, _slips(word))
        return (sound(near, self._language),) if near else ()

    def _sounds_like(self, own: str) -> tuple[str, ...]:
        near = _nearest(own, self._sounds_by_length, 1 if len(own) >= _ONE_SLIP + 1 else 0)
        return (near,) if near else ()


def _slips(word: str) -> int:
    return 2 if len(word) >= _TWO_SLIPS else int(len(word) >= _ONE_SLIP)


def _by_length(words: Iterable[str]) -> Mapping[int, Sequence[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    for word in sorted(words):
        grouped[len(word)].append(word)
    return dict(grouped)


def _nearest(word: str, by_length: Mapping[int, Sequence[str]], slips: int) -> str:
    """The known word at the fewest slips (a letter too many, missing, wrong, or two swapped), or ""."""
    lengths = range(len(word) - slips, len(word) + slips + 1) if slips else ()
    near = [known for length in lengths for known in by_length.get(length, ())]
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else ""
