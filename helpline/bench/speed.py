"""How long the matcher takes, and how that grows with the number of entries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from time import perf_counter

from helpline.faq.fold import Lexicon
from helpline.faq.match import Matcher, Phrases

SIZES = (1, 10, 100)  # times the entries that there are
SHORT, LONG = 200, 1600  # characters of a text
KEPT = 3  # of four words of a made-up entry, so many are those of the entry that it is made of
ASKED = 400  # texts of each length


@dataclass(frozen=True, slots=True)
class Speed:
    """Entries, seconds to build, and milliseconds a text: the middle and the 99th of a hundred, short and long."""

    entries: int
    built: float
    short: tuple[float, float]
    long: tuple[float, float]


def speeds(phrases: Sequence[Phrases], lexicon: Lexicon, texts: Sequence[str]) -> Iterator[Speed]:
    """The same texts asked of as many entries as there are, of ten and of a hundred times as many."""
    for times in SIZES:
        every = [copy for number in range(times) for copy in _copies(phrases, number)]
        began = perf_counter()
        matcher = Matcher(every, lexicon)
        built = perf_counter() - began
        yield Speed(
            len({one.slug for one in every}),
            built,
            _percentiles(matcher, _of_length(texts, SHORT)),
            _percentiles(matcher, _of_length(texts, LONG)),
        )


def _copies(phrases: Iterable[Phrases], number: int) -> Iterator[Phrases]:
    """The entries themselves, then ones like them about things that have other names."""
    for one in phrases:
        if not number:
            yield one
            continue
        variants = tuple(_renamed(text, number) for text in one.variants)
        yield replace(one, slug=f"{one.slug}-{number}", question=_renamed(one.question, number), variants=variants)


def _renamed(text: str, number: int) -> str:
    """Every fourth word gets a name of its own."""
    return " ".join(
        word if at % (KEPT + 1) != KEPT else f"{word}{_syllables(number)}" for at, word in enumerate(text.split())
    )


def _syllables(number: int) -> str:
    return "".join("bacedifoguhijokulemi"[2 * int(digit) : 2 * int(digit) + 2] for digit in str(number))


def _of_length(texts: Sequence[str], length: int) -> list[str]:
    """Texts of so many characters, made of the given ones one after the other."""
    whole = " ".join(texts)
    return [whole[at : at + length] for at in islice(range(0, len(whole) - length, length), ASKED)]


def _percentiles(matcher: Matcher, texts: Sequence[str]) -> tuple[float, float]:
    """Milliseconds: the middle and the 99th of a hundred."""
    spent = []
    for text in texts:
        began = perf_counter()
        matcher.best(text, "fr")
        spent.append((perf_counter() - began) * 1000)
    spent.sort()
    return spent[len(spent) // 2], spent[len(spent) * 99 // 100]
