"""The shapes of a conversation: what is heard, what is remembered, what is said, what must be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from helpline.flows.values import Because as Because
from helpline.flows.values import Number as Number
from helpline.flows.values import ProofWord as ProofWord
from helpline.flows.values import Slot as Slot
from helpline.flows.values import Title as Title
from helpline.flows.values import Value as Value

Channel = Literal["text", "voice"]
How = Literal["text", "keys", "speech", "call", "silence", "recorded", "hung-up"]
Why = Literal["asked", "unanswered", "unsolved", "money", "danger", "failure", "misses", "data", "hung-up"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a person did in one turn. `text` is already free of secrets; `removed` names the kinds taken out of it."""

    how: How
    text: str = ""
    photos: int = 0
    removed: tuple[str, ...] = ()
    unsure: bool = False  # speech that the carrier did not understand well


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """What a person may hear of their own open ticket: never its words, only that it is there and when."""

    slot: Slot | None
    why: Why


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything remembered between two turns; small enough to print."""

    person: str
    line: str
    language: str
    at: str = "menu.start"
    notes: Mapping[str, str] = field(default_factory=dict)
    misses: int = 0
    greeted: str = ""  # the version of the notice that the person was given
    stopped: bool = False
    channel: Channel = "text"
    may_be_called: bool = True  # a number that we may ring: no short code, no premium, an allowed country
    may_be_texted: bool = True  # a number that takes texts: no landline, not hidden
    lately: int = 0  # how many texts of this person were answered in the last ten minutes
    with_helper: bool = False  # a helper has their request in hand, or answered in the last hours
    called_at: datetime | None = None  # when a helper last rang this number, in the last days
    request: OpenRequest | None = None
    heard_at: datetime | None = None

    def noting(self, **notes: str) -> "Conversation":
        """The same conversation with some notes added."""
        return replace(self, notes={**self.notes, **notes})


@dataclass(frozen=True, slots=True)
class Say:
    """A prompt of content, by its name `<flow>.<prompt>`, with what goes in its braces."""

    prompt: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tell:
    """The steps of an entry. `step` picks one (from 0, for a call); None tells all (for a text)."""

    entry: str
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Tip:
    """One tip of a theme, by its place from 0."""

    theme: str
    place: int


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A human must look. Joins the ticket that the person already has open."""

    why: Why
    question: str = ""
    entry: str = ""  # the entry that was tried or fits best
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class AskCallback:
    """Promise a callback in `slot`, on the person's own number; opens a ticket where none is open."""

    slot: Slot


@dataclass(frozen=True, slots=True)
class UseNumber:
    """Call the person back on another number, in E.164, that was checked and confirmed."""

    number: str


@dataclass(frozen=True, slots=True)
class SendText:
    """Send this by text to who is on the phone."""

    reply: "Say | Tell"


@dataclass(frozen=True, slots=True)
class KeepRecording:
    """Keep a voice message with the open ticket."""

    sid: str
    seconds: int


@dataclass(frozen=True, slots=True)
class DropRecording:
    """Erase a voice message, here and at the carrier."""

    sid: str


@dataclass(frozen=True, slots=True)
class CancelTicket:
    """The person no longer wants the callback."""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """The person chose a language."""

    language: str


@dataclass(frozen=True, slots=True)
class StopWriting:
    """Nothing that we start ourselves is sent to this person any more."""


@dataclass(frozen=True, slots=True)
class StartWriting:
    """The person wants to be written to again."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase what we keep of this person."""


@dataclass(frozen=True, slots=True)
class TakeTips:
    """A tip a week of this theme, in the place of any other theme; the first one is told already."""

    theme: str


@dataclass(frozen=True, slots=True)
class EndTips:
    """No more tips."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to count, without a word of what was said: `answered`, `missed`, `scam`, ..."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sighted:
    """A worrying message was looked at: its kind and the domains of its links, to be counted by the hour."""

    kind: str
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that the bot did not answer well: `entry` is what was told or offered first, "" for nothing."""

    question: str
    entry: str
    why: Literal["unanswered", "unsolved", "choices"]


Effect = (
    OpenTicket | AskCallback | UseNumber | SendText | KeepRecording
    | DropRecording | CancelTicket | SetLanguage | StopWriting | StartWriting
    | Forget | TakeTips | EndTips | Mark | Sighted | Missed
)  # fmt: skip
Reply = Say | Tell | Tip


@dataclass(frozen=True, slots=True)
class Turn:
    """What one thing heard leads to."""

    conversation: Conversation
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    ended: bool = False

    def doing(self, *effects: Effect) -> "Turn":
        """The same turn with some effects done first, and remembered in the conversation."""
        return replace(self, conversation=_lived(self.conversation, effects), effects=effects + self.effects)

    def after(self, *replies: Reply) -> "Turn":
        """The same turn with some replies said first."""
        return replace(self, replies=replies + self.replies)


def _lived(conversation: Conversation, effects: tuple[Effect, ...]) -> Conversation:
    """What effects change in what is remembered of a person, as the store will tell it next time."""
    for effect in effects:
        conversation = _after(conversation, effect)
    return conversation


def _after(conversation: Conversation, effect: Effect) -> Conversation:
    match effect:
        case SetLanguage(language):
            return replace(conversation, language=language)
        case StopWriting():
            return replace(conversation, stopped=True)
        case StartWriting():
            return replace(conversation, stopped=False)
        case OpenTicket(why=why) if conversation.request is None:
            return replace(conversation, request=OpenRequest(None, why))
        case AskCallback(slot):
            why = conversation.request.why if conversation.request else "asked"
            return replace(conversation, request=OpenRequest(slot, why))
        case CancelTicket():
            return replace(conversation, request=None)
        case Forget():
            return replace(conversation, notes={}, request=None, greeted="")
        case _:
            return conversation
