"""What the pages show of the queue and of a ticket, made ready from what the desk gives."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from helpline.board import Board
from helpline.console.parts import desk
from helpline.console.speech import clock, error, language, language_name, named, t, told_on
from helpline.desk import Desk, Folder
from helpline.escalation.queue import rank
from helpline.escalation.ticket import Outcome, Ticket, held
from helpline.flows.talk import Slot
from helpline.lines import Line
from helpline.passing import may_take
from helpline.store.helpers import Helper
from helpline.store.messages import Message
from helpline.store.tickets import Move
from helpline.trying import Choice

RECENT = 12  # messages; the older ones are a click away

OUTCOMES: tuple[Outcome, ...] = ("solved", "not-solved", "referred", "not-reached", "cancelled")


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in the list. `why` is a key; `colleague` the name of who has it, `slot` the promise as it is said."""

    ticket: Ticket
    line: Line
    why: str
    slot: str
    colleague: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `detail` says more, `words` are a colleague's own."""

    move: Move
    who: str
    detail: str
    words: str


def rows(board: Board) -> Mapping[str, list[Row]]:
    """The three parts of the queue: `mine`, `waiting`, `taken`."""
    house = desk()
    return {
        "mine": [_row(house, placed.ticket, placed.why) for placed in board.mine],
        "waiting": [_row(house, placed.ticket, placed.why) for placed in board.waiting],
        "taken": [_row(house, ticket, "taken", name) for ticket, name in board.taken],
    }


def choices() -> Mapping[str, list[tuple[str, str]]]:
    """What the queue can be sifted by, where there is a choice: the values with their words."""
    house = desk()
    lines = list(house.lines.values())
    languages = dict.fromkeys(code for line in lines for code in line.languages)
    topics = dict.fromkeys(entry.topic for entry in house.book.entries.values())
    found = {
        "line": [(line.id, line.name.get(language(), line.id)) for line in lines],
        "language": [(code, language_name(code)) for code in languages],
        "topic": [(topic, named("topic", topic)) for topic in topics],
        "team": [(team, team) for line in lines for team in line.teams],
    }
    return {name: values for name, values in found.items() if len(values) > 1 or (name == "team" and values)}


def colleagues(folder: Folder) -> list[tuple[str, str]]:
    """Whom a ticket can be given to, as form values with their words: colleagues, teams, everybody."""
    others = [
        helper
        for helper in desk().helpers()
        if may_take(helper, folder.ticket.line) and helper.id != folder.ticket.helper
    ]
    teams = [(f"team:{team}", t("team", name=team)) for team in folder.line.teams]
    return [*((f"helper:{helper.id}", helper.name) for helper in others), *teams, ("team:", t("everybody"))]


def promised(tickets: Iterable[Ticket]) -> list[Row]:
    """Tickets with what was promised and why they stand where they stand."""
    house = desk()
    return [_row(house, ticket, rank(ticket, house.now()).why) for ticket in tickets]


def _row(house: Desk, ticket: Ticket, why: str, colleague: str = "") -> Row:
    line = house.line(ticket.line)
    return Row(ticket, line, why, slot_told(ticket.slot_start, ticket.slot_end, line), colleague)


def standing(folder: Folder) -> Mapping[str, str]:
    """Why a ticket is where it is, as a key, and which colleague has it."""
    ticket, now = folder.ticket, desk().now()
    theirs = held(ticket, now) and not folder.mine
    why = "closed" if ticket.state == "closed" else rank(ticket, now).why
    return {"why": why, "taken_by": folder.names.get(ticket.helper, "") if theirs else ""}


def slot_told(start: datetime | None, end: datetime | None, line: Line) -> str:
    """A promised stretch of time as one says it, "" where none is promised."""
    if start is None or end is None:
        return ""
    house = desk()
    return house.shelf(line).telling(told_on(line), "sms", house.now()).slot(Slot(start, end))


def live_word(folder: Folder, helper: Helper) -> str:
    """The code word while the call runs that the helper accepted, and not before; each time it is written down once."""
    call = folder.call
    if not folder.mine or call is None or call.helper != helper.id or call.state not in ("accepted", "talking"):
        return ""
    return desk().live_word(folder.ticket.id, helper, call.id)


def windows(folder: Folder) -> list[tuple[str, str]]:
    """The next windows for a call: as a form gives them back, and as they are said."""
    found = desk().trying.windows(folder.ticket)
    return [(one.window.span, _choice_told(one, folder.line)) for one in found]


def _choice_told(choice: Choice, line: Line) -> str:
    told = slot_told(choice.window.start, choice.window.end, line)
    told = t("window-night", slot=told) if choice.night else told
    return t("window-full", slot=told) if choice.full else told


def clock_there(folder: Folder) -> str:
    """What time it is for the person, and where that is; "" where it is the same as at the line's place."""
    now, zone = desk().now(), ZoneInfo(desk().trying.place(folder.ticket))
    there = now.astimezone(zone)
    if there.utcoffset() == folder.line.hours.local(now).utcoffset():
        return ""
    place = get_timezone_location(zone.key, locale=language(), return_city=True)
    return t("clock-there", time=clock(there.time()), place=place)


def parted(talk: tuple[Message, ...]) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """The older messages and the recent ones."""
    return talk[:-RECENT], talk[-RECENT:]


def steps(folder: Folder) -> Iterator[Step]:
    """What happened to a ticket, the last thing first."""
    for move in reversed(folder.moves):
        words = move.note if move.kind == "noted" else ""
        yield Step(move, folder.names.get(move.helper, ""), _detail(move, folder.line), words)


_FAMILIES = {
    "opened": "opened", "joined": "opened", "closed": "outcome", "skipped": "skip", "called": "result",
    "call-ended": "call-result",
}  # fmt: skip
"""Moves whose note is a value of the house, with the family of its word."""


def _detail(move: Move, line: Line) -> str:
    if move.kind in _FAMILIES:
        return named(_FAMILIES[move.kind], move.note) if move.note else ""
    match move.kind:
        case "promised":
            return _promise(move.note, line)
        case "unsent":
            return error(move.note)
        case "handed" | "to-team":
            return move.note
    return ""


def _promise(note: str, line: Line) -> str:
    """The slot that a move has written down as `start/end`."""
    start, _, end = note.partition("/")
    try:
        return slot_told(datetime.fromisoformat(start), datetime.fromisoformat(end), line)
    except ValueError:
        return note
