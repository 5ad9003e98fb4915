"""What may stand in the braces of a prompt: times, titles, numbers, reasons - told by content, in any language."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time in which a callback is promised; both ends carry an offset."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Title:
    """An entry's question, as a value in a prompt."""

    slug: str


@dataclass(frozen=True, slots=True)
class ProofWord:
    """The code word of the person's ticket, as a value in a prompt; filled in once the ticket is known."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a message is worrying: content has a sentence for `key`; `span` is the fragment that shows it."""

    key: str
    span: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number, as a value in a prompt: told so that it can be written down."""

    e164: str


Value = str | Slot | datetime | Title | Number | ProofWord | tuple[Title, ...] | tuple[Slot, ...] | tuple[Because, ...]
"""What may stand in a prompt's braces. Titles and slots are told as numbered choices from 1, reasons as sentences."""
