"""How worried to be about a message, and why: a scam, careful, or no sign found. Never "genuine"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any, Literal

from helpline.scam.forwarded import Forms
from helpline.scam.links import links
from helpline.scam.message import Message, apart
from helpline.scam.official import NONE_KNOWN, Known, Official
from helpline.scam.signals import Sign, Signals
from helpline.scam.wording import Likeness, Wording

Level = Literal["scam", "careful", "no-sign"]
_REASONS = 3
_WORDED = "wording"
NO_KIND = "other"  # the examples of scams that no entry is about
_LONGEST = 4000  # characters read: ten texts joined end to end


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: content has a sentence for `key`; `span` is the fragment that shows it, with nothing clickable in it."""

    key: str
    span: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How worried to be. `score` goes from 0 to 1; `kind` names the entry `scam-<kind>`, "" where unknown or
    nothing is worrying.

    `reasons`: at most 3, the strongest first; none where nothing is worrying. `domains`: who its links belong to,
    without those of official bodies, shorteners and chats.
    """

    level: Level
    score: float
    kind: str
    reasons: tuple[Reason, ...]
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Examples:
    """How scams are worded in one language, by kind ("other" for none that has an entry), and everyday messages; and
    how people speak for themselves when they ask for help.
    """

    scams: Mapping[str, Sequence[str]]
    everyday: Sequence[str]
    own: Sequence[str]

    @property
    def of_scams(self) -> list[str]:
        """Those of all kinds."""
        return [text for texts in self.scams.values() for text in texts]


class Judge:
    """The scam check: built once from content, asked often."""

    def __init__(
        self,
        signals: Mapping[str, Any],
        official: Mapping[str, Any],
        forwarded: Mapping[str, Any],
        examples: Sequence[Examples],
        known: Known = NONE_KNOWN,
    ) -> None:
        """The content of `scam/signals.toml`, `official.toml`, `forwarded.toml`, `examples.toml`; what lists know.

        ValueError for a saying not understood.
        """
        self._official = Official.from_toml(official, known)
        self._signals = Signals(signals, self._official)
        scams, everyday = ([each.of_scams for each in examples], [each.everyday for each in examples])
        messages = [(*each.of_scams, *each.everyday) for each in examples]
        own = Wording(messages, [each.own for each in examples], forwarded.get("idle", ()))
        self._forms = Forms.from_toml(forwarded, own)
        self._wording, self._likeness = Wording(scams, everyday), Likeness([each.scams for each in examples])
        self._levels: Mapping[str, float] = signals["levels"]
        self.strange_link("example.com")  # the list of domain endings is read at the first address: now, not in a talk

    @property
    def kinds(self) -> frozenset[str]:
        """All kinds of scam that a verdict may name."""
        of_signs = (sign.kind for sign in self._signals.signs.values())
        of_bodies = (body.kind for body in self._official.bodies.values())
        return frozenset({*of_signs, *of_bodies, *self._likeness.kinds} - {"", NO_KIND})

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
        signs.append(self._worded(message))
        score = _score(self._levels["start"], signs)
        level = self._level(score)
        domains = tuple(dict.fromkeys(self._strange(message)))
        if level == "no-sign":
            return Verdict(level, score, "", (), domains)
        kind = self._kind(signs, self._signals.named(message, sender), self._likeness.scores(message.tokens))
        return Verdict(level, score, kind, tuple(_reasons(signs, found)), domains)

    def _strange(self, message: Message) -> Iterator[str]:
        return (link.domain for link in message.links if link.domain and self._official.is_somebody_s(link))

    def _worded(self, message: Message) -> Sign:
        """How the words lean, as a sign whose weight differs from message to message, within limits."""
        lean, most = self._wording.lean(message.tokens), self._levels["wording"]
        return Sign(_WORDED, max(-most, min(most, lean)), "wording" if lean >= self._levels["told-wording"] else "")

    def taken_up(self, text: str, language: str = "") -> bool:
        """Whether a text is looked at unasked wherever a talk is: plainly a worrying message passed on, or quoted, or
        with an address of no official body.
        """
        if self.strange_link(text):
            return True
        verdict, (told, _) = self.verdict(text, language), self._forms.parted(text[:_LONGEST])
        worrying = verdict.score >= self._levels["forwarded"]
        return worrying and (bool(told) or self._reads_so(text, language, verdict))

    def passed_on(self, text: str, language: str = "") -> bool:
        """Whether a text reads like somebody's message, worrying or not, and not like a person's own words."""
        return self._reads_so(text, language, self.verdict(text, language))

    def _reads_so(self, text: str, language: str, verdict: Verdict) -> bool:
        return self._forms.likely(self.marks(text, language, verdict)) >= self._forms.enough[verdict.level]

    def marks(self, text: str, language: str, verdict: Verdict) -> Mapping[str, float]:
        """What shows whether a text was passed on, and how much there is of each mark."""
        message = apart(text[:_LONGEST], language, self._signals.ambiguous)
        return self._forms.marks(text[:_LONGEST], message, verdict.score)

    def _level(self, score: float) -> Level:
        return "scam" if score >= self._levels["scam"] else "careful" if score >= self._levels["careful"] else "no-sign"

    def _kind(self, signs: Iterable[Sign], named: Iterable[str], alike: Mapping[str, float]) -> str:
        """The kind that most speaks for: signs, the bodies named (the first the loudest), the wording."""
        votes: Counter[str] = Counter()
        for sign in signs:
            votes[sign.kind] += round(max(sign.weight, 0.5) * 100) if sign.kind else 0
        for place, name in enumerate(named):
            votes[self._official.bodies[name].kind] += round(self._levels["named"] * 100 / (place + 1))
        for kind, score in alike.items():
            votes[kind] += round(self._levels["alike"] * 100 * score)
        del votes[""], votes[NO_KIND]
        best = votes.most_common(1)
        return best[0][0] if best and best[0][1] >= self._levels["kind"] * 100 else ""


def _score(start: float, signs: Iterable[Sign]) -> float:
    """The logistic of the weights added up."""
    worry = start + sum(sign.weight for sign in signs)
    return 1 / (1 + exp(-max(-30.0, min(30.0, worry))))


def _reasons(signs: Iterable[Sign], found: Mapping[str, str]) -> Iterator[Reason]:
    """The reasons of the strongest signs, none said twice."""
    worrying = sorted((sign for sign in signs if sign.weight > 0 and sign.reason), key=_loudness)
    reasons = dict.fromkeys(Reason(sign.reason, found.get(sign.key, "")) for sign in worrying)
    told: list[Reason] = []
    for reason in reasons:
        if not any(_says_the_same(reason, other) for other in told):
            told.append(reason)
    yield from told[:_REASONS]


def _loudness(sign: Sign) -> tuple[bool, float]:
    """What can be shown comes before how the whole is worded."""
    return sign.key == _WORDED, -sign.weight


def _says_the_same(reason: Reason, other: Reason) -> bool:
    """Whether a stronger reason makes it idle: each sentence once, and one about each fragment."""
    return reason.key == other.key or (bool(reason.span) and reason.span == other.span)
