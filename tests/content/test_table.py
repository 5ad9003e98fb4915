"""A table names its file, the way to the field, and what is wrong there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpline.content.table import ContentError, Table, read_table

TABLE = Table(
    "faq/wifi.toml",
    {"fr": {"question": "Pourquoi ?", "sms": ["Un.", "Deux."], "empty": " ", "old": [""], "weight": 2, "sure": True}},
)
FRENCH = TABLE.table("fr")


def test_it_gives_what_is_there() -> None:
    assert FRENCH.text("question") == "Pourquoi ?"
    assert FRENCH.texts("sms") == ("Un.", "Deux.")
    assert FRENCH.texts("variants", needed=False) == ()
    assert FRENCH.number("weight") == 2.0
    assert FRENCH.has_only(("question", "sms", "empty", "old", "weight", "sure")) is FRENCH
    assert list(TABLE.tables()) == ["fr"]
    assert TABLE.tables("fr") == {}


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        (lambda: TABLE.table("en"), "faq/wifi.toml: en: is missing"),
        (lambda: FRENCH.table("question"), "faq/wifi.toml: fr.question: must be a table"),
        (lambda: FRENCH.text("title"), "faq/wifi.toml: fr.title: is missing"),
        (lambda: FRENCH.text("empty"), "faq/wifi.toml: fr.empty: must be a text"),
        (lambda: FRENCH.text("sms"), "faq/wifi.toml: fr.sms: must be a text"),
        (lambda: FRENCH.texts("voice"), "faq/wifi.toml: fr.voice: is missing"),
        (lambda: FRENCH.texts("question"), "faq/wifi.toml: fr.question: must be a list of texts"),
        (lambda: FRENCH.texts("old"), "faq/wifi.toml: fr.old: has an empty text, or something that is no text"),
        (lambda: FRENCH.number("sure"), "faq/wifi.toml: fr.sure: must be a number"),
        (lambda: FRENCH.number("heavy"), "faq/wifi.toml: fr.heavy: is missing"),
        (
            lambda: FRENCH.has_only(("question", "empty", "old", "weight", "sure")),
            "faq/wifi.toml: fr.sms: is not known here",
        ),
    ],
)
def test_it_names_file_and_field(asked: Callable[[], Any], complaint: str) -> None:
    with pytest.raises(ContentError) as error:
        asked()
    assert str(error.value) == complaint


def test_an_error_of_a_whole_file_names_the_file_alone() -> None:
    assert str(TABLE.wrong("", "has no options")) == "faq/wifi.toml: has no options"


@pytest.mark.parametrize(
    ("bytes_", "what"), [(b"[fr\n", "Expected"), (b'name = "\xff"', "utf-8"), (None, "No such file")]
)
def test_a_file_that_cannot_be_read_is_named(bytes_: bytes | None, what: str, tmp_path: Path) -> None:
    if bytes_ is not None:
        (tmp_path / "places.toml").write_bytes(bytes_)
    with pytest.raises(ContentError, match=what) as error:
        read_table(tmp_path / "places.toml", tmp_path)
    assert str(error.value).startswith("places.toml: ")
