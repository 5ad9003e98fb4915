"""Finds the sayings of content in a message, in one pass over its words.

A saying is written as people say it. `confirm*` stands for every word that begins so, `a/b` for one or the other,
`votre?` for a word that may be missing, `~` for up to four words of the same sentence, `#` for a number, `@link`,
`@phone`, `@sum` for an address, a telephone number, an amount of money.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product, zip_longest

from helpline.scam.fold import STOP, Token, words

_GAP = 4
_STEM = 3  # letters of a stem by which it is looked up
_SPECIAL = {"#", "@link", "@phone", "@sum"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a saying: whole words or beginnings of words that fit there."""

    whole: frozenset[str]
    stems: tuple[str, ...]
    may_miss: bool
    gap: bool

    def fits(self, word: str) -> bool:
        """Whether the word may stand here."""
        return word in self.whole or ("#" in self.whole and word.isdigit()) or word.startswith(self.stems)


@dataclass(frozen=True, slots=True)
class Found:
    """A saying found: the words from `first` up to, not including, `last`."""

    name: str
    first: int
    last: int


class Phrasebook:
    """The sayings of several lists, ready to be found."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        """`lists`: the sayings under each name. Raises ValueError for one that begins with nothing sure."""
        self._starts: dict[str, list[tuple[str, tuple[Slot, ...]]]] = defaultdict(list)
        self._alone: dict[str, list[str]] = defaultdict(list)  # sayings of one whole word
        self._pairs: dict[tuple[str, str], list[tuple[str, tuple[Slot, ...]]]] = defaultdict(list)
        for name, sayings in lists.items():
            for saying in sayings:
                self._add(name, saying)

    def _add(self, name: str, saying: str) -> None:
        slots = tuple(_slots(saying))
        if not slots or slots[0].gap or slots[0].may_miss:
            raise ValueError(f"{name}: {saying!r} must begin with a word")
        if any(len(stem) < _STEM for slot in slots for stem in slot.stems):
            raise ValueError(f"{name}: {saying!r} has a beginning of fewer than {_STEM} letters")
        if _sure(slots[:1]) and len(slots) == 1:
            for word in slots[0].whole:
                self._alone[word].append(name)
        elif len(slots) > 1 and _sure(slots[:2]):
            for pair in product(slots[0].whole, slots[1].whole):
                self._pairs[pair].append((name, slots))
        else:
            for start in slots[0].whole | {f"{stem[:_STEM]}*" for stem in slots[0].stems}:
                self._starts[start].append((name, slots))

    def found(self, tokens: Sequence[Token]) -> Iterator[Found]:
        """Every place where a saying stands, in the order of the text."""
        said = [token.word for token in tokens]
        for at, (word, following) in enumerate(zip_longest(said, said[1:], fillvalue=STOP)):
            for name in self._alone.get(word, ()):
                yield Found(name, at, at + 1)
            for name, slots in self._starting(word, following):
                last = _end(slots, said, at)
                if last:
                    yield Found(name, at, last)

    def _starting(self, word: str, following: str) -> Iterator[tuple[str, tuple[Slot, ...]]]:
        """The sayings that may begin here; most are known by their first two words."""
        yield from self._pairs.get((word, following), ())
        yield from self._starts.get(word, ())
        yield from self._starts.get(f"{word[:_STEM]}*", ())
        if word.isdigit():
            yield from self._starts.get("#", ())


def _slots(saying: str) -> Iterator[Slot]:
    for part in saying.split():
        if part == "~":
            yield Slot(frozenset(), (), may_miss=True, gap=True)
        else:
            yield from _spelled(part)


def _spelled(part: str) -> Iterator[Slot]:
    may_miss = part.endswith("?") and len(part) > 1
    ways = [_way(way) for way in (part[:-1] if may_miss else part).split("/")]
    if not all(ways):
        raise ValueError(f"{part!r} holds no word")
    if len(ways) == 1:
        yield from (_slot([word], may_miss) for word in ways[0])
    elif any(len(way) != 1 for way in ways):
        raise ValueError(f"{part!r}: one word on each side of a bar")
    else:
        yield _slot([word for way in ways for word in way], may_miss)


def _way(way: str) -> list[str]:
    if way in _SPECIAL:
        return [way]
    spelled = list(words(way))
    return [*spelled[:-1], f"{spelled[-1]}*"] if way.endswith("*") and spelled else spelled


def _slot(ways: list[str], may_miss: bool) -> Slot:
    stems = tuple(way[:-1] for way in ways if way.endswith("*"))
    return Slot(frozenset(way for way in ways if not way.endswith("*")), stems, may_miss, gap=False)


def _sure(slots: Sequence[Slot]) -> bool:
    """Whether each of these places takes whole words only, none of which may miss."""
    return all(not slot.stems and not slot.may_miss and "#" not in slot.whole for slot in slots)


def _end(slots: Sequence[Slot], said: Sequence[str], at: int) -> int:
    """Where the saying that begins at `at` ends, or 0. All places reached are kept at once: no going back."""
    reached = {at}
    for slot in slots:
        if slot.gap:
            reached = {further for place in reached for further in _further(said, place)}
            continue
        stepped = {place + 1 for place in reached if place < len(said) and slot.fits(said[place])}
        reached = stepped | reached if slot.may_miss else stepped
        if not reached:
            return 0
    return min(reached)


def _further(said: Sequence[str], at: int) -> Iterator[int]:
    """The places that a gap reaches from a place: a few words on, never into the next sentence."""
    yield at
    for place in range(at, min(at + _GAP, len(said))):
        if said[place] == STOP:
            return
        yield place + 1
