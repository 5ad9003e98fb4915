"""How a text travels: its alphabet, its cost in segments, and the same words at a lower cost.

The alphabet is the GSM 7-bit default table and its extension (3GPP TS 23.038). The counts agree with the carrier's
own calculator, an empty text included.
"""

import re
import unicodedata
from typing import Literal

Alphabet = Literal["GSM-7", "UCS-2"]

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")  # an escape and a second septet each
CARRIED = BASIC | EXTENSION

ALONE: dict[Alphabet, int] = {"GSM-7": 160, "UCS-2": 70}
JOINED: dict[Alphabet, int] = {"GSM-7": 153, "UCS-2": 67}  # the rest is the header that joins the segments

# Signs that cost a whole text its cheap alphabet and mean the same without.
TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("’‘‚‛ʼ´`′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("–—―‒‐‑−•·‣◦▪", "-"),
        **dict.fromkeys("\t\u00a0\u202f\u205f\u3000", " "),
        **{chr(point): " " for point in range(0x2000, 0x200B)},
        **dict.fromkeys("\u200b\u2060\ufeff\u00ad", ""),
        "…": "...",
        "→": "->",
        "×": "x",
    }
)
OPENING_QUOTE = re.compile(r"«[ ]?")
CLOSING_QUOTE = re.compile(r"[ ]?»")
LINE_END = re.compile(r"\r\n?")
# XML 1.0, production 2 "Char": what a document cannot hold; and the C1 controls, which nobody means.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

LETTERS = {"œ": "oe", "Œ": "OE"}  # what no decomposition gives
NUMERO = re.compile(r"(?<=[nN])°")  # "n°" is typed with the sign for degrees


def alphabet(text: str) -> Alphabet:
    """The alphabet that the whole text travels in: one character outside the GSM table is enough for UCS-2."""
    return "GSM-7" if CARRIED.issuperset(text) else "UCS-2"


def costly(text: str) -> tuple[str, ...]:
    """The characters that force UCS-2, each once, in the order of the text; empty for a GSM-7 text."""
    return tuple(dict.fromkeys(letter for letter in text if letter not in CARRIED))


def segments(text: str) -> int:
    """How many segments the carrier counts, and bills, for this text: 1 or more (1 for an empty one).

    Signs made of several characters (a family emoji) may be split here and not by the carrier's calculator, which then
    counts one segment more, at most, in ten.
    """
    carried_in = alphabet(text)
    sizes = [_units(letter, carried_in) for letter in text]
    return 1 if sum(sizes) <= ALONE[carried_in] else _filled(sizes, JOINED[carried_in])


def softened(text: str) -> str:
    """The same text at the lowest cost that keeps its meaning, and without what XML cannot carry.

    Typography is always made plain. Letters lose their accents only where that brings the whole text to GSM-7: a text
    that stays UCS-2 anyway (an emoji, another script) keeps its spelling. Giving it twice changes nothing more.
    """
    plain = _plain(text)
    folded = plain if alphabet(plain) == "GSM-7" else "".join(map(_folded, NUMERO.sub("o", plain)))
    return folded if alphabet(folded) == "GSM-7" else plain


def _plain(text: str) -> str:
    kept = LINE_END.sub("\n", NOT_IN_XML.sub("", text))
    straight = unicodedata.normalize("NFC", kept).translate(TYPOGRAPHY)
    quoted = CLOSING_QUOTE.sub('"', OPENING_QUOTE.sub('"', straight))
    return unicodedata.normalize("NFC", quoted)


def _folded(letter: str) -> str:
    """One character without its accent where GSM-7 has no such letter; invisible marks become nothing."""
    if letter in CARRIED or letter in LETTERS:
        return LETTERS.get(letter, letter)
    if unicodedata.category(letter) == "Cf":
        return ""
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))


def _units(letter: str, carried_in: Alphabet) -> int:
    """Septets in GSM-7, code units of 16 bits in UCS-2."""
    return 1 + (letter in EXTENSION if carried_in == "GSM-7" else ord(letter) > 0xFFFF)


def _filled(sizes: list[int], room: int) -> int:
    """Segments of `room` units that hold characters of these sizes, none of them split."""
    count, left = 1, room
    for size in sizes:
        if size > left:
            count, left = count + 1, room
        left -= size
    return count
