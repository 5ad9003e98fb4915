"""A text's shadow: as long as the text, and easier to read: digits 0 to 9, small letters, no accents, plain blanks."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["card", "iban", "nir", "password", "code", "cvv"]

TAKEN = "\x00"  # stands where a secret was: no pattern matches it, so that no rule reads over it
MARKER = re.compile(r"\[(?:card|iban|nir|password|code|cvv)\]")
PLAIN = {
    **dict.fromkeys("’‘‚‛ʼ´`′", "'"),
    **dict.fromkeys('“”„‟″«»"', '"'),
    **dict.fromkeys("–—―‒‐‑−", "-"),
    "：": ":",
    "＝": "=",
    "→": ">",
    TAKEN: " ",
}


@dataclass(frozen=True, slots=True)
class Span:
    """Where a secret stands, from `start` up to `end` (excluded), and its kind. Never the secret itself."""

    start: int
    end: int
    kind: Kind


def shadow(text: str) -> str:
    """The shadow of a text, character for character, with the markers of earlier secrets already taken."""
    return MARKER.sub(lambda marker: TAKEN * len(marker[0]), "".join(map(_plain, text)))


def without(shade: str, spans: Iterable[Span]) -> str:
    """The shadow once these secrets are taken."""
    for span in spans:
        shade = shade[: span.start] + TAKEN * (span.end - span.start) + shade[span.end :]
    return shade


def _plain(letter: str) -> str:
    if letter in PLAIN:
        return PLAIN[letter]
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc"):
        return "\n" if letter in "\n\r" else " "
    bare = unicodedata.normalize("NFKD", letter)[0].lower()
    return bare if len(bare) == 1 else letter
