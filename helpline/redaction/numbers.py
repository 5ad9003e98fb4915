"""Secrets that prove themselves by their check digits: bank cards, IBANs, French social security numbers."""

import re
from collections.abc import Iterator

from stdnum import iban, luhn
from stdnum.fr import nir

from helpline.redaction.cues import Cues
from helpline.redaction.nearby import announced, apart, counts, labelled
from helpline.redaction.shadow import Span

SEP = r"[\s.,:;/_|·•*-]{0,3}"
RUN = re.compile(rf"\d(?:{SEP}\d){{12,}}")
GROUP = re.compile(r"\d+")
PHONE = re.compile(r"(?<!\d)(?:0|\+33\s?|0033\s?)[1-9](?:[ .-]?\d\d){4}(?!\d)")

# Ranges of the first four digits (ISO/IEC 7812) and the lengths that each brand issues.
BRANDS = (
    (2200, 2204, (16, 17, 18, 19)),
    (2221, 2720, (16,)),
    (3000, 3095, (14, 16)),
    (3400, 3499, (15,)),
    (3528, 3589, (16, 17, 18, 19)),
    (3600, 3699, (14, 16)),
    (3700, 3799, (15,)),
    (3800, 3999, (14, 16)),
    (4000, 4999, (13, 16, 18, 19)),
    (5000, 5099, (16, 18, 19)),
    (5100, 5599, (16,)),
    (5600, 5899, (16, 18, 19)),
    (6000, 6999, (16, 17, 18, 19)),
)
AS_PRINTED = ((4, 4, 4, 4), (4, 6, 5))  # the groups on the card itself
COMPANY = (3, 3, 3, 5)  # a SIRET, which passes the check of a card
SHORTEST, LONGEST = 13, 19
AFTER = 20  # characters after a number in which it may still be called a card
GLUED = 6  # digits of a date and a code written on to it
MOST_GROUPS = 10  # of one card inside a longer run of digits

GAP = r"[\s,;:.()/-]{0,4}"
DATE = re.compile(rf"{GAP}(?:0[1-9]|1[0-2])[\s/.-]{{0,3}}(?:20)?[23]\d(?!\d)(?!(?:[\s.-]?\d\d){{2}})")
THREE = re.compile(rf"{GAP}(\d{{3}})(?![\s.,/-]?\d)")

IBAN_START = re.compile(rf"(?<![0-9a-z])(?=[a-z]{SEP}[a-z]{SEP}\d{SEP}\d)")
IBAN_BODY = re.compile(rf"[a-z](?:{SEP}[0-9a-z]){{14,33}}")
FRENCH_IBAN = re.compile(r"(?:fr|mc)\d{12}[0-9a-z]{11}\d{2}")
OTHER_IBAN = re.compile(r"[a-z]{2}\d{2}[0-9a-z]{10,29}\d")
RIB = re.compile(rf"(?<![0-9a-z])\d(?:{SEP}\d){{9}}(?:{SEP}[0-9a-z]){{11}}(?:{SEP}\d){{2}}(?![0-9a-z])")

# Sex, year, month, department (2A and 2B are Corsica), commune, order; then the key.
NIR_13 = rf"[1-478](?:{SEP}\d){{4}}{SEP}(?:\d{SEP}\d|2{SEP}[ab])(?:{SEP}\d){{6}}"
NIR = re.compile(rf"(?<![0-9a-z])(?=(?P<number>{NIR_13})(?P<key>{SEP}\d{SEP}\d(?![0-9a-z]))?)")
WITHOUT_KEY = re.compile(r"[12]\d\d(?:0[1-9]|1[0-2]|20|3\d|4[0-2])(?!00)(?:\d\d|2[ab])(?!000)\d{3}(?!000)\d{3}")
NIR_GROUPS = [1, 2, 2, 2, 3, 3]  # as it is printed, before its key


def ibans(text: str, shade: str, cues: Cues) -> list[Span]:
    """Account numbers: any valid IBAN, one with a slip that is French or announced, and a French RIB if announced."""
    starts = (start.start() for start in IBAN_START.finditer(shade))
    ends = ((start, _iban_end(shade, start, cues)) for start in starts)
    ribs = (Span(*rib.span(), "iban") for rib in RIB.finditer(shade) if announced(cues.iban, shade, rib.start()))
    return apart([*(Span(start, end, "iban") for start, end in ends if end), *ribs])


def nirs(text: str, shade: str, cues: Cues) -> list[Span]:
    """Social security numbers: 15 characters with a right key, or 13 that can be one and stand like one."""
    ends = ((found.start(), _nir_end(shade, found, cues)) for found in NIR.finditer(shade))
    return apart(Span(start, end, "nir") for start, end in ends if end)


def cards(text: str, shade: str, cues: Cues) -> list[Span]:
    """Card numbers, with the date and the three digits that follow them."""
    phones = [phone.span() for phone in PHONE.finditer(shade)]
    found = apart(span for run in RUN.finditer(shade) for span in _cards_in(run, phones, cues))
    return [part for span in found for part in _with_tail(shade, span, cues)]


def _iban_end(shade: str, start: int, cues: Cues) -> int:
    """Where the account number that starts here ends, 0 if there is none."""
    body = IBAN_BODY.match(shade, start)
    places = [at for at in range(start, body.end()) if shade[at].isalnum()] if body else []
    ends = [at for at in reversed(places[14:]) if not shade[at + 1 : at + 2].isalnum()]
    compact = {at + 1: "".join(shade[place] for place in places if place <= at) for at in ends}
    valid = [end for end, number in compact.items() if _is_iban(number)]
    if valid or not announced(cues.iban, shade, start):
        return (valid or [end for end, number in compact.items() if FRENCH_IBAN.fullmatch(number)] or [0])[0]
    return next((end for end, number in compact.items() if OTHER_IBAN.fullmatch(number)), 0)


def _is_iban(number: str) -> bool:
    # The remainder first: the library is slower, and most candidates fail here.
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1 and iban.is_valid(
        number, check_country=False
    )


def _nir_end(shade: str, found: re.Match[str], cues: Cues) -> int:
    """Where the social security number found here ends, 0 if it is none."""
    start, end = found.start(), found.end("number")
    number, key = _compact(found["number"]), _compact(found["key"] or "")
    full = end + len(found["key"] or "")
    cued, cut_right = announced(cues.nir, shade, start), _as_grouped(found["number"])
    if key and (cued or (_right_key(number, key) and (cut_right or _alone(shade, start, full)))):
        return full
    if shade[end : end + 1].isalnum() or (labelled(shade, start, cues) and not cued):
        return 0
    return end if cued or (WITHOUT_KEY.fullmatch(number) and (cut_right or _alone(shade, start, end))) else 0


def _right_key(number: str, key: str) -> bool:
    # The remainder first: the library is slower, and most candidates fail here.
    return (not number.isdecimal() or 97 - int(number) % 97 == int(key)) and nir.is_valid((number + key).upper())


def _compact(number: str) -> str:
    return "".join(sign for sign in number if sign.isalnum())


def _as_grouped(number: str) -> bool:
    """In one piece, or cut just where a social security number is."""
    lengths = [len(group) for group in re.findall(r"[0-9a-z]+", number)]
    return len(lengths) == 1 or lengths == NIR_GROUPS


def _alone(shade: str, start: int, end: int) -> bool:
    """No other digits beside."""
    before, after = shade[max(0, start - 4) : start], shade[end : end + 4]
    return not re.search(rf"\d{SEP}$", before) and not re.match(rf"{SEP}\d", after)


def _cards_in(run: re.Match[str], phones: list[tuple[int, int]], cues: Cues) -> Iterator[Span]:
    """Every stretch of this run of digits that is a card, from the start of a group to the end of one."""
    shade, groups = run.string, [group.span() for group in GROUP.finditer(run.string, run.start(), run.end())]
    cued = announced(cues.card, shade, run.start()) or cues.card.search(shade, run.end(), run.end() + AFTER) is not None
    other, most = labelled(shade, run.start(), cues), _most(groups)
    for first in range(len(groups)):
        for stretch in _long_enough(groups[first : first + most]):
            start, end, whole = stretch[0][0], stretch[-1][1], len(stretch) == len(groups)
            lengths = tuple(to - since for since, to in stretch)
            cut = any(since < end and start < to for since, to in phones) and lengths not in AS_PRINTED
            if (whole or not cut) and _is_card(_compact(shade[start:end]), lengths, cued, other, whole):
                yield Span(start, end, "card")


def _long_enough(groups: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The first groups together, for each number of them that makes a card's length, or a little more."""
    total = 0
    for count, (start, end) in enumerate(groups, 1):
        total += end - start
        if total > LONGEST + GLUED:
            return
        if total >= SHORTEST:
            yield groups[:count]


def _most(groups: list[tuple[int, int]]) -> int:
    return len(groups) if sum(end - start for start, end in groups) <= 2 * LONGEST else MOST_GROUPS


def _is_card(digits: str, lengths: tuple[int, ...], cued: bool, other: bool, whole: bool) -> bool:
    printed = lengths in AS_PRINTED
    if lengths == COMPANY or (other and not printed):
        return False
    if len(lengths) == 1 and len(digits) in (20, 22, 23, 25):  # number, date and the three digits in one breath
        return _is_card(digits[:16], (16,), cued, other, False)
    if cued and SHORTEST <= len(digits) <= LONGEST and digits[0] != "0" and luhn.is_valid(digits):
        return True
    if cued and len(digits) == 16 and digits[0] in "45":  # a slip in one digit still leaks fifteen
        return printed or whole or len(lengths) == 1
    return _of_a_brand(digits) and luhn.is_valid(digits)


def _of_a_brand(digits: str) -> bool:
    prefix = int(digits[:4])
    return any(low <= prefix <= high and len(digits) in sizes for low, high, sizes in BRANDS)


def _with_tail(shade: str, card: Span, cues: Cues) -> list[Span]:
    """The card up to its date, and the three digits after it."""
    date = DATE.match(shade, _past(cues.expiry, shade, card.end))
    end = date.end() if date else card.end
    at = _past(cues.cvv, shade, end)
    three = THREE.match(shade, at)
    spans = [Span(card.start, end, "card")]
    if three and not counts(shade, three.end(), cues):
        spans.append(Span(*three.span(1), "cvv"))
    return spans


def _past(cue: re.Pattern[str], shade: str, at: int) -> int:
    """The place after up to three cues that follow each other."""
    for _ in range(3):
        found = cue.search(shade, at, at + 24)
        if not found or shade[at : found.start()].strip(" \n,;:.()/-"):
            return at
        at = found.end()
    return at
