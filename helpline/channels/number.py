"""What kind of number this is, and what may be done with it: one E.164 form, an allow-list, a mask for the logs.

The library knows the world. It is wrong or silent on some French ranges and calls satellite phones mobiles, so the
French numbering plan (Arcep, decision 2018-0881 as modified) is kept here and wins.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import phonenumbers as library
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType, timezone

Kind = Literal[
    "mobile",
    "landline",
    "voip",
    "freephone",
    "shared-cost",  # costs what any call costs (0806 to 0809)
    "premium",  # costs more than any call
    "short",
    "emergency",
    "marketing",  # French ranges kept for automated selling
    "platform",  # French ranges kept for automated answering: ours may be one
    "machine",
    "satellite",
    "fiction",  # French ranges that Arcep gives to nobody, for films, books and tests
    "alphanumeric",
    "hidden",
    "unknown",
]

# Departments with a code of their own and the mainland's way of dialling; the last two lands share one of the codes.
OVERSEAS = ("GP", "MQ", "GF", "RE", "YT", "BL", "MF")
FRANCE = frozenset({"FR", *OVERSEAS})
FRENCH_CODES = frozenset({33, 262, 590, 594, 596})

ZONES = {"RE": "Indian/Reunion", "YT": "Indian/Mayotte"}  # they share a code, and are an hour apart

PEOPLE: tuple[Kind, ...] = ("mobile", "landline", "voip")

# French national numbers, without the leading 0. The longest prefix wins; no prefix: the library knows.
PLAN: dict[str, Kind] = {
    **dict.fromkeys(["19900", "26191", "35301", "46571", "53649", "63998"], "fiction"),
    **dict.fromkeys(["162", "163", "270", "271", "377", "378", "424", "425", "568", "569", "948", "949"], "marketing"),
    **dict.fromkeys(["937", "938", "939", "9475", "9476", "9477", "9478", "9479"], "platform"),
    **dict.fromkeys(["800", "801", "802", "803", "804", "805"], "freephone"),
    **dict.fromkeys(["806", "807", "808", "809"], "shared-cost"),
    "700": "machine",  # 14 digits, for machines only
    "8": "premium",
}
EMERGENCY = frozenset(["15", "17", "18", "112", "114", "115", "119", "191", "196"])
DIRECTORIES = re.compile(r"118\d{3}")  # very dear, and sold as something else
SHORTEST, LONGEST = 2, 6  # digits of a short number

TYPES: dict[int, Kind] = {
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",  # North America does not tell them apart
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.TOLL_FREE: "freephone",
    PhoneNumberType.SHARED_COST: "shared-cost",
    PhoneNumberType.UAN: "shared-cost",
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.PERSONAL_NUMBER: "premium",  # 070 in the United Kingdom: dear, and a known trap
    PhoneNumberType.PAGER: "machine",
}
NOWHERE: dict[int, Kind] = {  # country codes of no country (ITU-T E.164)
    **dict.fromkeys((870, 881, 882, 883), "satellite"),
    **dict.fromkeys((878, 979), "premium"),
}

HIDDEN = frozenset(["anonymous", "anonyme", "blocked", "private", "restricted", "unavailable", "unknown", "withheld"])
# The same words spelled on a keypad, as the carrier gives them: anonymous, restricted, blocked, unknown, unavailable.
HIDDEN_KEYS = frozenset(["266696687", "7378742833", "2562533", "8656696", "86282452253"])


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it came, and what it is. `e164` is empty where nobody can dial it from abroad or at all."""

    raw: str
    e164: str
    kind: Kind
    country: str  # ISO 3166 code of the region, "" where there is none


def read(raw: str, country: str = "FR") -> Number:
    """What `raw` is, dialled from `country` (ISO 3166). Any string is welcome; never raises."""
    text = unicodedata.normalize("NFKC", raw).strip()
    if words := re.findall(r"[^\W\d_]+", text.lower()):
        return Number(raw, "", "alphanumeric" if HIDDEN.isdisjoint(words) else "hidden", "")
    dialled = _dialled(text)
    if not text or dialled.lstrip("+") in HIDDEN_KEYS:
        return Number(raw, "", "hidden", "")
    if len(dialled) <= LONGEST and not dialled.startswith("+"):
        return Number(raw, "", _short_kind(dialled, country), country)
    parsed = _parsed(dialled, country)
    return _known(raw, parsed) if parsed else Number(raw, "", "unknown", "")


def answerable(number: Number) -> bool:
    """May a text from here be answered? Not a name, a short or dear number, a robot's, or a hidden one.

    A number of no known kind may: somebody wrote from it, and new ranges open before the library knows them.
    """
    return bool(number.e164) and number.kind in (*PEOPLE, "fiction", "unknown")


def may_be_called(number: Number, countries: Collection[str], fiction: bool = False) -> bool:
    """May the house ring this number? Only people's numbers, in `countries` (ISO 3166 codes).

    "FR" stands for the mainland and the overseas departments; other overseas lands must be named ("PM", "NC", "PF").
    Numbers of fiction ring nobody: only a house that plays (`fiction`) may dial them.
    """
    allowed = FRANCE.union(countries) if "FR" in countries else countries
    return number.country in allowed and (number.kind in PEOPLE or (fiction and number.kind == "fiction"))


def can_receive_texts(number: Number) -> bool:
    """Is it a mobile number? A text to any other kind is refused by the carrier, or read aloud at best."""
    return number.kind == "mobile" or (number.kind == "fiction" and number.e164.startswith("+336"))


def zone(number: Number) -> str:
    """The IANA time zone of the land that a number belongs to; "" where it is not known, or is one of several."""
    if number.country in ZONES:
        return ZONES[number.country]
    found = timezone.time_zones_for_number(library.parse(number.e164)) if number.e164 else ()
    return str(found[0]) if len(found) == 1 and found != (timezone.UNKNOWN_TIMEZONE,) else ""


def masked(raw: str) -> str:
    """What a log may show, as "+33 6 •• •• •• 12": enough to follow a talk, too little to ring. Safe on any string."""
    number = read(raw)
    if number.e164:
        return _masked_e164(library.parse(number.e164))
    if number.kind == "alphanumeric":
        # A sign such as "⒜" is a letter only once it is written out.
        return next(letter for letter in unicodedata.normalize("NFKC", raw) if letter.isalpha()) + "•••"
    return number.kind if number.kind in ("hidden", "unknown") else _dialled(raw)  # a short number is no person


def written(number: Number, country: str = "FR") -> str:
    """The number as people of `country` write it: "06 12 34 56 78" at home, "+44 7400 123456" from abroad.

    Short numbers and names come as they are; a hidden number is an empty string.
    """
    if not number.e164:
        return "" if number.kind == "hidden" else number.raw.strip()
    at_home = number.country == country or FRANCE.issuperset({number.country, country})
    shape = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return library.format_number(library.parse(number.e164), shape)


def _dialled(text: str) -> str:
    """The keys that somebody would press: digits, after a plus where the text starts with one."""
    digits = "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())
    plus = re.match(r"[^\d+]*\+", text)
    return "+" + digits if plus else digits


def _parsed(dialled: str, country: str) -> PhoneNumber | None:
    try:
        at_home = library.parse(dialled, "FR" if country in FRANCE else country)
    except library.NumberParseException:
        return None
    if at_home.country_code == 33 and re.fullmatch(r"0[1-79]\d{8}", dialled):
        return _overseas(dialled) or at_home
    return at_home


def _overseas(dialled: str) -> PhoneNumber | None:
    """A ten-digit number as dialled in France, where it belongs to an overseas department (0262, 0690, ...)."""
    there = ((library.parse(dialled, region), region) for region in OVERSEAS)
    return next((number for number, region in there if library.is_valid_number_for_region(number, region)), None)


def _known(raw: str, parsed: PhoneNumber) -> Number:
    """A number that has a country code, put in its kind."""
    national = library.national_significant_number(parsed)
    if parsed.country_code in FRENCH_CODES and len(national) <= LONGEST:  # a short number that was given a +33
        return Number(raw, "", _short_kind(national, "FR"), "FR")
    code, region = parsed.country_code or 0, library.region_code_for_number(parsed)
    kind = NOWHERE.get(code) or _french_kind(code, national) or _library_kind(parsed)
    if kind == "unknown" and (national.startswith("0") or not library.is_possible_number(parsed)):
        return Number(raw, "", "unknown", "")
    region = region or library.region_code_for_country_code(code)
    return Number(raw, library.format_number(parsed, PhoneNumberFormat.E164), kind, region if region.isalpha() else "")


def _french_kind(code: int, national: str) -> Kind | None:
    if code not in FRENCH_CODES or (len(national) != 9 and not national.startswith("700")):
        return None
    prefixes = (national[:size] for size in range(5, 0, -1))
    return next((PLAN[prefix] for prefix in prefixes if prefix in PLAN), None)


def _library_kind(parsed: PhoneNumber) -> Kind:
    return TYPES.get(library.number_type(parsed), "unknown")  # the type of an invalid number is unknown


def _short_kind(digits: str, country: str) -> Kind:
    if len(digits) < SHORTEST or digits.startswith("0"):
        return "unknown"
    if digits in EMERGENCY if country in FRANCE else library.is_emergency_number(digits, country):
        return "emergency"
    return "premium" if country in FRANCE and DIRECTORIES.fullmatch(digits) else "short"


def _masked_e164(parsed: PhoneNumber) -> str:
    national = library.national_significant_number(parsed)
    dots = "•" * (len(national) - 3)
    pairs = [dots[at : at + 2] for at in range(0, len(dots), 2)]
    return " ".join([f"+{parsed.country_code}", national[0], *pairs, national[-2:]])
