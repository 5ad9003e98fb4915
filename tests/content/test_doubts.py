"""What may go live, but somebody should look at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from helpline.content.book import Book
from helpline.content.doubts import doubts
from helpline.content.readability import common_words, readability
from helpline.content.shapes import Told

LAST = max


def everything(_language: str) -> Callable[[str], bool]:
    """Every word is common."""
    return lambda _word: True


def newest(book: Book) -> Book:
    """The Book with all days of reading on one day."""
    day = max(entry.reviewed for entry in book.entries.values())
    entries = {slug: replace(entry, reviewed=day) for slug, entry in book.entries.items()}
    places = {id_: replace(place, checked_on=day) for id_, place in book.places.items()}
    return replace(book, entries=entries, places=places)


def test_what_was_read_this_half_year_is_fresh(book: Book) -> None:
    read = newest(book)
    day = read.entries["wifi-key"].reviewed
    assert doubts(read, day + timedelta(days=180), everything) == []
    old = doubts(read, day + timedelta(days=181), everything)
    assert "faq/wifi-key.toml: reviewed: 181 days ago" in old
    assert "places.toml: emergency: checked_on: 181 days ago" in old
    assert len(old) == len(book.entries) + len(book.places)


def with_texts(book: Book, *texts: str) -> Book:
    """The Book with one entry in other words."""
    entry = book.entries["wifi-key"]
    told = {**entry.told, "fr": Told(texts, ("Bien.",))}
    return replace(newest(book), entries={**newest(book).entries, "wifi-key": replace(entry, told=told)})


def test_long_sentences_are_doubted(book: Book) -> None:
    read = with_texts(book, " ".join(["mot"] * 11) + ".")
    day = max(entry.reviewed for entry in read.entries.values())
    assert doubts(read, day, everything) == ["faq/wifi-key.toml: [fr] sms: 11.0 words a sentence, more than 10"]


def test_rare_words_are_doubted(book: Book) -> None:
    read = with_texts(book, "Ouvrez la porte.")
    day = max(entry.reviewed for entry in read.entries.values())
    found = doubts(read, day, lambda _language: lambda word: word != "porte")
    assert found == ["faq/wifi-key.toml: [fr] sms: 67% common words, fewer than 80%"]


@pytest.mark.parametrize(("language", "easy", "hard"), [("fr", "maison", "obséquieux"), ("en", "house", "obsequious")])
def test_people_know_the_common_words_of_a_language(language: str, easy: str, hard: str) -> None:
    known = common_words(language)
    assert known(easy)
    assert not known(hard)


def test_every_word_is_common_in_a_language_without_a_list() -> None:
    assert common_words("br")("skouer")


def test_the_score_of_no_words_is_easy() -> None:
    assert readability([], lambda _word: False).common == 1.0
