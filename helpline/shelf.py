"""What a flow may ask of the house on one line: the Book with the line's languages, hours and name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from helpline.channels.number import may_be_called, read, written, zone
from helpline.content.book import Book
from helpline.content.render import PROOF_MARK, Telling
from helpline.content.shapes import Channel
from helpline.escalation.hours import TWO_WEEKS, Window, by_day, decent
from helpline.escalation.shifts import NO_ROTA, Rota
from helpline.escalation.ticket import Ticket
from helpline.escalation.words import code_word
from helpline.faq.match import Match
from helpline.flows import talk as flows
from helpline.flows.talk import Slot
from helpline.lines import Line
from helpline.redaction.secrets import without_marks
from helpline.scam.verdict import Verdict

SLOTS = 3


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library of one line; of a person it knows the time zone alone. Conforms to `flows.moment.Library`.

    `rota` tells who is on duty and what was promised; `alone` keeps others from the last place of a window meanwhile.
    `elsewhere` is the IANA zone of the land that the person's number belongs to, "" where it is not known.
    """

    book: Book
    line: Line
    patience: timedelta
    keep_months: int
    secret_key: str
    rota: Callable[[], Rota] = lambda: NO_ROTA
    alone: Callable[[], None] = lambda: None
    elsewhere: str = ""

    @property
    def timezone(self) -> str:
        """The IANA zone in which times are told."""
        return self.elsewhere or self.line.hours.timezone

    def of(self, person: str) -> "Shelf":
        """The same, for somebody with this number: times as their clocks tell them."""
        return replace(self, elsewhere=zone(read(person, self.line.country)))

    @property
    def notice(self) -> str:
        """The version of the notice."""
        return self.book.notice

    @property
    def languages(self) -> Sequence[str]:
        """The line's languages, the usual one first."""
        return self.line.languages

    def best(self, text: str, language: str) -> Match:
        """Which entries answer a question."""
        return self.book.matcher.best(without_marks(text), language)

    def verdict(self, text: str, language: str) -> Verdict:
        """How worried to be about a message."""
        return self.book.judge.verdict(text, language)

    def plainly_scam(self, text: str, language: str) -> bool:
        """Whether a text is plainly a suspicious message, or has an address in it that no official body has."""
        return self.book.judge.taken_up(text, language)

    def passed_on(self, text: str, language: str) -> bool:
        """Whether a text reads like somebody's message and not like a person's own words."""
        return self.book.judge.passed_on(text, language)

    def danger(self, text: str) -> str:
        """The kind of danger that the words tell of, "" for none."""
        return self.book.danger.kind(text)

    def word(self, text: str) -> str:
        """What a whole message means, "" where it is free text."""
        return self.book.words.meaning(text)

    def then(self, slug: str) -> str:
        """What follows an entry, "" where there is no such entry."""
        return self.book.entries[slug].then if slug in self.book.entries else ""

    def chosen(self, menu: str, text: str) -> str:
        """The id of the menu's option that a text chooses, "" for none."""
        return self.book.chosen(menu, text)

    def signs_told(self, signs: Sequence[str], language: str) -> str:
        """The sentence that says of a message what was answered with yes."""
        return " ".join(self.book.signs[sign][language] for sign in signs)

    def of_topic(self, topic: str) -> Sequence[str]:
        """The entries of a topic, those that people need most first; `other`: of all that are not in the menu."""
        named = self.book.menus["topics"]
        found = [entry for entry in self.book.entries.values() if entry.topic == topic]
        others = [entry for entry in self.book.entries.values() if entry.topic not in named]
        return tuple(
            entry.slug for entry in sorted(found or others, key=lambda entry: self.book.matcher.rarity(entry.slug))
        )

    def tips(self, theme: str) -> int:
        """How many tips a theme has; 0 where it is gone."""
        told = self.book.tips.get(theme)
        return len(told[self.line.languages[0]].sms) if told else 0

    def steps(self, slug: str, language: str) -> int:
        """How many spoken steps an entry has."""
        return len(self.book.entries[slug].told[language].voice)

    def callable(self, typed: str) -> str:
        """The number that was typed, in E.164, if we may call it; "" otherwise."""
        number = read(typed, self.line.country)
        return number.e164 if may_be_called(number, self.line.callback_countries, self.line.fiction) else ""

    def slots(self, now: datetime) -> Sequence[Slot]:
        """The next times for a callback that are not full, and not at night where the person is."""
        self.alone()
        rota, windows = self.rota(), self.line.hours.windows(now, TWO_WEEKS)
        free = (one for one in windows if decent(one, self.timezone) and rota.has_room(one))
        return tuple(Slot(one.start, one.end) for one in free)[:SLOTS]

    def has_room(self, slot: Slot) -> bool:
        """Whether one more callback can be promised then."""
        self.alone()
        return self.rota().has_room(Window(slot.start, slot.end))

    def may_write(self, now: datetime) -> bool:
        """Whether the person may be written to unasked: by day, here and where they are."""
        return self.line.hours.may_write(now) and by_day(now, self.timezone)

    def open_now(self, now: datetime) -> bool:
        """Whether the line is open, and somebody on duty where its helpers have shifts."""
        hours = self.line.hours
        return hours.open_at(now) and self.rota().staffed(hours.local(now))

    def telling(self, language: str, channel: Channel, now: datetime) -> Telling:
        """How things are told on this line."""
        about = {
            "line": {
                "name": self.line.name[language],
                "partner": self.line.partner,
                "shown": written(read(self.line.number, self.line.country), self.line.country),
            },
            "keep": {"months": str(self.keep_months)},
        }
        return Telling(self.book, language, channel, now, ZoneInfo(self.timezone), about)

    def proof_word(self, ticket: Ticket) -> str:
        """The word that proves a callback on this ticket, in the ticket's language. Made anew each time, never kept."""
        words = self.book.proof_words[ticket.language]
        return code_word(self.secret_key.encode(), ticket.id, ticket.word_round, words)

    def with_proof_word(self, text: str, ticket: Ticket | None, channel: flows.Channel = "text") -> str:
        """A kept text as the person gets it; spoken, the digits are said one by one."""
        if ticket is None or PROOF_MARK not in text:
            return text
        word = self.proof_word(ticket)
        return text.replace(PROOF_MARK, word if channel == "text" else _dictated(word))


def _dictated(word: str) -> str:
    noun, digits = word.split()
    return ", ".join((noun.capitalize(), *digits))
