"""What a whole message means; a long text, a pasted one, or a question means nothing by itself."""

import pytest

from helpline.content import read
from helpline.content.book import Book
from helpline.content.words import MEANINGS, bare
from helpline.flows.anywhere import WORDS
from tests.content.given import SHIPPED


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("oui svp", "yes"),
        ("Oui !", "yes"),
        ("OUI", "yes"),
        ("ok merci", "yes"),
        ("d'accord", "yes"),
        ("D’accord…", "yes"),
        ("👍", "yes"),
        ("👍🏽", "yes"),
        ("👍\ufe0f\u200d", "yes"),
        ("non merci", "no"),
        ("sa marche pas", "no"),
        ("doesn't work", "no"),
        ("le 1", "1"),
        ("1️⃣", "1"),
        ("n°1", "1"),
        ("1.", "1"),
        ("un", "1"),
        ("Le premier", "1"),
        ("choix 3 svp", "3"),
        ("option two please", "2"),
        ("２", "2"),
        ("0", "0"),
        ("zéro", "0"),
        ("10", ""),
        ("STOP.", "stop"),
        ("Arrêt !", "stop"),
        ("ARRET", "stop"),
        ("stop svp", "stop"),
        ("?", "help"),
        ("Aidez-moi !!", "help"),
        ("*", "back"),
        ("mes données", "data"),
        ("Français", "french"),
        ("Bonjour,", "hello"),
        ("merci, au revoir", "thanks"),
        ("svp", ""),
        ("", ""),
        (" \n ", ""),
        ("!!", ""),
    ],
)
def test_it_forgives_how_a_word_is_typed(text: str, meaning: str, book: Book) -> None:
    assert book.words.meaning(text) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "je veux parler à quelqu'un",
        "rien compris je veux quelquun",
        "c pa sa je veu parler a kelkun",
        "jarrive pas a imprimer je veut parler a quelqun",
        "rapellez moi svp",
        "rapel svp",
        "Un rappel s'il vous plaît",
        "je voudrais être rappelée",
        "mon wifi march plu pouvé vous me rapeller svp",
        "i want to speek 2 sum1",
        "can u ring me back",
        "Bonjour, pouvez-vous me rappeler s'il vous plaît",
        "I want to talk to someone please",
        "HUMAIN",
        "un conseiller svp",
    ],
)
def test_a_wish_for_a_person_is_heard(text: str, book: Book) -> None:
    assert book.words.meaning(text) == "human"


@pytest.mark.parametrize(
    "text",
    [
        "ma mère parle à une personne qui dit être de la banque",
        "je ne veux pas être rappelé",
        "c'est normal d'être rappelé par ameli ?",
        "j'ai reçu un rappel de facture",
    ],
)
def test_who_tells_of_a_person_or_a_call_wants_none(text: str, book: Book) -> None:
    assert book.words.meaning(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Votre compte sera suspendu. Confirmez sur secure-compte.top ou STOP au 36180",
        "Promo du jour : deux paires pour une. STOP",
        "aide pour mon mot de passe",
        "le menu de mon téléphone a disparu",
        "comment annuler un virement",
        "oui mais le code n'arrive jamais sur mon téléphone",
        "1 fois sur 2 le wifi coupe",
        "hier ma voisine voulait parler à quelqu'un de la banque mais elle a donné son code à un inconnu au téléphone",
        "stop " * 60,
        "bonjour " * 30 + "stop",
        "a" * 5000,
    ],
)
def test_a_longer_text_is_no_word(text: str, book: Book) -> None:
    assert book.words.meaning(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  J’ai   PERDU… ", "j ai perdu"),
        ("Cœur", "coeur"),
        ("e\u0301te\u0301", "ete"),
        ("a\u200bb\u00a0c\x00d", "ab c d"),
        ("Où ?", "ou ?"),
    ],
)
def test_bare_text_has_neither_accents_nor_punctuation(text: str, expected: str) -> None:
    assert bare(text) == expected


def test_each_word_that_works_anywhere_can_be_written() -> None:
    assert set(WORDS) <= set(MEANINGS)


@pytest.mark.parametrize("meaning", MEANINGS)
def test_each_word_of_content_means_what_its_list_says(meaning: str, book: Book) -> None:
    lists = read.words(SHIPPED, book.languages)
    listed = [word for language in book.languages for word in lists[meaning][language]]
    assert [word for word in listed if book.words.meaning(word) != meaning] == []
