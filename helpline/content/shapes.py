"""The shapes of content: entries, prompts, menus, places and reasons, each complete in every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Channel = Literal["sms", "voice"]
Then = Literal["solved?", "clear?", "callback", "urgent-callback", "scam-check"]


@dataclass(frozen=True, slots=True)
class Language:
    """How a language names itself, writes the time and tells a choice."""

    code: str
    name: str
    voice: str
    plain_voice: str
    locale: str
    hour: str
    minutes: str
    day: str
    first_day: str
    numbered: Mapping[Channel, str]

    def time_pattern(self, at: time) -> str:
        """How this time of day is written, as a Unicode date pattern."""
        return self.minutes if at.minute else self.hour

    def date_pattern(self, when: date) -> str:
        """How this day is written, without its year and its name, as a Unicode date pattern."""
        return self.first_day if when.day == 1 else self.day


@dataclass(frozen=True, slots=True)
class Told:
    """The same thing said in a text (`sms`: one text each) and aloud (`voice`: one step each)."""

    sms: tuple[str, ...]
    voice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer by text that helpers send often; `title` is what they choose it by."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """How people ask for an entry, in one language."""

    question: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer to one question."""

    slug: str
    topic: str
    then: Then
    reviewed: date
    sources: tuple[str, ...]
    related: tuple[str, ...]
    asked: Mapping[str, Asked]
    told: Mapping[str, Told]
    helper: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where to turn: a service, with its number, address, cost, hours and where that was read."""

    id: str
    fields: Mapping[str, str | Mapping[str, str]]
    where: str  # file and field
    source: str
    checked_on: date
    region: str = ""  # the pack of the country that it belongs to; "" for one that serves everywhere

    def field(self, name: str, language: str) -> str | None:
        """What stands in `{place.name}`; None where the place has no such field."""
        value = self.fields.get(name)
        return value if isinstance(value, str) or value is None else value[language]


@dataclass(frozen=True, slots=True)
class Region:
    """The pack of a country: the languages that it is written in, the entries it does without, and its places."""

    languages: tuple[str, ...]
    without: frozenset[str]
    places: Mapping[str, Place]


Prompt = Mapping[str, Told]
"""One prompt, by language."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a menu: how it is told, by language, and the words by which people choose it, in all languages."""

    told: Mapping[str, Told]
    said: tuple[str, ...]


Menu = Mapping[str, Option]
"""The options of a menu by id, in the order of their keys."""
