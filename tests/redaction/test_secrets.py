"""What is taken out of a text, and what is left in it, on labelled texts and on numbers made for the purpose."""

import random
import re
import string
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from stdnum import luhn
from stdnum.fr import nir
from stdnum.iso7064 import mod_97_10

from helpline.redaction.cues import Cues
from helpline.redaction.secrets import Redacted, Redactor
from helpline.redaction.shadow import shadow

HERE = Path(__file__).parent
CONTENT = HERE.parents[1] / "content" / "redaction.toml"
LOADED = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
REDACTOR = Redactor(Cues.from_toml(LOADED))

SEPARATORS = ["", " ", ".", "-", "\u00a0", "\u202f", "\n", " - ", "/", "_", "\u2009", "\u2013", "\u200b"]
BEFORE = ["", "voici ", "mon numéro: ", "ma carte ", "je vous donne ça, ", "it is ", "(", "bonjour, "]
AFTER = ["", " merci", ".", ", aidez-moi", ")", " et après ?", "\nJeanne"]
BRANDS = [("4", 16), ("4", 13), ("51", 16), ("55", 16), ("2221", 16), ("34", 15), ("37", 15), ("6011", 16), ("62", 16)]
CORSICA = ["2A", "2B"]


LEAST = {"card": 0.99, "iban": 0.99, "nir": 0.99, "password": 0.9, "code": 0.9, "cvv": 0.9}


def lines(name: str) -> list[tuple[bool, str]]:
    """Each line of a file with whether it is known to go wrong."""
    kept = [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(line.startswith("! "), line.removeprefix("! ")) for line in kept if line]


def found(line: str) -> bool:
    """Is the secret of this line, between braces, taken out and called by its kind?"""
    kind, text = line.split(" | ", 1)
    redacted = REDACTOR.redacted(re.sub(r"[{}]", "", text))
    return kind in redacted.removed and not any(secret in redacted.text for secret in re.findall(r"\{([^}]+)\}", text))


def test_it_takes_out_the_secrets_that_people_write() -> None:
    rows = lines("secrets.txt")
    assert [line for known, line in rows if found(line) == known] == []
    asked = Counter(line.split(" | ")[0] for _, line in rows)
    missed = Counter(line.split(" | ")[0] for known, line in rows if known)
    assert sum(asked.values()) >= 240
    assert all(1 - missed[kind] / asked[kind] >= least for kind, least in LEAST.items())


def test_it_leaves_what_is_no_secret() -> None:
    rows = lines("harmless.txt")
    assert [text for known, text in rows if (REDACTOR.redacted(text) == Redacted(text)) == known] == []
    assert len(rows) >= 360
    assert sum(known for known, _ in rows) / len(rows) <= 0.02


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("ma carte 4111 1111 1111 1111 exp 06/27 cvv 123 merci", "ma carte [card] cvv [cvv] merci"),
        ("4111111111111111, 0627, 123", "[card], [cvv]"),
        ("4111 1111 1111 1111 date d'expiration: 06/2027 cryptogramme: 123", "[card] cryptogramme: [cvv]"),
        ("41111111111111110627123", "[card]"),
        ("4111 1111 1111 1111 06 12 34 56 78", "[card] 06 12 34 56 78"),
        ("4111 1111 1111 1111 150 euros", "[card] 150 euros"),
        ("06 12 34 56 78 4111 1111 1111 1111", "06 12 34 56 78 [card]"),
        ("mdp : azerty1234, tel 0612345678", "mdp : [password], tel 0612345678"),
        ("carte 4111111111111111 iban FR7630006000011234567890189", "carte [card] iban [iban]"),
        ("sécu 2 95 10 99 126 111 93, mdp Lilas-77", "sécu [nir], mdp [password]"),
        ("4 0 6 5 6 5 2 8 8 5 3 1 5 6 9 9", "[card]"),  # its first digits pass the check of a social security number
        ("code 4821 puis code 7733", "code [code] puis code [code]"),
        ("mot de passe oublie\u0301, code 4821", "mot de passe oublié, code [code]"),
    ],
)
def test_it_takes_out_the_secret_and_nothing_else(text: str, redacted: str) -> None:
    assert REDACTOR.redacted(text).text == redacted


def test_it_names_each_kind_in_the_order_of_the_text() -> None:
    redacted = REDACTOR.redacted("mdp Lilas-77 puis carte 4111111111111111 12/29 123")
    assert redacted.removed == ("password", "card", "cvv")


def test_it_gives_back_a_text_without_secrets_byte_for_byte() -> None:
    text = "mot de passe oublie\u0301\u00a0!\r\n"  # not composed, with a no-break space
    assert REDACTOR.redacted(text) == Redacted(text, ())


@pytest.mark.parametrize("text", ["482913", " 482 913 ", "482-913", "G-482913", "482913."])
def test_it_takes_six_lone_digits_for_a_code(text: str) -> None:
    assert REDACTOR.redacted(text).removed == ("code",)


@pytest.mark.parametrize("text", ["482913", "1", "12", "2026", "69000"])
def test_it_leaves_lone_digits_where_a_number_was_asked_for(text: str) -> None:
    assert REDACTOR.redacted(text, expecting_choice=True) == Redacted(text)


def test_it_leaves_a_company_number_that_passes_the_check_of_a_card() -> None:
    assert luhn.is_valid("38012986600014")
    assert REDACTOR.redacted("380 129 866 00014") == Redacted("380 129 866 00014")


def test_it_is_not_confused_by_two_thousand_digits() -> None:
    digits = "".join(random.Random(7).choices(string.digits, k=2000))
    assert REDACTOR.redacted(digits) == Redacted(digits)


def test_it_shows_no_secret_when_printed() -> None:
    redacted = REDACTOR.redacted("mdp Lilas-77, carte 4111 1111 1111 1111")
    assert "Lilas" not in repr(redacted) + repr(REDACTOR)
    assert "1111" not in repr(redacted) + repr(REDACTOR)


def test_it_refuses_cues_that_are_not_words() -> None:
    with pytest.raises(ValueError, match=r"\[fr\] password"):
        Cues.from_toml({"fr": {**LOADED["fr"], "password": [""]}})
    with pytest.raises(ValueError, match=r"\[en\] unit"):
        Cues.from_toml({**LOADED, "en": {name: words for name, words in LOADED["en"].items() if name != "unit"}})
    with pytest.raises(ValueError, match="no language"):
        Cues.from_toml({})


def test_content_has_the_same_lists_in_each_language_and_no_other() -> None:
    fields = set(Cues.__dataclass_fields__) - {"joining"}
    assert {language: set(lists) for language, lists in LOADED.items()} == {"fr": fields, "en": fields}


# Numbers made with their right check digits, written as people write them.


@some.composite
def card_numbers(draw: some.DrawFn) -> str:
    prefix, size = draw(some.sampled_from(BRANDS))
    free = size - len(prefix) - 1
    body = prefix + draw(some.text(string.digits, min_size=free, max_size=free))
    return body + luhn.calc_check_digit(body)


@some.composite
def iban_numbers(draw: some.DrawFn) -> str:
    country, digits = draw(some.sampled_from([("FR", 23), ("DE", 18), ("BE", 12), ("ES", 20), ("PT", 21)]))
    body = draw(some.text(string.digits, min_size=digits, max_size=digits))
    return country + mod_97_10.calc_check_digits(body + country) + body


@some.composite
def nir_numbers(draw: some.DrawFn) -> str:
    department = draw(some.sampled_from([f"{number:02}" for number in range(1, 96) if number != 20] + CORSICA))
    sex, month = draw(some.sampled_from("12")), draw(some.integers(1, 12))
    year, commune, order = draw(some.integers(0, 99)), draw(some.integers(1, 990)), draw(some.integers(1, 999))
    return f"{sex}{year:02}{month:02}{department}{commune:03}{order:03}"


@some.composite
def written(draw: some.DrawFn, number: str) -> str:
    """Cut anywhere, with one sort of separator, in a sentence, in narrow or full-width digits."""
    separator = draw(some.sampled_from(SEPARATORS))
    size = draw(some.sampled_from([1, 2, 3, 4, 5, len(number)]))
    cut = separator.join(number[at : at + size] for at in range(0, len(number), size))
    wide = cut.translate(str.maketrans(string.digits, "０１２３４５６７８９")) if draw(some.booleans()) else cut
    return draw(some.sampled_from(BEFORE)) + wide + draw(some.sampled_from(AFTER))


def left(text: str) -> int:
    """How many digits of a number are still there."""
    return sum(sign.isdigit() for sign in shadow(REDACTOR.redacted(text).text))


@given(some.data())
def test_it_finds_a_card_however_it_is_written(data: some.DataObject) -> None:
    text = data.draw(card_numbers().flatmap(written))
    assert left(text) == 0


@given(some.data())
def test_it_finds_an_iban_however_it_is_written(data: some.DataObject) -> None:
    text = data.draw(iban_numbers().flatmap(written))
    assert (left(text), REDACTOR.redacted(text).removed) == (0, ("iban",))


@given(some.data())
def test_it_finds_a_social_security_number_with_its_key_however_it_is_written(data: some.DataObject) -> None:
    text = data.draw(nir_numbers().map(lambda number: number + nir.calc_check_digits(number)).flatmap(written))
    assert left(text) == 0


@given(some.data())
def test_it_finds_a_social_security_number_without_its_key(data: some.DataObject) -> None:
    assert left(data.draw(nir_numbers().flatmap(written))) == 0


def test_it_leaves_all_but_a_few_of_the_phone_numbers_orders_and_dates() -> None:
    dice = random.Random(2026)
    texts = [text for _ in range(1000) for text in ordinary_numbers(dice)]
    changed = [text for text in texts if REDACTOR.redacted(text).removed]
    assert len(changed) / len(texts) <= 0.005, changed[:20]


def ordinary_numbers(dice: random.Random) -> list[str]:
    """A phone number, two in a row, a date, an amount, an order and a parcel, as they are written."""
    phones = [[f"0{dice.randint(1, 7)}", *(f"{dice.randrange(100):02}" for _ in range(4))] for _ in range(2)]
    separator = dice.choice(["", " ", ".", "-"])
    first, second = (separator.join(pairs) for pairs in phones)
    day = f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{dice.randint(1930, 2030)}"
    return [
        f"mon numéro est le {first}",
        f"{first} ou {second}",
        f"{first} {second}",
        f"rendez-vous le {day} à {dice.randint(8, 18)}h{dice.randint(0, 59):02}, au {first}",
        f"on me réclame {dice.randrange(10_000)},{dice.randrange(100):02} €",
        f"commande {dice.randrange(10**15, 10**16)}",
        f"colis n° {dice.randrange(10**12, 10**13)}",
    ]


CUES = ["mon mot de passe est ", "mdp ", "code ", "reçu ", "cvv ", "est ", "c'est mon ", "et ", "oublié "]
VALUES = ["4111 1111 1111 1111", "2 95 10 99 126 111", "FR7630006000011234567890189", "06 12 34 56 78 ", "06/27 "]
WORDS = ["[card]", "[code]", "4821", "123", "Lilas-77", "soleil ", " ", ", ", ": ", ".", '"', "\n"]
PIECES = some.sampled_from([*CUES, *VALUES, *WORDS])


@given(some.lists(PIECES, max_size=14).map("".join))
def test_it_changes_nothing_more_the_second_time(text: str) -> None:
    once = REDACTOR.redacted(text)
    assert REDACTOR.redacted(once.text) == Redacted(once.text)


@given(some.text(max_size=200))
def test_it_reads_any_text(text: str) -> None:
    redacted = REDACTOR.redacted(text)
    assert len(shadow(text)) == len(text)
    assert (redacted.text == text) == (redacted.removed == ())
