"""One moment of a conversation: what a step is given, and how it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol

from helpline.flows.talk import Conversation, Effect, Heard, Reply, Say, Slot, Turn, Value


class Found(Protocol):
    """One entry that may answer."""

    @property
    def slug(self) -> str: ...


class Match(Protocol):
    """Which entries answer a question: sure (`answer`, the first of the hits), unsure (`ask`, at most 3) or no idea.

    `language` is what the words themselves look like, "" where that is not clear. `also`: what else the text asks for.
    """

    @property
    def outcome(self) -> Literal["answer", "ask", "none"]: ...
    @property
    def hits(self) -> Sequence[Found]: ...
    @property
    def language(self) -> str: ...
    @property
    def also(self) -> Sequence[Found]: ...


class Reason(Protocol):
    """Why a message is worrying: a key that content has a sentence for, and the fragment that shows it."""

    @property
    def key(self) -> str: ...
    @property
    def span(self) -> str: ...


class Verdict(Protocol):
    """How worried to be about a message; never "genuine". `kind` names the entry `scam-<kind>`, "" where unknown."""

    @property
    def level(self) -> Literal["scam", "careful", "no-sign"]: ...
    @property
    def kind(self) -> str: ...
    @property
    def reasons(self) -> Sequence[Reason]: ...
    @property
    def domains(self) -> Sequence[str]:
        """Who the addresses in it belong to, without the official ones."""
        ...


class Library(Protocol):
    """All that a flow may ask of the house: entries, words, verdicts, opening hours. It knows no person."""

    @property
    def notice(self) -> str:
        """The version of the notice; a person is given each version once."""

    @property
    def patience(self) -> timedelta:
        """How long an unfinished talk is picked up where it was left."""

    @property
    def languages(self) -> Sequence[str]: ...
    def best(self, text: str, language: str) -> Match: ...
    def verdict(self, text: str, language: str) -> Verdict: ...
    def signs_told(self, signs: Sequence[str], language: str) -> str:
        """The sentence that says of a message what was answered with yes: `code`, `money`, `link`, `hurry`."""

    def plainly_scam(self, text: str, language: str) -> bool: ...
    def passed_on(self, text: str, language: str) -> bool:
        """Whether a text reads like somebody's message and not like a person's own words."""

    def danger(self, text: str) -> str:
        """The kind of danger that the words tell of, "" for none."""

    def word(self, text: str) -> str:
        """What a whole message means: `stop`, `yes`, `2`, ...; "" where it is free text."""

    def then(self, slug: str) -> str:
        """What follows an entry: `solved?`, `clear?`, `callback`, `urgent-callback`, `scam-check`; "" for none such."""

    def chosen(self, menu: str, text: str) -> str:
        """The id of the menu's option that a text chooses, by its key or in words; "" for none, or for several."""

    def of_topic(self, topic: str) -> Sequence[str]:
        """The entries of a topic, those that people need most first; `other` is all that is in no topic of the menu."""

    def steps(self, slug: str, language: str) -> int:
        """How many spoken steps an entry has."""

    def callable(self, typed: str) -> str:
        """The number that was typed, in E.164, if we may call it; "" otherwise."""

    def slots(self, now: datetime) -> Sequence[Slot]: ...
    def has_room(self, slot: Slot) -> bool:
        """Whether one more callback can be promised then."""

    def open_now(self, now: datetime) -> bool: ...


KEYS = {"0": "human", "9": "repeat", "*": "back", "#": ""}
"""What some keys of a telephone mean everywhere."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a step is given: who, what was heard, what the house knows, and when."""

    conversation: Conversation
    heard: Heard
    library: Library
    now: datetime

    @property
    def notes(self) -> Mapping[str, str]:
        """What earlier steps noted."""
        return self.conversation.notes

    @property
    def by_phone(self) -> bool:
        """Whether the person is on the phone, and hears one thing at a time."""
        return self.conversation.channel == "voice"

    @property
    def word(self) -> str:
        """What the whole message means, "" where it is free text."""
        if self.heard.how == "keys":
            return KEYS.get(self.heard.text, self.heard.text)
        return self.library.word(self.heard.text)

    def option(self, menu: str) -> str:
        """The id of the menu's option that was chosen, "" where none was."""
        return self.library.chosen(menu, self.heard.text)

    def noting(self, **notes: str) -> "Moment":
        """The same moment with some notes added."""
        return replace(self, conversation=self.conversation.noting(**notes))

    def turn(self, at: str, *replies: Reply, effects: tuple[Effect, ...] = ()) -> Turn:
        """Answer with `replies` and listen next at the step `at`."""
        return Turn(replace(self.conversation, at=at), replies).doing(*effects)

    def say(self, at: str, prompt: str, *effects: Effect, **values: Value) -> Turn:
        """Answer with one prompt and listen next at the step `at`."""
        return self.turn(at, Say(prompt, values), effects=effects)
