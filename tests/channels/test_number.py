"""What kind of number this is, and what may be done with it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from helpline.channels import number
from helpline.channels.number import Number, answerable, can_receive_texts, masked, may_be_called, read, written, zone

HERE = Path(__file__).parent


def table() -> list[tuple[str, str, str, str]]:
    """Kind, may be called, as it came, E.164, of each line of numbers.tsv."""
    with (HERE / "numbers.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]
    return [(kind, call, unescaped(raw.strip('"')), e164) for kind, call, raw, e164 in rows]


def unescaped(raw: str) -> str:
    return raw.encode("latin-1").decode("unicode_escape") if "\\" in raw else raw


TABLE = table()


def test_the_table_is_long_enough_and_has_every_kind() -> None:
    assert len(TABLE) >= 200
    assert {kind for kind, *_ in TABLE} == set(number.Kind.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "call", "raw", "e164"), TABLE)
def test_it_reads_the_number(kind: str, call: str, raw: str, e164: str) -> None:
    known = read(raw)
    assert (known.kind, known.e164, known.raw) == (kind, e164, raw)


@pytest.mark.parametrize(("kind", "call", "raw", "e164"), TABLE)
def test_it_says_who_may_be_called_from_france(kind: str, call: str, raw: str, e164: str) -> None:
    known = read(raw)
    allowed = (may_be_called(known, {"FR"}), may_be_called(known, {"FR"}, fiction=True))
    assert allowed == (call == "yes", call in ("yes", "play"))


def test_it_calls_nobody_where_no_country_is_allowed() -> None:
    assert not any(may_be_called(read(raw), (), fiction=True) for _, _, raw, _ in TABLE)


@pytest.mark.parametrize(
    ("raw", "country"),
    [
        ("+447400123456", "GB"),
        ("+508411234", "PM"),
        ("+377612345678", "MC"),
        ("+12125551234", "US"),
        ("+687751234", "NC"),
    ],
)
def test_it_calls_another_country_once_it_is_named(raw: str, country: str) -> None:
    assert may_be_called(read(raw), ["FR", country])
    assert not may_be_called(read(raw), ["FR"])


def test_it_keeps_the_overseas_departments_closed_where_france_is() -> None:
    assert not may_be_called(read("+262692123456"), ["GB"])
    assert may_be_called(read("+262692123456"), ["RE"])


def test_it_never_calls_a_dear_number_of_a_country_that_is_named() -> None:
    assert not may_be_called(read("+447012345678"), ["GB"])
    assert not may_be_called(read("+19005551234"), ["US"])


@pytest.mark.parametrize(
    ("raw", "there"),
    [
        ("0696 00 00 01", "America/Martinique"),
        ("0692 00 00 01", "Indian/Reunion"),
        ("0639 00 00 01", "Indian/Mayotte"),
        ("01 99 00 00 00", "Europe/Paris"),
        ("+32 470 12 34 56", "Europe/Brussels"),
        ("+689 87 12 34 56", ""),  # three zones
        ("", ""),
        ("36000", ""),
        ("Mairie", ""),
    ],
)
def test_it_tells_the_time_zone_where_there_is_one(raw: str, there: str) -> None:
    assert zone(read(raw)) == there


def test_it_reads_a_national_number_as_dialled_in_the_country_of_the_line() -> None:
    assert read("07400 123456", "GB") == Number("07400 123456", "+447400123456", "mobile", "GB")
    assert read("0692 12 34 56", "RE").e164 == "+262692123456"
    assert read("06 12 34 56 78", "MQ").e164 == "+33612345678"
    assert read("999", "GB").kind == "emergency"
    assert read("118400", "GB").kind == "short"  # a directory in France only


@pytest.mark.parametrize(
    ("raw", "yes"),
    [
        ("0612345678", True),
        ("0140203040", True),
        ("0639981234", True),
        ("0712345678", True),  # a range that is not open yet
        ("+447400123456", True),
        ("AMELI", False),
        ("36180", False),
        ("3646", False),
        ("112", False),
        ("", False),
        ("anonymous", False),
        ("+266696687", False),
        ("0892123456", False),
        ("118400", False),
        ("0948123456", False),
        ("0939123456", False),
        ("+881612345678", False),
        ("0700123456", False),
        ("12345678901234567890", False),
    ],
)
def test_it_says_which_texts_may_be_answered(raw: str, yes: bool) -> None:
    assert answerable(read(raw)) is yes


@pytest.mark.parametrize(
    ("raw", "yes"),
    [("0612345678", True), ("0639981234", True), ("0199001234", False), ("0140203040", False), ("0912345678", False)],
)
def test_it_says_who_can_receive_texts(raw: str, yes: bool) -> None:
    assert can_receive_texts(read(raw)) is yes


@pytest.mark.parametrize(
    ("raw", "mask"),
    [
        ("+33612345612", "+33 6 •• •• •• 12"),
        ("06 12 34 56 12", "+33 6 •• •• •• 12"),
        ("+262692123456", "+262 6 •• •• •• 56"),
        ("+12125551234", "+1 2 •• •• •• • 34"),
        ("36180", "36180"),
        ("15", "15"),
        ("AMELI", "A•••"),
        ("Jeanne 0612345678", "J•••"),
        ("⒜", "a•••"),
        ("anonymous", "hidden"),
        ("", "hidden"),
        ("12345678901234567890", "unknown"),
        ("+33", "unknown"),
    ],
)
def test_it_masks_the_number_for_the_logs(raw: str, mask: str) -> None:
    assert masked(raw) == mask


@pytest.mark.parametrize("raw", [raw for _, call, raw, _ in TABLE if call != "no"])
def test_a_mask_leaves_three_digits_of_a_person_at_most(raw: str) -> None:
    assert sum(sign.isdigit() for sign in masked(raw).split(" ", 1)[1]) == 3


@pytest.mark.parametrize(
    ("raw", "country", "shown"),
    [
        ("+33612345678", "FR", "06 12 34 56 78"),
        ("+33639981234", "FR", "06 39 98 12 34"),
        ("+33809401401", "FR", "0 809 40 14 01"),
        ("+262692123456", "FR", "0692 12 34 56"),
        ("+33612345678", "RE", "06 12 34 56 78"),
        ("+33612345678", "GB", "+33 6 12 34 56 78"),
        ("+447400123456", "FR", "+44 7400 123456"),
        ("+447400123456", "GB", "07400 123456"),
        ("3646", "FR", "3646"),
        ("AMELI", "FR", "AMELI"),
        ("anonymous", "FR", ""),
        ("", "FR", ""),
    ],
)
def test_it_writes_the_number_for_people(raw: str, country: str, shown: str) -> None:
    assert written(read(raw), country) == shown


@given(some.text(max_size=40), some.sampled_from(["FR", "GB", "RE", "US"]))
def test_it_reads_any_string(raw: str, country: str) -> None:
    known = read(raw, country)
    assert known.raw == raw
    assert known.e164 == "" or read(known.e164).e164 == known.e164
    assert written(known, country) is not None
    assert not any(sign in "\n\r\0" for sign in masked(raw))


@given(some.from_regex(r"[0-9+() .-]{1,24}", fullmatch=True))
def test_a_number_reads_the_same_once_in_its_one_form(raw: str) -> None:
    known = read(raw)
    again = read(known.e164) if known.e164 else known
    assert (again.kind, again.country) == (known.kind, known.country)
