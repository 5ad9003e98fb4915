"""What the pages show of the queue and of a ticket, made ready from what the desk gives."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from helpline.console.parts import desk
from helpline.console.speech import error, named, told_on
from helpline.desk import Board, Desk, Folder
from helpline.escalation.queue import rank
from helpline.escalation.ticket import Outcome, Ticket, held
from helpline.flows.talk import Slot, Tell
from helpline.lines import Line
from helpline.store.messages import Message
from helpline.store.tickets import Move

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


@dataclass(frozen=True, slots=True)
class Help:
    """The entry that may help: its question, its steps to read aloud, and what only the helper reads."""

    question: str
    steps: tuple[str, ...]
    helper: str


def rows(board: Board) -> Mapping[str, list[Row]]:
    """The three parts of the queue: `mine`, `waiting`, `taken`."""
    house = desk()
    return {
        "mine": [_row(house, placed.ticket, placed.why) for placed in board.mine],
        "waiting": [_row(house, placed.ticket, placed.why) for placed in board.waiting],
        "taken": [_row(house, ticket, "taken", name) for ticket, name in board.taken],
    }


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


def parted(talk: tuple[Message, ...]) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """The older messages and the recent ones."""
    return talk[:-RECENT], talk[-RECENT:]


def steps(folder: Folder) -> Iterator[Step]:
    """What happened to a ticket, the last thing first."""
    for move in reversed(folder.moves):
        words = move.note if move.kind == "noted" else ""
        yield Step(move, folder.names.get(move.helper, ""), _detail(move, folder.line), words)


def _detail(move: Move, line: Line) -> str:
    match move.kind:
        case "opened" | "joined":
            return named("opened", move.note)
        case "promised":
            return _promise(move.note, line)
        case "closed":
            return named("outcome", move.note)
        case "unsent":
            return error(move.note)
    return ""


def _promise(note: str, line: Line) -> str:
    """The slot that a move has written down as `start/end`."""
    start, _, end = note.partition("/")
    try:
        return slot_told(datetime.fromisoformat(start), datetime.fromisoformat(end), line)
    except ValueError:
        return note


def help_for(folder: Folder) -> Help | None:
    """The ticket's entry in the person's language; None where none is known."""
    house, ticket = desk(), folder.ticket
    entry = house.book.entries.get(ticket.entry)
    if entry is None:
        return None
    spoken_in = ticket.language if ticket.language in folder.line.name else folder.line.languages[0]
    telling = house.shelf(folder.line).telling(spoken_in, "voice", house.now())
    for_helper = entry.helper.get(told_on(folder.line), "")
    return Help(entry.asked[spoken_in].question, telling.texts([Tell(entry.slug)]), telling.filled(for_helper))
