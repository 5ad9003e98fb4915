"""The console's words, times and names, in the language of who reads them."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from flask import g, request
from flask_babel import (  # type: ignore[import-untyped]
    format_date,
    format_datetime,
    format_decimal,
    format_percent,
    format_time,
    format_timedelta,
)
from markupsafe import Markup, escape

from helpline.accounts import AT_THE_DESK, RUNS_THE_LINE, TEACHES
from helpline.channels.number import masked, written
from helpline.channels.number import read as read_number
from helpline.console.parts import book, desk
from helpline.content.render import PROOF_MARK
from helpline.lines import Line
from helpline.store.helpers import Helper

HOLE = re.compile(r"\{([a-z]+)\}")
MARK = re.compile(r"\[(card|iban|nir|password|code|cvv)\]")


def reader() -> Helper | None:
    """The helper who reads the page; None before the login."""
    found = g.get("helper")
    return found if isinstance(found, Helper) else None


def at_the_desk() -> bool:
    """Whether who reads the page may see people."""
    helper = reader()
    return bool(helper and helper.role in AT_THE_DESK)


def runs_the_line() -> bool:
    """Whether who reads the page may change other people's accounts."""
    helper = reader()
    return bool(helper and helper.role in RUNS_THE_LINE)


def teaches() -> bool:
    """Whether who reads the page may read what the bot did not answer well."""
    helper = reader()
    return bool(helper and helper.role in TEACHES)


def language() -> str:
    """The helper's language, else the browser's, among those that content speaks; the first one otherwise."""
    spoken = list(book().languages)
    helper = reader()
    if helper and helper.language in spoken:
        return helper.language
    return request.accept_languages.best_match(spoken) or spoken[0]


def t(key: str, told_in: str = "", **values: object) -> str:
    """The words of a key, its `{braces}` filled; in the reader's language unless another is named. Raises KeyError."""
    words = book().console[key][told_in or language()]
    return HOLE.sub(lambda hole: str(values.get(hole[1], hole[0])), words)


def counted(key: str, count: int) -> str:
    """The words of `<key>-one` or `<key>-other`, as the language counts."""
    one = Locale.parse(language()).plural_form(count) == "one"
    return t(f"{key}-{'one' if one else 'other'}", count=count)


def named(family: str, value: str) -> str:
    """The word for a value of the house, `<family>-<value>`; the value itself where content has none yet."""
    key = f"{family}-{value}"
    return t(key) if key in book().console else value


def error(code: str) -> str:
    """Why a text was not sent, by the carrier's code; "" where there is no code."""
    if not code:
        return ""
    return t(f"error-{code}") if f"error-{code}" in book().console else t("error-unknown", code=code)


def spoken(body: str) -> Markup:
    """A kept text to be shown: code words as dots, what was taken out as badges, all else as it stands."""
    shown = str(escape(body)).replace(str(escape(PROOF_MARK)), _hidden_word())
    return Markup(MARK.sub(lambda mark: _badge(mark[1]), shown))  # noqa: S704 - escaped just above


def plainly(body: str) -> str:
    """The same as plain words, for what is read aloud and not shown."""
    return MARK.sub(lambda mark: named("mark", mark[1]), body.replace(PROOF_MARK, "•••"))


def _hidden_word() -> str:
    return f'<span class="hidden-word"><span aria-hidden="true">•••</span>{_unseen(t("word-hidden"))}</span>'


def _badge(kind: str) -> str:
    return f'<span class="mark">{escape(named("mark", kind))}</span>'


def _unseen(words: str) -> str:
    return f'<span class="visually-hidden">{escape(words)}</span>'


def number(person: str, line: Line, mine: bool = False) -> str:
    """A person's number: whole for the helper who has the ticket, masked for everybody else."""
    found = read_number(person, line.country)
    if found.kind in ("hidden", "unknown") and not found.e164:
        return t("no-number")
    return written(found, line.country) if mine else masked(person)


def moment(when: datetime, line: Line) -> str:
    """A time at the place of the line: "14:05" today, with its day otherwise."""
    zone = ZoneInfo(line.hours.timezone)
    there = when.astimezone(zone)
    if there.date() == desk().now().astimezone(zone).date():
        return str(format_time(there, "short", rebase=False))
    return f"{format_datetime(there, 'd MMM', rebase=False)} {format_time(there, 'short', rebase=False)}"


def moment_here(when: datetime) -> str:
    """A time of the house itself, at the place of its first line."""
    return moment(when, next(iter(desk().lines.values())))


def line_name(line_id: str) -> str:
    """What a line is called; its id where it is gone from the settings."""
    found = next((line for line in desk().lines.values() if line.id == line_id), None)
    return found.name[told_on(found)] if found else line_id


def waited(since: datetime) -> str:
    """How long it has been: "20 minutes", "3 heures", "2 jours"."""
    return str(format_timedelta(max(desk().now() - since, timedelta(minutes=1)), granularity="minute", threshold=1.5))


def language_name(code: str) -> str:
    """How a language calls itself."""
    known = book().languages.get(code)
    return known.name if known else code


def told_on(line: Line) -> str:
    """The reader's language, where the line has a name in it; the line's usual one otherwise."""
    return language() if language() in line.name else line.languages[0]


def first_line(question: str) -> str:
    """What a person asked first, in one line."""
    return next((text for text in map(str.strip, question.splitlines()) if text), "")


def decimal(number: float) -> str:
    """A number with one digit after the mark, as the language writes it."""
    return str(format_decimal(round(number, 1)))


def percent(share: float | None) -> str:
    """A part of a whole, as the language writes it; "" where it is not known."""
    return "" if share is None else str(format_percent(round(share, 2)))


def clock(at: time) -> str:
    """A time of day as one says it: "9h30"."""
    return str(format_time(at, book().languages[language()].time_pattern(at), rebase=False))


def day(when: date) -> str:
    """A day with its year."""
    pattern = book().languages[language()].date_pattern(when)
    return str(format_date(when, f"{pattern} yyyy", rebase=False))


FOR_TEMPLATES = {
    "t": t,
    "counted": counted,
    "named": named,
    "spoken": spoken,
    "plainly": plainly,
    "number": number,
    "moment": moment,
    "waited": waited,
    "language_name": language_name,
    "language": language,
    "sms_error": error,
    "first_line": first_line,
    "reader": reader,
    "decimal": decimal,
    "percent": percent,
    "day": day,
    "at_the_desk": at_the_desk,
    "runs_the_line": runs_the_line,
    "teaches": teaches,
    "moment_here": moment_here,
    "line_name": line_name,
}
