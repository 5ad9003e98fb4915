"""What a text costs, and the same words at a lower cost."""

import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import gsm0338
import pytest
from hypothesis import given
from hypothesis import strategies as some

from helpline.channels import gsm

ANY_TEXT = some.text(some.characters(exclude_categories=()), max_size=400)  # lone surrogates included


def test_it_has_the_same_table_as_a_codec_written_elsewhere() -> None:
    codec = gsm0338.Codec()
    carried = set()
    for point in range(0x10000):
        try:
            codec.encode(chr(point))
        except UnicodeEncodeError:
            continue
        carried.add(chr(point))
    assert carried - {"\x1b"} == gsm.CARRIED  # the escape itself is not a letter


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 10, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # the euro sign does not fit in the last septet: 152, 152+, 2
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("ê" * 134, 2),
        ("ê" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 66, 2),  # 33 pairs in 67 units: one unit is left empty
        ("😀" * 67, 3),
    ],
)
def test_it_counts_segments_at_the_edges(text: str, count: int) -> None:
    assert gsm.segments(text) == count


def test_it_counts_a_line_end_as_one_septet() -> None:
    assert gsm.segments("a" * 159 + "\n") == 1


def test_it_tells_which_characters_cost() -> None:
    assert gsm.costly("Ça coûte ’ la forêt’ et l'août") == ("û", "’", "ê")
    assert gsm.costly("Éà è ù €") == ()


@pytest.mark.parametrize("text", ["e\u0301te\u0301", "tab\t", "`", "ç", "œ", "À", "«", "\u00a0"])
def test_it_knows_what_the_gsm_table_lacks(text: str) -> None:
    assert gsm.alphabet(text) == "UCS-2"


@pytest.mark.parametrize(
    ("text", "softer"),
    [
        ("", ""),
        ("Ça va ? 10 €", "Ça va ? 10 €"),
        ("l’été", "l'été"),
        ("e\u0301te\u0301", "été"),
        ("«\u00a0Mot de passe oublié\u00a0»", '"Mot de passe oublié"'),
        ("“oui” – non…", '"oui" - non...'),
        ("• un\r\n• deux", "- un\n- deux"),
        ("9\u202fh\u00a030", "9 h 30"),
        ("français, cœur, forêt, Noël, naïf", "francais, coeur, foret, Noel, naif"),
        ("À bientôt, ÇA ÊTRE", "A bientot, ÇA ETRE"),
        ("n° 5, 1ᵉʳ, 2²", "no 5, 1er, 22"),
        ("il fait 30°C", "il fait 30°C"),
        ("José, Łódź", "José, Łódź"),
        ("les\u200b mots\u00ad", "les mots"),
        ("menu → code", "menu -> code"),
    ],
)
def test_it_softens_what_costs_without_meaning(text: str, softer: str) -> None:
    assert gsm.softened(text) == softer


def test_it_leaves_the_spelling_of_a_text_that_stays_costly_anyway() -> None:
    assert gsm.softened("À bientôt 😀, c’est reçu") == "À bientôt 😀, c'est reçu"
    assert gsm.softened("ça ê 你好…") == "ça ê 你好..."


def test_it_halves_the_cost_of_a_french_confirmation() -> None:
    text = "Votre demande est bien reçue. Un conseiller vous rappelle demain, à l’heure prévue, entre 9 h et 12 h."
    assert (gsm.segments(text), gsm.segments(gsm.softened(text))) == (2, 1)


def test_it_drops_the_bytes_that_xml_cannot_carry_and_keeps_line_ends() -> None:
    assert gsm.softened("a\x00b\x0bc\x1f\ud800d\ufffe\ne") == "abcd\ne"


@given(ANY_TEXT)
def test_it_gives_xml_that_can_always_be_read(text: str) -> None:
    softer = gsm.softened(text)
    assert ElementTree.fromstring(f"<Say>{escape(softer)}</Say>").text == (softer or None)


@given(ANY_TEXT)
def test_it_softens_once_for_all(text: str) -> None:
    softer = gsm.softened(text)
    assert gsm.softened(softer) == softer
    assert unicodedata.is_normalized("NFC", softer)


FRENCH = some.text("abcdefghij àéèùçêîôûœÀÉÊ’«»–…\u00a0€'😀", max_size=400)


@given(FRENCH)
def test_it_never_makes_a_french_text_dearer(text: str) -> None:
    assert gsm.segments(gsm.softened(text)) <= gsm.segments(text)


@given(FRENCH)
def test_it_names_a_costly_character_exactly_when_the_text_is_ucs_2(text: str) -> None:
    assert bool(gsm.costly(text)) == (gsm.alphabet(text) == "UCS-2")
