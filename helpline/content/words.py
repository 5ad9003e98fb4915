"""What a whole message means: "oui svp", "le 1", "STOP." - and a wish for a person in a short sentence."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

MEANINGS = (
    "next", "stop", "start", "help", "menu", "back", "repeat", "human", "info", "data", "erase", "cancel", "english",
    "french", "called", "writing", "tips", "yes", "no", "hello", "thanks",
)  # fmt: skip
NOT_MEANINGS = ("polite", "before", "keys", "human_phrases", "human_spelled", "negation", "but")
SHORT_ANSWER = 6  # words
LONGEST_WISH = 12  # words: a longer text that mentions a person is rather a story


def bare(text: str) -> str:
    """Lower case, no accents, no punctuation, single spaces; emoji stay, apostrophes part words."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").casefold())
    kept = (_bare_letter(letter) for letter in decomposed)
    return " ".join("".join(kept).split())


def _bare_letter(letter: str) -> str:
    if letter in "?*":  # said alone, they mean something
        return f" {letter} "
    kind = unicodedata.category(letter)
    if kind[0] == "M" or kind in ("Cf", "Sk"):  # Sk: the colours of a thumb, among others
        return ""
    return " " if kind[0] in "PZC" or letter == "°" else letter  # "n°1"


class Words:
    """The word lists of `words.toml`, ready to be asked. All languages count at once."""

    def __init__(self, lists: Mapping[str, Mapping[str, Any]]) -> None:
        self._polite = sorted(_all(lists["polite"]), key=len, reverse=True)
        self._before = sorted(_all(lists["before"]), key=len, reverse=True)
        self._wishes = _all(lists["human_phrases"])
        self._spelled = {f" {wrong} ": f" {right} " for right, wrong in _spellings(lists["human_spelled"])}
        self._but = _all(lists["but"])
        self.negations = tuple(_all(lists["negation"]))
        self._keys = {word: str(key) for words in _lists(lists["keys"]) for key, word in enumerate(words)}
        self._keys |= lists["keys"].get("also", {}) | {str(key): str(key) for key in range(10)}
        self._meanings = {word: meaning for meaning in MEANINGS for word in _all(lists[meaning])}

    def meaning(self, text: str) -> str:
        """`stop`, `help`, `yes`, `human`, ..., or a digit; "" where the text is something else."""
        said = bare(text)
        if not said or len(said) > 200:
            return ""
        whole = self._known(said) or self._known(said.strip("? *") or said)
        return whole or self._known(self._impolite(said)) or self._wish(said) or self._begun(said)

    def _begun(self, said: str) -> str:
        """ "Oui c'est génial": a short sentence that begins with yes or no, and takes nothing back."""
        first, *rest = said.split()
        meaning = self._meanings.get(first, "") if len(rest) < SHORT_ANSWER else ""
        return meaning if meaning in ("yes", "no") and not set(rest) & set(self._but) and "?" not in rest else ""

    def _known(self, said: str) -> str:
        return self._meanings.get(said) or self._keys.get(said) or self._keys.get(_without(said, self._before), "")

    def _impolite(self, said: str) -> str:
        """What is said without "bonjour" before and "svp merci" after it."""
        while (less := _without_end(_without(said, self._polite), self._polite)) != said and less:
            said = less
        return said

    def _wish(self, said: str) -> str:
        padded = f" {said} "
        for wrong, right in self._spelled.items():
            padded = padded.replace(wrong, right)
        short = len(padded.split()) <= LONGEST_WISH
        return "human" if short and any(f" {wish} " in padded for wish in self._wishes) else ""


def _lists(languages: Mapping[str, Any]) -> Iterable[list[str]]:
    return (words for words in languages.values() if isinstance(words, list))


def _all(languages: Mapping[str, Any]) -> list[str]:
    return [bare(word) or word for words in _lists(languages) for word in words]


def _spellings(languages: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Each right spelling with a wrong one, both bare."""
    return (
        (bare(right), bare(wrong)) for words in languages.values() for right, all_ in words.items() for wrong in all_
    )


def _without(said: str, starts: Iterable[str]) -> str:
    return next((said[len(start) + 1 :] for start in starts if said.startswith(f"{start} ")), said)


def _without_end(said: str, ends: Iterable[str]) -> str:
    return next((said[: -len(end) - 1] for end in ends if said.endswith(f" {end}")), said)
