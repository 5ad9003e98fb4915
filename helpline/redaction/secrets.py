"""Takes the secrets out of a text: cards, accounts, social security numbers, passwords and codes; keeps their kinds."""

import re
import unicodedata
from dataclasses import dataclass
from typing import get_args

from helpline.redaction import numbers, phrases
from helpline.redaction.cues import Cues
from helpline.redaction.shadow import Kind, Span, shadow, without

__all__ = ["Cues", "Kind", "Redacted", "Redactor", "without_marks"]

LONE_CODE = re.compile(r"\s*((?:[a-z]-)?\d{3}[\s.-]?\d{3})[\s.!]*")
MARK = re.compile(rf"\[(?:{'|'.join(get_args(Kind))})\]")
FINDERS = (numbers.ibans, numbers.nirs, numbers.cards, phrases.cvvs, phrases.passwords, phrases.codes)


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text free of secrets, a marker such as `[card]` in the place of each; `removed` has the kind of each."""

    text: str
    removed: tuple[Kind, ...] = ()


class Redactor:
    """Knows the words that announce a secret. Holds nothing of what it reads."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def redacted(self, text: str, expecting_choice: bool = False) -> Redacted:
        """The text without its secrets. A text without any comes back as it is, and giving it twice changes nothing.

        A text that is nothing but six digits is a code that somebody was sent, unless the conversation is waiting for
        a number (`expecting_choice`); shorter and longer ones are years, postcodes, dates and file numbers.
        """
        composed, removed = unicodedata.normalize("NFC", text), list[Kind]()
        while spans := self._spans(composed, expecting_choice):  # again: a secret may have hidden another one
            composed = _marked(composed, spans)
            removed.extend(span.kind for span in spans)
        return Redacted(composed, tuple(removed)) if removed else Redacted(text)

    def _spans(self, text: str, expecting_choice: bool) -> list[Span]:
        shade, spans = shadow(text), list[Span]()
        for found_in in FINDERS:
            found = found_in(text, shade, self._cues)
            spans.extend(found)
            shade = without(shade, found)
        lone = None if expecting_choice else LONE_CODE.fullmatch(shade)
        return [Span(*lone.span(1), "code")] if lone else sorted(spans, key=lambda span: span.start)


def without_marks(text: str) -> str:
    """A redacted text without the markers: what is left of the person's own words."""
    return MARK.sub(" ", text)


def _marked(text: str, spans: list[Span]) -> str:
    for span in reversed(spans):
        text = f"{text[: span.start]}[{span.kind}]{text[span.end :]}"
    return text
