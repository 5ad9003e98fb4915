"""What stands around a number in a shadow, and which of several finds are kept."""

import re
from collections.abc import Iterable

from helpline.redaction.cues import Cues
from helpline.redaction.shadow import Span

NEAR = 40  # characters before a number in which a word may announce it
WORD = re.compile(r"[a-z]+")
NEXT = re.compile(r"\s{0,2}([€$£%]|[a-z]+)")


def announced(cue: re.Pattern[str], shade: str, at: int) -> bool:
    """Does one of these cues stand shortly before `at`?"""
    return cue.search(shade, max(0, at - NEAR), at) is not None


def labelled(shade: str, at: int, cues: Cues) -> bool:
    """Is the number at `at` said to be something else: a parcel, an order, a file, a company?"""
    for word in reversed(WORD.findall(shade, max(0, at - NEAR), at)):
        if word not in cues.filler:
            return word in cues.label
    return False


def counts(shade: str, end: int, cues: Cues) -> bool:
    """Does the number that ends at `end` count something: euros, minutes, characters?"""
    follows = NEXT.match(shade, end)
    return follows is not None and (follows[1] in "€$£%" or follows[1] in cues.unit)


def apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, without those that overlap an earlier one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
