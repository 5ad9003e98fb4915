"""Whether a text is a message passed on, or holds one: told by its form alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpline.scam.fold import LINK_WORD, tokens
from helpline.scam.message import apart
from helpline.scam.phrases import Phrasebook

_QUOTED = re.compile(r"[«“\"]([^«»“”\"]{20,2000})(?:[»”\"]|$)")
_LINES = re.compile(r":\s*\n+\s*(\S.{20,})", re.DOTALL)
_OPENING = 1  # words that may stand before an opener
_FEWEST = 4  # words below which a passage shows nothing


@dataclass(frozen=True, slots=True)
class Forms:
    """The sayings by which a person speaks for themselves ("j'ai reçu", "est-ce que"); `openers` are how a message
    begins that no helpline is sent ("coucou maman"); `address` turns to the one who reads ("votre").
    """

    own: Phrasebook
    openers: Phrasebook
    address: Phrasebook

    @classmethod
    def from_toml(cls, content: Mapping[str, Any]) -> "Forms":
        """The table `forwarded` of `content/scam/signals.toml`."""
        own = [*content.get("fr", ()), *content.get("en", ())]
        lists = (own, content.get("openers", ()), content.get("address", ()))
        return cls(*(Phrasebook({"": listed}) for listed in lists))

    def passage(self, text: str) -> str:
        """The message passed on within a text: what stands in quotes, or all of it where nobody speaks for themselves.

        "" where there is none.
        """
        told, quoted = self.parted(text)
        if told:
            return quoted
        said = apart(text).tokens
        opened = any(found.first <= _OPENING for found in self.openers.found(said))
        sent = opened or (any(self.address.found(said)) and not self._speaks(text))
        alone = {token.word for token in said} == {LINK_WORD}
        return text if alone or (sent and len(said) >= _FEWEST) else ""

    def parted(self, text: str) -> tuple[str, str]:
        """A person's own words, and the message that they quote; ("", text) where there is no such pair."""
        quoted = _QUOTED.search(text) or _LINES.search(text)
        if not quoted or len(tokens(quoted[1])) < _FEWEST:
            return "", text
        told = f"{text[: quoted.start(1)]} {text[quoted.end(1) :]}"
        return (told, quoted[1]) if self._speaks(told) else ("", text)

    def _speaks(self, text: str) -> bool:
        return any(self.own.found(tokens(text)))
