"""The lexicon and the matcher of the content that ships, and the labelled questions."""

import tomllib
from pathlib import Path

import pytest

from helpline.content.learn import labelled
from helpline.faq.fold import Lexicon
from helpline.faq.match import Matcher
from helpline.faq.measure import Question
from tests.town import shipped_book

_CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.from_toml(tomllib.loads((_CONTENT / "lexicon.toml").read_text("utf-8")))


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    return shipped_book().matcher


@pytest.fixture(scope="session")
def questions() -> list[Question]:
    return labelled(_CONTENT / "questions.jsonl")
