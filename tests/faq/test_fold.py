"""What is left of a text when its spelling is forgiven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.faq.fold import Lexicon, folded, language, unstuck, words
from helpline.faq.sound import sound

SMALL = Lexicon.from_toml(
    {
        "brands": {"whatsapp": ["wassap", "whats app"]},
        "fr": {
            "fillers": ["euh"],
            "stop": ["le", "de"],
            "written": {"mot de passe": ["mdp"], "quoi": ["koi"]},
            "same": {"oublié": ["plus en tête"]},
            "elsewhere": ["la météo"],
        },
        "en": {"fillers": ["um"], "stop": ["the"], "written": {"password": ["pw"]}},
    }
)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("J’ai  PERDU…", "j ai perdu"),
        ("Où est mon cœur ?", "ou est mon coeur"),
        ("alloooo", "allo"),
        ("www.ameli.fr", "www ameli fr"),
        ("😀 merci 😀", "merci"),
        ("30 €", "30 euro"),
        ("   ", ""),
    ],
)
def test_it_folds_accents_capitals_marks_and_drawn_out_letters(text: str, bare: str) -> None:
    assert folded(text) == bare


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_folding_leaves_only_small_letters_digits_and_single_spaces(text: str) -> None:
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in folded(text).split(" ") if word)


def test_it_writes_abbreviations_and_brands_out_and_drops_fillers() -> None:
    assert " ".join(words("euh c'est KOI le mdp de Wassap", SMALL, "fr")) == "c est quoi le mot de passe de whatsapp"


def test_it_reads_a_brand_written_in_two_words_in_any_language() -> None:
    assert words("the whats app", SMALL, "en") == ("the", "whatsapp")


def test_it_reads_the_abbreviations_of_the_language_that_the_words_betray() -> None:
    assert words("the pw", SMALL) == ("the", "password")


def test_it_reads_the_first_language_where_the_words_do_not_tell() -> None:
    assert words("mdp", SMALL) == ("mot", "de", "passe")


def test_it_tells_the_language_from_the_words_themselves() -> None:
    assert (language("le mdp", SMALL), language("the pw", SMALL)) == ("fr", "en")


def test_it_does_not_guess_a_language_from_a_brand_or_a_draw() -> None:
    assert language("wassap", SMALL) == language("le the", SMALL) == language("", SMALL) == ""


def test_it_asks_for_a_longer_lead_when_told_to() -> None:
    assert language("le mdp de", SMALL, lead=3) == "fr"
    assert language("le mdp", SMALL, lead=3) == ""


def test_a_saying_also_stands_run_together() -> None:
    meant = SMALL.same["fr"].meant
    assert meant["plusentete",] == meant["plus", "en", "tete"] == ("oublie",)


def test_it_takes_off_the_small_words_that_french_writers_forget_to_part() -> None:
    assert "ecran" in unstuck("lecran", "fr")
    assert unstuck("lecran", "en") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oublier", "oubliez"),
        ("telephone", "telefone"),
        ("coman", "comment"),
        ("passe", "passes"),
        ("quoi", "koi"),
        ("mourrir", "mourire"),
    ],
)
def test_french_spellings_by_ear_sound_the_same(one: str, other: str) -> None:
    assert sound(one, "fr") == sound(other, "fr")


@pytest.mark.parametrize(("one", "other"), [("faux", "faut"), ("code", "corde"), ("colis", "colle"), ("bain", "bon")])
def test_different_french_words_sound_different(one: str, other: str) -> None:
    assert sound(one, "fr") != sound(other, "fr")


@pytest.mark.parametrize(("one", "other"), [("freezes", "freezing"), ("phones", "fone"), ("working", "workin")])
def test_english_endings_and_ph_make_no_difference(one: str, other: str) -> None:
    assert sound(one, "en") == sound(other, "en")
