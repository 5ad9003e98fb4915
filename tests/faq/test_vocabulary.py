"""Known words found again under their misspellings."""

import pytest

from helpline.faq.sound import sound
from helpline.faq.vocabulary import Vocabulary

FRENCH = Vocabulary(["imprimante", "écran", "ecran", "connexion", "internet", "compte", "hopital"], "fr")
ENGLISH = Vocabulary(["printer", "screen", "laptop"], "en")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("compte", ["compte"]),
        ("imprimantte", ["imprimante"]),
        ("ipmrimate", ["imprimante"]),  # two slips in a long word
        ("comtpe", ["compte"]),
        ("lecran", ["ecran"]),
        ("connexioninternet", ["connexion", "internet"]),
        ("aupytall", ["hopital"]),  # the same sound
        ("anprimantte", ["imprimante"]),  # far in letters, near in sound
    ],
)
def test_it_finds_the_french_word_that_is_meant(written: str, meant: list[str]) -> None:
    assert FRENCH.heard(written) == tuple(sound(word, "fr") for word in meant)


def test_it_forgives_a_slip_in_english_too() -> None:
    assert ENGLISH.heard("pritner") == ("printer",)


@pytest.mark.parametrize("strange", ["zorglub", "ecru", "3114", "cmt"])
def test_a_strange_short_word_or_a_number_stays_what_it_is(strange: str) -> None:
    assert FRENCH.heard(strange) == (sound(strange, "fr"),)


def test_it_knows_a_word_by_its_sound() -> None:
    assert FRENCH.knows("conte") is False
    assert FRENCH.knows("comptes") is True
