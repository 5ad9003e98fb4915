"""The words that tell a secret from a number that is none: patterns and sets, made once from content."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpline.redaction.shadow import shadow

ANNOUNCED = frozenset(("password", "code", "cvv", "expiry", "card", "iban", "nir"))


@dataclass(frozen=True, slots=True)
class Cues:
    """What announces a secret, in every language at once: people mix them."""

    password: re.Pattern[str]
    code: re.Pattern[str]
    cvv: re.Pattern[str]
    expiry: re.Pattern[str]
    card: re.Pattern[str]
    iban: re.Pattern[str]
    nir: re.Pattern[str]
    link: frozenset[str]
    soft: frozenset[str]
    owner: frozenset[str]
    owned: frozenset[str]
    turned: frozenset[str]
    bridge: frozenset[str]
    joining: frozenset[str]  # what holds a cue and its secret together, whichever comes first
    stop: frozenset[str]
    ordinary: frozenset[str]
    after: frozenset[str]
    harmless: frozenset[str]
    label: frozenset[str]
    filler: frozenset[str]
    product: frozenset[str]
    unit: frozenset[str]

    @classmethod
    def from_toml(cls, loaded: Mapping[str, object]) -> "Cues":
        """From a table per language, each with the same lists of words.

        Raises ValueError naming the language and the list that is missing or holds something else than words.
        """
        lists = {name: _words(loaded, name) for name in cls.__dataclass_fields__ if name != "joining"}
        made: dict[str, Any] = {
            name: _pattern(words) if name in ANNOUNCED else frozenset(words) for name, words in lists.items()
        }
        joining = made["link"] | made["owner"] | made["owned"] | made["turned"] | made["bridge"]
        return cls(**made, joining=joining)


def _words(loaded: Mapping[str, object], name: str) -> list[str]:
    """The words of this list in all languages, folded as texts are."""
    found: list[str] = []
    for language, lists in loaded.items():
        words = lists.get(name) if isinstance(lists, Mapping) else None
        if (
            not isinstance(words, list)
            or not words
            or not all(isinstance(word, str) and word.strip() for word in words)
        ):
            raise ValueError(f"[{language}] {name}: a list of words is needed")
        found.extend(shadow(word).strip() for word in words)
    if not found:
        raise ValueError("no language")
    return found


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, the longest first, with blanks or dashes between their words."""
    longest_first = sorted(set(phrases), key=len, reverse=True)
    spelled = (r"[\s-]{1,3}".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(spelled)})(?![a-z0-9])")
