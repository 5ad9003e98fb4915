"""The packs of countries: whose numbers are told, and which entries they do without."""

from pathlib import Path

import pytest

from helpline.content.book import open_book
from helpline.content.table import ContentError
from tests.content.given import SHIPPED, changed, without


def test_france_tells_the_numbers_of_france_in_both_languages() -> None:
    book = open_book(SHIPPED)
    assert list(book.languages) == ["fr", "en"]
    assert book.places["report-text"].field("number", "en") == "33700"


def test_another_country_tells_its_own_numbers_in_its_own_language() -> None:
    book = open_book(SHIPPED, region="en-GB")
    assert list(book.languages) == ["en"]
    assert book.places["report-text"].field("number", "en") == "7726"
    assert "ameli" not in book.places
    assert "google-recovery" in book.places


def test_an_entry_about_the_services_of_france_is_left_out_elsewhere() -> None:
    assert "password-ameli" in open_book(SHIPPED).entries
    elsewhere = open_book(SHIPPED, region="en-GB")
    assert "password-ameli" not in elsewhere.entries
    assert "password-ameli" not in [hit.slug for hit in elsewhere.matcher.best("i forgot my ameli code", "en").hits]


def test_the_pack_of_no_country_names_no_number() -> None:
    book = open_book(SHIPPED, region="en-generic")
    told = [place.field(name, "en") or "" for place in book.places.values() for name in place.fields]
    assert not [text for text in told if any(letter.isdigit() for letter in text)]


@pytest.mark.parametrize(
    ("file", "old", "new", "why"),
    [
        (
            "places.toml",
            'region = "fr-FR"',
            'region = "de-DE"',
            "emergency.region: must be one of en-GB, en-generic, fr-FR",
        ),
        (
            "places.toml",
            'confidence = "high"',
            'confidence = "low"',
            "emergency.confidence: must be one of high, medium",
        ),
        ("regions/fr-FR.toml", '"en"', '"es"', "languages: es: not known"),
        ("regions/fr-FR.toml", "[places]", 'without = ["wifi"]\n[places]', "without: wifi: not known"),
        ("regions/fr-FR.toml", "[places]", "[numbers]", "numbers: is not known here"),
    ],
)
def test_a_pack_that_makes_no_sense_does_not_load(file: str, old: str, new: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=why.replace(".", r"\.")) as refused:
        open_book(changed(tmp_path, file, old, new))
    assert str(refused.value).startswith(file)


def test_a_pack_that_is_not_there_is_named() -> None:
    with pytest.raises(ContentError, match=r"regions/de-DE\.toml"):
        open_book(SHIPPED, region="de-DE")


def test_france_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"regions/fr-FR\.toml"):
        open_book(without(tmp_path, "regions/fr-FR.toml"))
