"""From what a flow says to the words that a person gets: braces filled, times told, texts packed to cost little."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from helpline.channels.gsm import segments, softened
from helpline.channels.number import read, written
from helpline.content.book import Book, told_in
from helpline.content.shapes import Channel
from helpline.content.table import ContentError
from helpline.flows.talk import Because, Number, ProofWord, Reply, Say, Slot, Tell, Tip, Title, Value

HOLE = re.compile(r"\{([a-z0-9-]+)(?:\.([a-z0-9_-]+))?\}")
SEGMENTS_A_TEXT = 2
_ENDS = " ?!."  # what ends a question, and must not where the sentence goes on
PROOF_MARK = "{proofword}"
"""Stands for a ticket's code word in all that is kept: the word itself is never stored. As long as the longest one."""


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom, how and when something is told. `about` fills `{group.field}`: the line, how long things are kept."""

    book: Book
    language: str
    channel: Channel
    now: datetime
    zone: ZoneInfo
    about: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def texts(self, replies: Iterable[Reply]) -> tuple[str, ...]:
        """All that is said, in order, one string a text or a spoken step.

        Raises ContentError where a brace cannot be filled; KeyError where a prompt or an entry does not exist.
        """
        return tuple(text for reply in replies for text in self._reply(reply))

    def _reply(self, reply: Reply) -> tuple[str, ...]:
        match reply:
            case Say(prompt, values):
                bare = self.book.told(prompt, self.language, self.channel)
                return tuple(self.filled(text, values) for text in bare)
            case Tip(theme, place):
                return (self.filled(told_in(self.book.tips[theme][self.language], self.channel)[place]),)
            case Tell(entry, step):
                steps = told_in(self.book.entries[entry].told[self.language], self.channel)
                return tuple(self.filled(text) for text in (steps if step is None else steps[step : step + 1]))

    def filled(self, text: str, values: Mapping[str, Value] | None = None) -> str:
        """A text with its braces filled: values of the flow, `{line.name}`, `{menu.main}`, `{place.field}`."""
        return HOLE.sub(lambda hole: self._hole(hole[1], hole[2], values or {}), text)

    def _hole(self, group: str, name: str | None, values: Mapping[str, Value]) -> str:
        if name is None:
            if group not in values:
                raise ContentError(f"{{{group}}} has no value here")
            return self._value(values[group])
        if group == "menu":
            return self._menu(name)
        told = self.about[group].get(name) if group in self.about else self._place(group, name)
        if told is None:
            raise ContentError(f"{{{group}.{name}}} is neither a place nor known of the line")
        return told

    def _place(self, id_: str, name: str) -> str | None:
        place = self.book.places.get(id_)
        return place.field(name, self.language) if place else None

    def _menu(self, name: str) -> str:
        if name not in self.book.menus:
            raise ContentError(f"{{menu.{name}}}: there is no such menu")
        options = (told_in(option.told[self.language], self.channel)[0] for option in self.book.menus[name].values())
        return self._numbered(options)

    def _numbered(self, options: Iterable[str]) -> str:
        pattern = self.book.languages[self.language].numbered[self.channel]
        told = [pattern.format(key=key, option=option) for key, option in enumerate(options, start=1)]
        return ("\n" if self.channel == "sms" else " ").join(told)

    def _value(self, value: Value) -> str:
        match value:
            case str():
                return value
            case Slot():
                return self.slot(value)
            case datetime():
                return self.moment(value)
            case Title(slug):
                return self.book.entries[slug].asked[self.language].question.rstrip(_ENDS)
            case Number(e164):
                return self.number(e164)
            case ProofWord():
                return PROOF_MARK
        if any(isinstance(part, Because) for part in value):
            return " ".join(self._because(part) for part in value if isinstance(part, Because))
        return self._numbered(self._choice(part) for part in value if not isinstance(part, Because))

    def _choice(self, choice: Title | Slot) -> str:
        if isinstance(choice, Slot):
            return self.slot(choice)
        question = self.book.entries[choice.slug].asked[self.language].question
        return question if self.channel == "sms" else question.rstrip(_ENDS)  # "..., tapez 1" follows

    def _because(self, because: Because) -> str:
        sentence = told_in(self.book.reasons[because.key][self.language], self.channel)[0]
        return self.filled(sentence, {"span": because.span})

    def slot(self, slot: Slot) -> str:
        """A stretch of time as one says it: "demain entre 9h et 12h"."""
        start, end = slot.start.astimezone(self.zone), slot.end.astimezone(self.zone)
        days = start.date() - self.now.astimezone(self.zone).date()
        prompt = {timedelta(0): "time.today", timedelta(days=1): "time.tomorrow"}.get(days, "time.later")
        values = {"day": self._day(start), "start": self.clock(start.time()), "end": self.clock(end.time())}
        return self.filled(self.book.told(prompt, self.language, self.channel)[0], values)

    def moment(self, when: datetime) -> str:
        """A point in time as one says it: "lundi 23 novembre à 14h05"."""
        local = when.astimezone(self.zone)
        bare = self.book.told("time.moment", self.language, self.channel)[0]
        return self.filled(bare, {"day": self._day(local), "start": self.clock(local.time())})

    def number(self, e164: str) -> str:
        """A telephone number as people write it; spoken, with a pause after each group."""
        groups = written(read(e164)).split()
        return " ".join(groups) if self.channel == "sms" else ", ".join(groups)

    def clock(self, at: time) -> str:
        """A time of day as one says it: "9h30"."""
        return format_time(at, self.book.languages[self.language].time_pattern(at), locale=self.language)

    def _day(self, when: datetime) -> str:
        pattern = self.book.languages[self.language].date_pattern(when)
        return format_date(when, f"EEEE {pattern}", locale=self.language)


def packed(texts: Iterable[str]) -> tuple[str, ...]:
    """The same words in as few texts as fit: softened, and joined to the one before where that costs no segment more.

    Fewer texts also arrive in order. Never over 2 segments by joining.
    """
    joined: list[str] = []
    for text in map(softened, texts):
        both = f"{joined[-1]}\n{text}" if joined else text
        if joined and segments(both) <= min(SEGMENTS_A_TEXT, segments(joined[-1]) + segments(text)):
            joined[-1] = both
        else:
            joined.append(text)
    return tuple(joined)
