"""The signs in a message: which of content's signs are there, and the fragment that shows each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helpline.scam.fold import STOP, tokens
from helpline.scam.links import Link, harmless, links, straight
from helpline.scam.message import Message
from helpline.scam.numbers import kind as kind_of_number
from helpline.scam.official import Official
from helpline.scam.phrases import Found, Phrasebook

Signs = Mapping[str, str]  # a sign's key to the fragment that shows it
_SMALL, _LARGE = 5.0, 300.0  # a lure is small enough not to think about; above the other nobody pays by text
# What an e-mail address is worth, from what is wrong with its domain; the first that fits.
_MAILS = {
    "mail-listed": {"link-listed"},
    "mail-official": {"link-official"},
    "mail-brand": {"link-brand", "link-lookalike", "link-state", "link-letters"},
    "mail-odd": {"link-odd", "link-busy", "link-lure", "link-hosting"},
}
_BEFORE, _AFTER = 3, 2  # how far from a saying a denial stands
_LEADS = (":", " via", " sur", " ici", " here", " at")
_LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Sign:
    """What one sign is worth. `reason`: the sentence that tells it, "" for none; `kind`: the scam it speaks for."""

    key: str
    weight: float
    reason: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """Signs that mean more side by side: all of `all_of`, one of `any_of`, one of `with_any`, none of `none_of`."""

    sign: Sign
    all_of: frozenset[str]
    any_of: frozenset[str]
    with_any: frozenset[str]
    none_of: frozenset[str]

    def holds(self, present: frozenset[str]) -> bool:
        """Whether they stand side by side."""
        some = all(not group or group & present for group in (self.any_of, self.with_any))
        return self.all_of <= present and some and not self.none_of & present


class Signals:
    """Every sign that content knows, ready to be looked for."""

    def __init__(self, content: Mapping[str, Any], official: Official) -> None:
        """`content`: `content/scam/signals.toml`. Raises ValueError for a saying that cannot be read."""
        tables: Mapping[str, Mapping[str, Any]] = content.get("sign", {})
        pairs: Mapping[str, Mapping[str, Any]] = content.get("together", {})
        self.official = official
        self.signs = {key: _sign(key, table) for key, table in (*tables.items(), *pairs.items())}
        self._together = tuple(_together(self.signs[key], table) for key, table in pairs.items())
        self._deniable = frozenset(key for key, table in tables.items() if table.get("unless_denied"))
        self._told = frozenset(content.get("told", ()))
        self._denied = frozenset(content.get("denied", ()))
        self._sayings = Phrasebook({key: _sayings(table) for key, table in tables.items()})
        self._names = Phrasebook({body.id: body.called for body in official.bodies.values()})
        self.ambiguous = official.endings.get("ambiguous", frozenset())

    def found(self, message: Message, sender: str = "", told: Message | None = None) -> dict[str, str]:
        """The signs of a message with the fragment that shows each; a sign found twice keeps its first fragment.

        `told`: what the person who passes it on says around it; of that only the signs count that tell what happened.
        """
        around = self._alone(told, "") if told else {}
        signs = {key: span for key, span in around.items() if key in self._told} | self._alone(message, sender)
        present = frozenset(signs)
        return signs | {pair.sign.key: _span(pair, signs) for pair in self._together if pair.holds(present)}

    def _alone(self, message: Message, sender: str) -> dict[str, str]:
        signs: dict[str, str] = {}
        named = self.named(message, sender)
        for key, span in (*self._said(message), *self._addressed(message, named), *_counted(message)):
            signs.setdefault(key, span)
        for key, span in (*self._named(named), *self._sent(sender), *_lost_link(message, signs)):
            signs.setdefault(key, span)
        return signs

    def named(self, message: Message, sender: str = "") -> tuple[str, ...]:
        """The bodies that a message or its sender names, the first named first."""
        words = [found.name for found in self._names.found(message.tokens)]
        imitated = [self.official.imitated(link) for link in (*message.links, *message.mails)]
        by_sender = [found.name for found in self._names.found(tokens(sender))]
        return tuple(dict.fromkeys(name for name in (*by_sender, *words, *imitated) if name))

    def _said(self, message: Message) -> Iterator[tuple[str, str]]:
        for found in self._sayings.found(message.tokens):
            if found.name not in self._deniable or not self._is_denied(found, message):
                yield found.name, message.fragment(found.first, found.last)

    def _is_denied(self, found: Found, message: Message) -> bool:
        before = [token.word for token in message.tokens[max(0, found.first - _BEFORE) : found.first]]
        after = [token.word for token in message.tokens[found.first : found.first + _AFTER]]
        same = before[len(before) - before[::-1].index(STOP) :] if STOP in before else before
        return not self._denied.isdisjoint((*same, *after))

    def _addressed(self, message: Message, named: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        others = [link for link in message.links if self.official.owner(link) is None]
        for link in others or message.links:  # an official address beside another one reassures nobody
            yield from ((trait, harmless(link)) for trait in self.official.traits(link))
            if others and any(self.official.bodies[name].domains for name in named):
                yield "link-elsewhere", harmless(link)
        for mail in message.mails:
            yield from ((trait, harmless(mail)) for trait in self._mail(mail))

    def _mail(self, mail: Link) -> Iterator[str]:
        if mail.domain in self.official.hosts.get("webmail", ()):
            yield "mail-webmail"
            return
        traits = set(self.official.traits(mail))
        yield next((name for name, shows in _MAILS.items() if traits & shows), "mail-plain")

    def _named(self, named: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        return ((f"names-{self.official.bodies[name].group}", self.official.bodies[name].name) for name in named)

    def _sent(self, sender: str) -> Iterator[tuple[str, str]]:
        for mail in links(straight(sender)):
            yield from ((trait, harmless(mail)) for trait in self._mail(mail) if mail.mail and trait != "mail-official")
        digits = sender.replace(" ", "").removeprefix("+")
        if digits.isdigit():
            kind = "short" if len(digits) < 7 else kind_of_number(sender)
            yield f"sender-{kind}", ""


def _sign(key: str, table: Mapping[str, Any]) -> Sign:
    return Sign(key, float(table["weight"]), table.get("reason", ""), table.get("kind", ""))


def _together(sign: Sign, table: Mapping[str, Any]) -> Together:
    groups = (frozenset(table.get(name, ())) for name in ("all", "any", "with", "none"))
    return Together(sign, *groups)


def _sayings(table: Mapping[str, Any]) -> Iterable[str]:
    return [saying for language in _LANGUAGES for saying in table.get(language, ())]


def _counted(message: Message) -> Iterator[tuple[str, str]]:
    for phone in message.phones:
        yield "phone", f"{phone.written[:4].rstrip()}..."
        yield f"phone-{phone.kind}", f"{phone.written[:4].rstrip()}..."
    for money in message.sums:
        yield "sum", ""
        if 0 < money.amount <= _SMALL:
            yield "small-sum", ""
        elif money.amount >= _LARGE:
            yield "large-sum", ""


def _lost_link(message: Message, signs: Signs) -> Iterator[tuple[str, str]]:
    """A message that leads to a link that is not there: it was cut, or left out by whoever passed it on."""
    ends = message.plain.rstrip(' .\u2026>"»)').endswith(_LEADS)
    if ends and not message.links and "hidden-link" not in signs:
        yield "link-missing", ""


def _span(pair: Together, signs: Signs) -> str:
    """What shows signs that stand side by side: the fragment of whichever has one."""
    listed = (*sorted(pair.all_of), *sorted(pair.any_of), *sorted(pair.with_any))
    return next((signs[key] for key in listed if signs.get(key)), "")
