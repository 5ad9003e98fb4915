"""The word that a helper says first: the same for one ticket, any word for another, and a word one can say."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from helpline.escalation.words import code_word

CONTENT = Path(__file__).parents[2] / "content" / "proof-words.toml"
LISTS = {language: table["words"] for language, table in tomllib.loads(CONTENT.read_text("utf-8")).items()}
SECRET = b"a secret that only this test knows"
WORDS = LISTS["fr"]


def test_it_is_the_same_each_time_it_is_asked_for() -> None:
    assert code_word(SECRET, "t1", 0, WORDS) == code_word(SECRET, "t1", 0, WORDS)
    assert re.fullmatch(r"[A-Z]{4,9} [0-9]{2}", code_word(SECRET, "t1", 0, WORDS))


def test_it_changes_with_the_ticket_the_round_and_the_secret() -> None:
    words = {
        code_word(SECRET, "t1", 0, WORDS),
        code_word(SECRET, "t2", 0, WORDS),
        code_word(SECRET, "t1", 1, WORDS),
        code_word(b"another", "t1", 0, WORDS),
    }
    assert len(words) == 4


def test_it_never_takes_a_ticket_and_round_for_another() -> None:
    assert code_word(SECRET, "t1", 11, WORDS) != code_word(SECRET, "t11", 1, WORDS)


def test_it_gives_every_word_and_number_as_often() -> None:
    codes = [code_word(SECRET, f"t{number}", 0, WORDS).split() for number in range(100_000)]
    # Chi-square, six standard deviations above its mean: 511 + 6 * sqrt(2 * 511) and 99 + 6 * sqrt(2 * 99).
    assert _chi_square(Counter(word for word, _ in codes), 512) < 703
    assert _chi_square(Counter(digits for _, digits in codes), 100) < 183
    assert len({" ".join(code) for code in codes}) > 42_000  # of 51,200; 43,900 are to be expected of chance


def _chi_square(counts: Counter[str], kinds: int) -> float:
    expected = counts.total() / kinds
    return sum((count - expected) ** 2 / expected for count in [*counts.values(), *[0] * (kinds - len(counts))])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_has_words_enough_that_are_short_and_plain(language: str) -> None:
    words = LISTS[language]
    assert len(set(words)) == len(words) == 512
    assert [word for word in words if not re.fullmatch(r"[a-z]{4,9}", word)] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_has_no_two_words_that_a_letter_tells_apart(language: str) -> None:
    words = LISTS[language]
    near = [(one, other) for at, one in enumerate(words) for other in words[:at] if OSA.distance(one, other) < 2]
    assert near == []
