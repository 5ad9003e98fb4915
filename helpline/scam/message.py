"""A message taken apart: its addresses, telephone numbers and amounts, and the words that remain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from helpline.scam.fold import LINK, PHONE, SUM, Token, tokens
from helpline.scam.links import Link, links, straight
from helpline.scam.numbers import Phone, Sum, phones, sums

_SHOWN = str.maketrans(dict.fromkeys((LINK, PHONE, SUM), "..."))


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Message:
    """`plain` is the text with a stand-in letter for each thing taken out; `tokens` are its words."""

    plain: str
    tokens: tuple[Token, ...]
    links: tuple[Link, ...]
    mails: tuple[Link, ...]
    phones: tuple[Phone, ...]
    sums: tuple[Sum, ...]

    def fragment(self, first: int, last: int) -> str:
        """The text from one word to another as it was written, without addresses and numbers."""
        if not 0 <= first < last <= len(self.tokens):
            return ""
        written = self.plain[self.tokens[first].start : self.tokens[last - 1].end]
        return " ".join(written.translate(_SHOWN).split())


def apart(text: str, language: str = "", ambiguous: frozenset[str] = frozenset()) -> Message:
    """The message of a text, in whatever way its addresses are written."""
    text = straight(text)
    addresses = links(text, ambiguous)
    text = _without(text, addresses, LINK)
    numbers = phones(text, language)
    text = _without(text, numbers, PHONE)
    amounts = sums(text)
    plain = _without(text, amounts, SUM)
    return Message(plain, tokens(plain), _kept(addresses, False), _kept(addresses, True), numbers, amounts)


def _kept(addresses: Iterable[Link], mail: bool) -> tuple[Link, ...]:
    return tuple(link for link in addresses if link.mail is mail)


def _without(text: str, parts: Sequence[P], stand_in: str) -> str:
    for part in reversed(parts):
        text = f"{text[: part.start]} {stand_in} {text[part.end :]}"
    return text
