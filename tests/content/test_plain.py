"""Plain language: what is a sentence, a word, an address, a number; which hard word is explained."""

import pytest

from helpline.content.plain import Jargon, hard_to_hear, hard_to_read, not_in_places, sentences, words


def test_a_new_line_begins_a_sentence() -> None:
    assert sentences("Ouvrez la page. Tapez le code !\n1 oui\n2 non") == [
        "Ouvrez la page",
        "Tapez le code",
        "1 oui",
        "2 non",
    ]


def test_an_address_does_not_end_a_sentence() -> None:
    assert sentences("Allez sur ameli.fr maintenant.") == ["Allez sur ameli.fr maintenant"]


def test_a_number_in_groups_is_one_word() -> None:
    assert len(words("Appelez le 0 892 705 705 : 0 8 9, 2 fois")) == 5


def test_punctuation_is_no_word() -> None:
    assert words("Rien ? Si : tout") == ["Rien", "Si", "tout"]


def test_a_sentence_of_sixteen_words_is_too_long() -> None:
    fifteen = " ".join(["mot"] * 15)
    assert list(hard_to_read(f"{fifteen}. {fifteen}.")) == []
    assert [what[:24] for what in hard_to_read(f"Un {fifteen}.")] == ["a sentence of 16 words, "]


def test_letters_of_another_script_are_named() -> None:
    assert list(hard_to_read("ap\u0440le")) == ["letters that look like others: CYRILLIC SMALL LETTER ER"]
    assert list(hard_to_read("Œuvre à 2 €, n° 1, 1º")) == []


@pytest.mark.parametrize("said", ["Allez sur ameli.fr", "https://x", "www.caf", "moi@ville.fr", "d'abord.Ensuite"])
def test_what_the_voice_would_stumble_over_is_found(said: str) -> None:
    assert len(list(hard_to_hear(said))) == 1


def test_an_address_in_words_can_be_said() -> None:
    assert list(hard_to_hear("Allez sur ameli point f r. Prix : 2.50 euros.")) == []


@pytest.mark.parametrize(
    "raw", ["3646", "0 892 705 705", "06.39.98.00.01", "+33 6 39", "Appelez le 15", "text 18", "SMS au 14"]
)
def test_a_number_to_dial_belongs_to_the_places(raw: str) -> None:
    assert len(list(not_in_places(raw))) == 1


@pytest.mark.parametrize(
    "raw",
    [
        "{ameli.number}",
        "10 minutes",
        "en 2026",
        "100 euros",
        "500 Mo",
        "13 chiffres",
        "Appelez 2 fois",
        "0,34 EUR",
        "4G",
    ],
)
def test_an_ordinary_number_does_not(raw: str) -> None:
    assert list(not_in_places(raw)) == []


JARGON = Jargon({"navigateur": ["chrome", "safari"], "url": [], "pièce jointe": ["fichier"]})


def test_a_hard_word_is_explained_somewhere_in_the_answer() -> None:
    assert JARGON.unexplained(["Ouvrez le navigateur.", "Par exemple Chrome."]) == []
    assert JARGON.unexplained(["Ouvrez le navigateur."]) == ["navigateur"]


def test_some_words_are_never_said() -> None:
    assert JARGON.unexplained(["L'URL, chrome ou pas. Les URLs."]) == ["url"]


def test_a_phrase_and_a_plural_are_found() -> None:
    assert JARGON.unexplained(["Les pièces jointes"]) == []
    assert JARGON.unexplained(["La pièce jointe, deux navigateurs"]) == ["pièce jointe", "navigateur"]


def test_a_word_within_another_is_not_meant() -> None:
    assert JARGON.unexplained(["Les curly-urls et le navigateurisme"]) == []
