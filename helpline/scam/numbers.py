"""The telephone numbers and amounts of money in a message."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00) ?[1-9]\d{0,2}(?:[ .-]{0,2}(?:\(0\) ?)?\d){7,12}|0(?:[ .-]{0,2}\d){8,10}|118 ?\d{3})(?!\w)"
)
_DIGITS = re.compile(r"\D")
_MONEY = r"(?:€|£|\$|eur(?:os?)?\b|pounds?\b|dollars?\b|usdt?\b|gbp\b|chf\b)"
_COUNT = r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3}){1,2}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,7}(?:[.,]\d{1,2}(?!\d))?"
_SUM = re.compile(rf"(?<!\w)(?:[€£$] ?({_COUNT})|({_COUNT}) ?{_MONEY}(?: ?(\d\d)(?!\d))?|(\d\d?)p\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to call. `kind`: premium, foreign, mobile, free, plain."""

    written: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money, in units of whatever currency."""

    amount: float
    start: int
    end: int


def phones(text: str, language: str = "") -> tuple[Phone, ...]:
    """The telephone numbers of a text, in their order."""
    return tuple(Phone(found[0], kind(found[0], language), *found.span()) for found in _PHONE.finditer(text))


def kind(number: str, language: str = "") -> str:
    """What a number is: French numbers first, British ones where the text is English.

    France: 0 80 free, 0 81/82/89 and 118 charged (Arcep numbering plan); United Kingdom: 09 and 087 charged (Ofcom).
    """
    digits = _DIGITS.sub("", number)
    if number.strip().startswith("+") or digits.startswith("00"):
        return _abroad(digits.removeprefix("00"))
    if digits.startswith(("0899", "0897", "0892", "0891", "0890", "081", "082", "118")):
        return "premium"
    if language == "en" and digits.startswith(("090", "091", "087")):
        return "premium"
    return "free" if digits.startswith("080") else "mobile" if digits.startswith(("06", "07")) else "plain"


def _abroad(digits: str) -> str:
    if digits.startswith(("336", "337", "447")):
        return "mobile"
    return "plain" if digits.startswith(("33", "44", "353")) else "foreign"


def sums(text: str) -> tuple[Sum, ...]:
    """The amounts of money of a text, in their order."""
    return tuple(_sums(text))


def _sums(text: str) -> Iterator[Sum]:
    for found in _SUM.finditer(text):
        before, after, cents, pence = found.groups()
        amount = int(pence) / 100 if pence else _amount(before or after) + int(cents or 0) / 100
        yield Sum(amount, *found.span())


def _amount(written: str) -> float:
    """ "1 234,50" and "1,234.50" are the same; two digits after the last mark are cents."""
    whole, cents = written, ""
    if re.search(r"[.,]\d{1,2}$", written):
        whole, cents = re.split(r"[.,](?=\d{1,2}$)", written)
    return float(f"{_DIGITS.sub('', whole)}.{cents or 0}")
