"""The lexicon of content, and a matcher over ten entries made up for these tests."""

import tomllib
from pathlib import Path

import pytest

from helpline.faq.fold import Lexicon
from helpline.faq.match import Matcher, Phrases

_HERE = Path(__file__).parent
_CONTENT = _HERE.parents[1] / "content"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.from_toml(tomllib.loads((_CONTENT / "lexicon.toml").read_text("utf-8")))


@pytest.fixture(scope="session")
def matcher(lexicon: Lexicon) -> Matcher:
    entries = tomllib.loads((_HERE / "entries.toml").read_text("utf-8"))
    phrases = (
        Phrases(slug, entry["topic"], language, entry[language]["question"], tuple(entry[language]["variants"]))
        for slug, entry in entries.items()
        for language in ("fr", "en")
    )
    return Matcher(phrases, lexicon)
