"""A small library for the flows: one answer, one unsure question, one scam, one danger - enough to reach every step."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from helpline.flows.play import play
from helpline.flows.talk import Conversation, Heard, Reply, Say, Slot, Tell, Tip, Turn

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TOMORROW = Slot(NOW + timedelta(hours=22), NOW + timedelta(hours=25))
LATER = Slot(NOW + timedelta(hours=28), NOW + timedelta(hours=31))

MEANINGS = {
    "oui": "yes", "non": "no", "stop": "stop", "start": "start", "aide": "help", "menu": "menu", "humain": "human",
    "info": "info", "mes donnees": "data", "effacer": "erase", "annuler": "cancel", "english": "english",
    "francais": "french", "conseils": "tips",
    "repeter": "repeat", "retour": "back", "bonjour": "hello", "merci": "thanks",
    **{str(key): str(key) for key in range(10)},
}  # fmt: skip


@dataclass(frozen=True)
class Hit:
    slug: str


@dataclass(frozen=True)
class Match:
    outcome: Literal["answer", "ask", "none"]
    hits: tuple[Hit, ...] = ()
    language: str = ""
    also: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Reason:
    key: str
    span: str


@dataclass(frozen=True)
class Verdict:
    level: Literal["scam", "careful", "no-sign"]
    kind: str = ""
    reasons: tuple[Reason, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class SmallLibrary:
    """Conforms to `flows.moment.Library`."""

    notice: str = "1"
    patience: timedelta = timedelta(hours=4)
    languages: tuple[str, ...] = ("fr", "en")
    open_slots: tuple[Slot, ...] = (TOMORROW, LATER)
    is_open: bool = True
    full: tuple[Slot, ...] = ()
    thens: dict[str, str] = field(
        default_factory=lambda: {
            "gmail": "solved?",
            "outlook": "solved?",
            "card": "urgent-callback",
            "near-me": "callback",
            "scam-check": "scam-check",
            "scam-clicked": "solved?",
            "scam-gave-card": "urgent-callback",
        }
    )

    def best(self, text: str, language: str) -> Match:
        if " et " in text:
            return Match("answer", (Hit("card"),), also=(Hit("gmail"),))
        said = [slug for slug in self.thens if slug in text]
        if said:
            return Match("answer", tuple(map(Hit, said)), "en" if "the" in text.split() else "")
        if "mot de passe" in text:
            return Match("ask", (Hit("gmail"), Hit("outlook")))
        return Match("none")

    def verdict(self, text: str, language: str) -> Verdict:
        if "http" in text:
            return Verdict("scam", "parcel", (Reason("link", "http"),), ("colis.top",))
        return Verdict("no-sign")

    def plainly_scam(self, text: str, language: str) -> bool:
        return "http" in text

    def passed_on(self, text: str, language: str) -> bool:
        return text.startswith("INFO")

    def danger(self, text: str) -> str:
        return "suicide" if "mourir" in text else ""

    def word(self, text: str) -> str:
        return MEANINGS.get(text.strip().lower(), "")

    def then(self, slug: str) -> str:
        return self.thens.get(slug, "")

    def chosen(self, menu: str, text: str) -> str:
        options: dict[str, tuple[str, ...]] = {
            "tips": ("scams", "passwords", "phone", "none"),
            "main": ("question", "scam", "callback", "language"),
            "topics": ("password", "scam", "video", "other"),
            "scam-done-call": ("nothing", "clicked", "gave", "control"),
            "scam-done": ("nothing", "clicked", "card", "code", "control", "papers"),
        }
        key = MEANINGS.get(text, "")
        return options[menu][int(key) - 1] if key.isdigit() and 0 < int(key) <= len(options[menu]) else ""

    def signs_told(self, signs: Sequence[str], language: str) -> str:
        return "http" if "code" in signs else "rien"

    def of_topic(self, topic: str) -> Sequence[str]:
        return tuple(self.thens)

    def steps(self, slug: str, language: str) -> int:
        return 3

    def callable(self, typed: str) -> str:
        return "+33639980009" if typed == "0639980009" else ""

    def slots(self, now: datetime) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.open_slots if slot.end > now and self.has_room(slot))

    def has_room(self, slot: Slot) -> bool:
        return slot not in self.full

    def open_now(self, now: datetime) -> bool:
        return self.is_open


SMALL = SmallLibrary()


def fresh(**known: object) -> Conversation:
    """Somebody who was given the notice and asked nothing yet."""
    return Conversation("+33639980001", "ville", "fr", greeted="1", heard_at=NOW, **known)  # type: ignore[arg-type]


def said(turn: Turn) -> list[str]:
    """The prompts and entries of a turn, by name."""
    return [_named(reply) for reply in turn.replies]


def _named(reply: Reply) -> str:
    match reply:
        case Say(prompt):
            return prompt
        case Tell(entry):
            return f"tell {entry}"
        case Tip(theme, place):
            return f"tip {theme} {place}"


def lived(*texts: str, start: Conversation | None = None, library: SmallLibrary = SMALL, now: datetime = NOW) -> Turn:
    """The last turn of a talk that began with `start`."""
    turn = Turn(start or fresh())
    for text in texts:
        turn = play(turn.conversation, Heard("text", text), library, now)
    return turn


__all__ = ["LATER", "NOW", "SMALL", "TOMORROW", "Match", "SmallLibrary", "Tell", "fresh", "lived", "said"]
