"""How easily an answer is read: the length of its sentences, and the share of words that everybody uses."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from spellchecker import SpellChecker

from helpline.content.plain import sentences, words

COMMON = 1e-6
"""A word that is one in a million of what people say, or more: about the 20,000 first ones of a language."""
NAME = re.compile(r"(?<=\w )[A-Z]\w*|[\W\d_]+")
"""What is no word to know: a name in a sentence, marks and figures."""


@dataclass(frozen=True, slots=True)
class Readability:
    """`sentence`: words of a sentence, in the mean. `common`: the share (0 to 1) of words that everybody uses."""

    sentence: float
    common: float


def readability(texts: Iterable[str], is_common: Callable[[str], bool]) -> Readability:
    """The score of an answer, its braces filled. Texts without a word score as perfectly easy."""
    told = [sentence for text in texts for sentence in sentences(text)]
    lengths = [len(words(sentence)) for sentence in told]
    said = [word for sentence in told for word in NAME.sub(" ", sentence).casefold().split()]
    return Readability(
        sentence=sum(lengths) / len(lengths) if lengths else 0.0,
        common=sum(map(is_common, said)) / len(said) if said else 1.0,
    )


@cache
def common_words(language: str) -> Callable[[str], bool]:
    """Whether a word is common in a language; every word is where no list of it is known."""
    try:
        spoken = SpellChecker(language=language)
    except ValueError:
        return lambda word: True
    return lambda word: spoken.word_usage_frequency(word) >= COMMON
