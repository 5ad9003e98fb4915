"""A message as plain words: accents, capitals and look-alike letters make no difference."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from confusable_homoglyphs import confusables

LINK, PHONE, SUM = "\ue000", "\ue001", "\ue002"  # private letters that stand in a text for what was taken out
_STANDS = {LINK: " @link ", PHONE: " @phone ", SUM: " @sum "}
_SIGNS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "&": " and ", "%": " percent "}
LINK_WORD = "@link"
STOP = "."  # the word that stands for the end of a sentence
_WORD = re.compile(r"@[a-z]+|[0-9]+|[a-z][a-z0-9]*|[.!?]+(?=\s|$)|\n+")
# Shapes that the eye takes for one another; both sides of a comparison are drawn this way.
_SHAPES = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("|", "l"), ("5", "s"), ("3", "e"))


class Token(NamedTuple):
    """A word and where it stands in the text."""

    word: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in their order: "48h" is two, "@link", "@phone" and "@sum" stand for those.

    "." stands for the end of a sentence or a line.
    """
    letters, places = [], []
    for at, char in enumerate(text):
        bare = _bare(char)
        letters.append(bare)
        places.extend([at] * len(bare))
    found = _WORD.finditer("".join(letters))
    return tuple(
        Token(word[0] if word[0][0] not in ".!?\n" else STOP, places[word.start()], places[word.end() - 1] + 1)
        for word in found
    )


def words(text: str) -> tuple[str, ...]:
    """The words alone, without the ends of sentences."""
    return tuple(token.word for token in tokens(text) if token.word != STOP)


def latin(text: str) -> str:
    """The text in bare small Latin letters: accents off, letters of other alphabets as the ones they imitate."""
    return "".join(map(_bare, text))


@lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """A name as the eye sees it: "netfIix", "netf1ix" and "netflix" give the same."""
    seen = latin(name)
    for drawn, alike in _SHAPES:
        seen = seen.replace(drawn, alike)
    return seen


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    if char in _STANDS:
        return _STANDS[char]
    small = _SIGNS.get(char.lower(), char.lower())
    bare = "".join(part for part in unicodedata.normalize("NFKD", small) if not unicodedata.combining(part))
    return bare if bare.isascii() else "".join(map(_imitated, bare))


def _imitated(char: str) -> str:
    """The Latin letter that a letter of another alphabet imitates; the letter itself where it imitates none."""
    if char.isascii() or not char.isalpha():
        return char
    known = confusables.is_confusable(char, preferred_aliases=["latin"]) or ()
    twins = (twin["c"].lower() for one in known for twin in one["homoglyphs"])
    return next((twin for twin in twins if twin.isascii() and twin.isalpha()), char)
