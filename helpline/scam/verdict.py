"""How worried to be about a message, and why: a scam, careful, or no sign found. Never "genuine"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import exp
from typing import Any, Literal

from helpline.scam.forwarded import Forms
from helpline.scam.links import links
from helpline.scam.message import apart
from helpline.scam.official import NONE_KNOWN, Known, Official
from helpline.scam.signals import Sign, Signals

Level = Literal["scam", "careful", "no-sign"]
_REASONS = 3
_LONGEST = 4000  # characters read: ten texts joined end to end


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: content has a sentence for `key`; `span` is the fragment that shows it, with nothing clickable in it."""

    key: str
    span: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How worried to be. `score` goes from 0 to 1; `kind` names the entry `scam-<kind>`, "" where unknown.

    `reasons`: at most 3, the strongest first; none where nothing is worrying.
    """

    level: Level
    score: float
    kind: str
    reasons: tuple[Reason, ...]


class Judge:
    """The scam check: built once from content, asked often."""

    def __init__(self, signals: Mapping[str, Any], official: Mapping[str, Any], known: Known = NONE_KNOWN) -> None:
        """The content of `scam/signals.toml` and `scam/official.toml`, and what lists from outside know.

        ValueError for a saying not understood.
        """
        self._official = Official.from_toml(official, known)
        self._signals = Signals(signals, self._official)
        self._forms = Forms.from_toml(signals.get("forwarded", {}))
        self._levels: Mapping[str, float] = signals["levels"]
        self.strange_link("example.com")  # the list of domain endings is read at the first address: now, not in a talk

    @property
    def kinds(self) -> frozenset[str]:
        """All kinds of scam that a verdict may name."""
        of_signs = (sign.kind for sign in self._signals.signs.values())
        return frozenset({*of_signs, *(body.kind for body in self._official.bodies.values())} - {""})

    def strange_link(self, text: str) -> bool:
        """Whether a text holds a web address that is no official body's; a mailbox, or who keeps it, is none."""
        found = links(text[:_LONGEST], self._signals.ambiguous)
        return any(self._official.owner(link) is None for link in found if not self._official.of_mail(link))

    def verdict(self, text: str, language: str = "", sender: str = "") -> Verdict:
        """How worried to be about a message, or a call told in one's own words.

        `language`: "fr", "en" or "" for unknown; `sender`: the name, number or address shown, "" for unknown.
        A sender can add worry, never take it away: what is displayed proves nothing.
        """
        told, passage = self._forms.parted(text[:_LONGEST])
        message = apart(passage, language, self._signals.ambiguous)
        around = apart(told, language, self._signals.ambiguous) if told else None
        found = self._signals.found(message, sender, around)
        signs = [self._signals.signs[key] for key in found if key in self._signals.signs]
        score = _score(self._levels["start"], signs)
        level = self._level(score)
        kind = self._kind(signs, self._signals.named(message, sender))
        return Verdict(level, score, kind, () if level == "no-sign" else tuple(_reasons(signs, found)))

    def plainly_forwarded(self, text: str, language: str = "") -> bool:
        """Whether this plainly is a worrying message passed on, not a question asked in a person's own words."""
        passage = self._forms.passage(text[:_LONGEST])
        return bool(passage) and self.verdict(passage, language).score >= self._levels["forwarded"]

    def taken_up(self, text: str, language: str = "") -> bool:
        """Whether a text is looked at unasked: plainly passed on, or with an address of no official body."""
        return self.plainly_forwarded(text, language) or self.strange_link(text)

    def passed_on(self, text: str, language: str = "") -> bool:
        """Whether a text reads like somebody's message, worrying or not, and not like a person's own words."""
        message = apart(text[:_LONGEST], language, self._signals.ambiguous)
        score = self.verdict(text, language).score
        return self._forms.likely(text[:_LONGEST], message, score) >= self._levels["passed-on"]

    def _level(self, score: float) -> Level:
        return "scam" if score >= self._levels["scam"] else "careful" if score >= self._levels["careful"] else "no-sign"

    def _kind(self, signs: Iterable[Sign], named: Iterable[str]) -> str:
        """The kind that the signs speak for most; the bodies named speak too, the first named the loudest."""
        votes: Counter[str] = Counter()
        for sign in signs:
            votes[sign.kind] += round(max(sign.weight, 0.5) * 100) if sign.kind else 0
        for place, name in enumerate(named):
            votes[self._official.bodies[name].kind] += round(self._levels["named"] * 100 / (place + 1))
        del votes[""]
        return votes.most_common(1)[0][0] if votes.total() > 0 else ""


def _score(start: float, signs: Iterable[Sign]) -> float:
    """The logistic of the weights added up."""
    worry = start + sum(sign.weight for sign in signs)
    return 1 / (1 + exp(-max(-30.0, min(30.0, worry))))


def _reasons(signs: Iterable[Sign], found: Mapping[str, str]) -> Iterator[Reason]:
    """The reasons of the strongest signs, none said twice."""
    worrying = sorted((sign for sign in signs if sign.weight > 0 and sign.reason), key=lambda sign: -sign.weight)
    reasons = dict.fromkeys(Reason(sign.reason, found[sign.key]) for sign in worrying)
    told: list[Reason] = []
    for reason in reasons:
        if not any(_says_the_same(reason, other) for other in told):
            told.append(reason)
    yield from told[:_REASONS]


def _says_the_same(reason: Reason, other: Reason) -> bool:
    """Whether a stronger reason makes it idle: each sentence once, and one about each fragment."""
    return reason.key == other.key or (bool(reason.span) and reason.span == other.span)
