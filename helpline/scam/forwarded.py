"""Whether a text is a message passed on, or holds one: told by its form alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Any

from helpline.scam.fold import LINK_WORD, tokens
from helpline.scam.message import Message, apart
from helpline.scam.phrases import Phrasebook

_QUOTED = re.compile(r"[«“\"]([^«»“”\"]{20,2000})(?:[»”\"]|$)")
_LINES = re.compile(r":\s*\n+\s*(\S.{20,})", re.DOTALL)
_OPENING = 1  # words that may stand before an opener
_FEWEST = 4  # words below which a passage shows nothing
_NAMED = re.compile(r"[^a-z]{0,3}[A-Z][\w .'-]{1,25} ?[:-]")  # "Ameli : ...", how firms sign before they speak
_CAPITALS = 0.3  # a share of capitals and digits that is not worth more
_DOUBTED = 0.02  # no score is worth more than this, or one less this


@dataclass(frozen=True, slots=True)
class Forms:
    """The sayings by which a person speaks for themselves ("j'ai reçu", "est-ce que"); `openers` are how a message
    begins that no helpline is sent ("coucou maman"); `address` turns to the one who reads ("votre"), `orders` tell them
    what to do ("cliquez"), `first` is about oneself ("mon"). `weights`: what each counts for `likely`.
    """

    own: Phrasebook
    openers: Phrasebook
    address: Phrasebook
    orders: Phrasebook
    first: Phrasebook
    weights: Mapping[str, float]

    @classmethod
    def from_toml(cls, content: Mapping[str, Any]) -> "Forms":
        """The table `forwarded` of `content/scam/signals.toml`."""
        own = [*content.get("fr", ()), *content.get("en", ())]
        lists = (content.get(name, ()) for name in ("openers", "address", "orders", "first"))
        openers, address, orders, first = (Phrasebook({"": listed}) for listed in lists)
        return cls(Phrasebook({"": own}), openers, address, orders, first, content["weights"])

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

    def likely(self, text: str, message: Message, score: float) -> float:
        """How likely it is, from 0 to 1, that this is somebody's message passed on and not a person's own words.

        `message` is the text taken apart, `score` how worrying it is.
        """
        score = min(max(score, _DOUBTED), 1 - _DOUBTED)
        shown = {"start": 1.0, "worry": log(score / (1 - score)), **self._shown(text, message)}
        return 1 / (1 + exp(-sum(self.weights[name] * much for name, much in shown.items())))

    def _shown(self, text: str, message: Message) -> Mapping[str, float]:
        said = message.tokens
        marks = sum(letter.isupper() or letter.isdigit() for letter in text) / max(1, len(text))
        return {
            "link": bool(message.links),
            "phone": bool(message.phones),
            "sum": bool(message.sums),
            "opener": any(found.first <= _OPENING for found in self.openers.found(said)),
            "address": any(self.address.found(said)),
            "orders": any(self.orders.found(said)),
            "own": self._speaks(text),
            "first": any(self.first.found(said)),
            "question": text.rstrip().endswith("?"),
            "named": bool(_NAMED.match(text)),
            "capitals": min(marks, _CAPITALS),
            "few": len(said) < _FEWEST,
        }

    def parted(self, text: str) -> tuple[str, str]:
        """A person's own words, and the message that they quote; ("", text) where there is no such pair."""
        quoted = _QUOTED.search(text) or _LINES.search(text)
        if not quoted or len(tokens(quoted[1])) < _FEWEST:
            return "", text
        told = f"{text[: quoted.start(1)]} {text[quoted.end(1) :]}"
        return (told, quoted[1]) if self._speaks(told) else ("", text)

    def _speaks(self, text: str) -> bool:
        return any(self.own.found(tokens(text)))
