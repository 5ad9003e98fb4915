"""Whether a text is a message passed on, or holds one: told by its form alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Any

from helpline.scam.fold import tokens
from helpline.scam.message import Message
from helpline.scam.phrases import Phrasebook
from helpline.scam.wording import Wording

_QUOTED = re.compile(r"[«“\"]([^«»“”\"]{20,2000})(?:[»”\"]|$)")
_LINES = re.compile(r":\s*\n+\s*(\S.{20,})", re.DOTALL)
_OPENING = 1  # words that may stand before an opener
_FEWEST = 4  # words below which a passage shows nothing
_NAMED = re.compile(r"[^a-z]{0,3}[A-Z][\w .'-]{1,25} ?[:-]")  # "Ameli : ...", how firms sign before they speak
_CAPITALS = 0.3  # a share of capitals and digits that is not worth more
_LEANT = 6.0  # words do not lean more than this
_DOUBTED = 0.02  # no score is worth more than this, or one less this


@dataclass(frozen=True, slots=True)
class Forms:
    """The sayings by which a person speaks for themselves ("j'ai reçu", "est-ce que"); `openers` are how a message
    begins that no helpline is sent ("coucou maman"); `address` turns to the one who reads ("votre"), `orders` tell them
    what to do ("cliquez"), `first` is about oneself ("mon"). `weights`: what each counts for `likely`; `enough`: how
    likely is enough, by how worrying the text is.
    """

    own: Phrasebook
    openers: Phrasebook
    address: Phrasebook
    orders: Phrasebook
    first: Phrasebook
    weights: Mapping[str, float]
    wording: Wording
    enough: Mapping[str, float]

    @classmethod
    def from_toml(cls, content: Mapping[str, Any], wording: Wording) -> "Forms":
        """The content of `content/scam/forwarded.toml`; `wording` leans to messages, or to a person's own words."""
        own = [*content.get("fr", ()), *content.get("en", ())]
        lists = (content.get(name, ()) for name in ("openers", "address", "orders", "first"))
        openers, address, orders, first = (Phrasebook({"": listed}) for listed in lists)
        return cls(
            Phrasebook({"": own}), openers, address, orders, first, content["weights"], wording, content["enough"]
        )

    def likely(self, marks: Mapping[str, float]) -> float:
        """How likely it is, from 0 to 1, that this is somebody's message passed on and not a person's own words."""
        return 1 / (1 + exp(-sum(self.weights[mark] * much for mark, much in marks.items())))

    def marks(self, text: str, message: Message, score: float) -> Mapping[str, float]:
        """What shows whether a text was passed on, and how much of each there is.

        `message` is the text taken apart, `score` how worrying it is.
        """
        score = min(max(score, _DOUBTED), 1 - _DOUBTED)
        lean = max(-_LEANT, min(_LEANT, self.wording.lean(message.tokens)))
        return {"start": 1.0, "worry": log(score / (1 - score)), "lean": lean, **self._shown(text, message)}

    def _shown(self, text: str, message: Message) -> Mapping[str, float]:
        said = message.tokens
        marks = sum(letter.isupper() or letter.isdigit() for letter in text) / max(1, len(text))
        return {
            "link": bool(message.links),
            "phone": bool(message.phones),
            "opener": any(found.first <= _OPENING for found in self.openers.found(said)),
            "address": any(self.address.found(said)),
            "orders": any(self.orders.found(said)),
            "first": any(self.first.found(said)),
            "question": text.rstrip().endswith("?"),
            "named": bool(_NAMED.match(text)),
            "capitals": min(marks, _CAPITALS),
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
