"""Telephone numbers and amounts in a message."""

import pytest

from helpline.scam.numbers import phones, sums


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("appelez le 0 892 12 34 56", "premium"),
        ("appelez le 0899123456", "premium"),
        ("faites le 118 999", "premium"),
        ("au 06.12.34.56.78", "mobile"),
        ("au +33 6 12 34 56 78", "mobile"),
        ("au 01 99 00 12 34", "plain"),
        ("au +33 (0)1 99 00 12 34", "plain"),
        ("au 0 805 12 34 56", "free"),
        ("au +225 07 08 09 10 11", "foreign"),
        ("au 00 225 07 08 09 10", "foreign"),
    ],
)
def test_it_tells_what_a_number_is(text: str, kind: str) -> None:
    assert [phone.kind for phone in phones(text)] == [kind]


def test_a_british_number_is_dear_only_in_english() -> None:
    assert [phones("ring 0871 234 5678", language)[0].kind for language in ("en", "fr")] == ["premium", "plain"]


def test_a_reference_is_no_number() -> None:
    assert phones("dossier 4417820391, facture 10 184 220 917") == ()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,99 EUR", 1.99),
        ("1.99€", 1.99),
        ("£1.45", 1.45),
        ("85p", 0.85),
        ("12€50", 12.5),
        ("4 200 euros", 4200),
        ("$1,250.50", 1250.5),
        ("3.500 €", 3500),
        ("150 USDT", 150),
    ],
)
def test_it_reads_an_amount(text: str, amount: float) -> None:
    assert [money.amount for money in sums(f"payer {text} ce soir")] == [amount]


def test_a_plain_number_is_no_amount() -> None:
    assert sums("le 12 à 14h30, lot 45, 5G") == ()
