"""A helper acts: sees who is next, claims, answers, notes, closes - each in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from helpline.board import EVERYTHING, Board, Sift, laid_out
from helpline.channels.gsm import segments
from helpline.channels.number import can_receive_texts
from helpline.channels.number import read as read_number
from helpline.channels.status import NotSent
from helpline.content.book import Book
from helpline.drawer import Drawer, Refused, may_see
from helpline.duty import Duty
from helpline.escalation import ticket as moves_of
from helpline.escalation.calling import Call
from helpline.escalation.ticket import Outcome, Ticket, held
from helpline.flows.talk import Say
from helpline.lines import Line
from helpline.shelf import Shelf
from helpline.store import calls, helpers, messages, people, recordings, skips, tickets
from helpline.store.helpers import Helper
from helpline.store.messages import Message
from helpline.store.recordings import Recording
from helpline.store.shapes import Store
from helpline.store.tickets import Move
from helpline.trying import Trying
from helpline.writing import Letter, put_in_queue, texts

LONGEST_REPLY = 600  # characters: four texts
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Folder:
    """All about one ticket."""

    ticket: Ticket
    line: Line
    talk: tuple[Message, ...]
    moves: tuple[Move, ...]
    earlier: tuple[Ticket, ...]
    recordings: tuple[Recording, ...]
    call: Call | None  # the last one that the house made
    names: Mapping[str, str]  # helpers by id
    stopped: bool
    mine: bool


@dataclass(frozen=True)
class Desk:
    """Where helpers work."""

    store: Store
    book: Book
    lines: Mapping[str, Line]
    shelf: Callable[[Line], Shelf]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sound: Callable[[str], bytes] = lambda sid: b""  # fetches a recording from the carrier
    most_calls: int = 3

    def hear(self, ticket_id: str, helper: Helper, sid: str) -> bytes:
        """The sound of a voice message as WAV, for the helper who has the ticket only. Raises Refused."""
        with self.store.read() as tx:
            ticket, recording = self.drawer.known(tx, ticket_id, helper), recordings.get(tx, sid)
        if not held(ticket, self.now()) or ticket.helper != helper.id:
            raise Refused("not-yours")
        if recording is None or recording.ticket != ticket.id:
            raise Refused("unknown")
        try:
            return self.sound(sid)
        except NotSent:
            raise Refused("no-sound") from None

    @property
    def drawer(self) -> Drawer:
        """Where tickets are kept."""
        return Drawer(self.store, self.lines, self.now)

    @property
    def trying(self) -> Trying:
        """What follows a call."""
        return Trying(self.drawer, self.shelf, self.most_calls)

    @property
    def duty(self) -> Duty:
        """When helpers are there."""
        return Duty(self.store, self.lines, self.now)

    def line(self, id_: str) -> Line:
        """A line by its id. Raises KeyError where it is gone from the settings."""
        return self.drawer.line(id_)

    def board(self, helper: Helper, sift: Sift = EVERYTHING, page: int = 1) -> Board:
        """The queue as this helper sees it now. Raises StoreUnreachable."""
        with self.store.read() as tx:
            open_tickets = tickets.queue(tx, self.drawer.line_ids(helper))
            skipped, known = skips.of_helper(tx, helper.id, self.now()), helpers.names(tx)
        if sift != EVERYTHING:
            open_tickets = sift.kept(open_tickets, self.topic)
        return laid_out(open_tickets, helper.id, skipped, known, page, self.now())

    def version(self) -> str:
        """Changes whenever something happened to a ticket, and each minute, since waits and promises go on."""
        with self.store.read() as tx:
            return f"{tickets.last_move(tx)}/{calls.last_change(tx)}/{self.now():%H:%M}"

    def helpers(self) -> list[Helper]:
        """Everybody with an account."""
        with self.store.read() as tx:
            return helpers.everyone(tx)

    def topic(self, ticket: Ticket) -> str:
        """What a ticket is about, "" where no entry fits."""
        entry = self.book.entries.get(ticket.entry)
        return entry.topic if entry else ""

    def folder(self, ticket_id: str, helper: Helper) -> Folder:
        """All about one ticket. Raises Refused("unknown"), StoreUnreachable."""
        with self.store.read() as tx:
            ticket = self.drawer.known(tx, ticket_id, helper)
            known = people.get(tx, ticket.person)
            earlier = tickets.of_person(tx, ticket.person) if ticket.person else []
            return Folder(
                ticket,
                self.line(ticket.line),
                tuple(messages.talk(tx, ticket.person, 200, helper.lines)) if ticket.person else (),
                tuple(tickets.moves(tx, ticket.id)),
                tuple(other for other in earlier if other.id != ticket.id and may_see(helper, other.line)),
                tuple(recordings.of_ticket(tx, ticket.id)),
                calls.last_of(tx, ticket.id),
                helpers.names(tx),
                bool(known and known.stopped_at),
                ticket.helper == helper.id and held(ticket, self.now()),
            )

    def claim(self, ticket_id: str, helper: Helper) -> None:
        """Take a ticket for 15 minutes of rest. Raises Refused: `claimed` with the colleague's name, `closed`, ..."""
        now = self.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            wanted = self.drawer.allowed(tx, ticket, lambda: moves_of.claimed(ticket, helper.id, now))
            if wanted.claimed_until is None or not tickets.claim(tx, ticket.id, helper.id, now, wanted.claimed_until):
                raise Refused("claimed")
            if not (held(ticket, now) and ticket.helper == helper.id):
                tickets.add_move(tx, Move(ticket.id, "claimed", now, helper.id))

    def release(self, ticket_id: str, helper: Helper) -> None:
        """Put a ticket back; it keeps its place. Raises Refused."""
        now = self.now()
        self.drawer.moved(ticket_id, helper, "released", "", lambda ticket: moves_of.released(ticket, helper.id, now))

    def note(self, ticket_id: str, helper: Helper, text: str) -> None:
        """Keep a note for colleagues, free of secrets. Raises Refused."""
        words = self.book.redactor.redacted(_checked(text, LONGEST_NOTE)).text
        now = self.now()
        self.drawer.moved(ticket_id, helper, "noted", words, lambda ticket: moves_of.extended(ticket, helper.id, now))

    def close(self, ticket_id: str, helper: Helper, outcome: Outcome) -> None:
        """End a ticket. Who was in danger is answered by the bot again. Raises Refused."""
        now = self.now()

        def over(ticket: Ticket) -> Ticket:
            moves_of.extended(ticket, helper.id, now)  # only who has it may end it
            return moves_of.closed(ticket, outcome, now, helper.id)

        self.drawer.moved(ticket_id, helper, "closed", outcome, over)

    def reply(self, ticket_id: str, helper: Helper, text: str) -> None:
        """Answer the person by text, through the queue of the sender. Raises Refused: `secret`, `stopped`, ..."""
        now = self.now()
        words = _checked(text, LONGEST_REPLY)
        if self.book.redactor.redacted(words).removed:
            raise Refused("secret")
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            extended = self.drawer.allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now))
            known = people.get(tx, ticket.person)
            if known and known.stopped_at:
                raise Refused("stopped")
            if not self.can_text(ticket):
                raise Refused("no-texts")
            tickets.save(tx, extended)
            letter = Letter(ticket.person, ticket.language, helper.id, ticket.id)
            put_in_queue(tx, self.shelf(self.line(ticket.line)), letter, _said(words), now)
            tickets.add_move(tx, Move(ticket.id, "replied", now, helper.id))

    def can_text(self, ticket: Ticket) -> bool:
        """Whether the person has a number that texts reach: no hidden one, no landline."""
        return can_receive_texts(read_number(ticket.person, self.line(ticket.line).country))

    def show_word(self, ticket_id: str, helper: Helper) -> str:
        """The code word, for the call that starts now; each time it is shown is written down. Raises Refused."""
        now = self.now()
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            extended = self.drawer.allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now))
            tickets.save(tx, extended)
            tickets.add_move(tx, Move(ticket.id, "word-shown", now, helper.id))
        return self.shelf(self.line(ticket.line)).proof_word(extended)

    def live_word(self, ticket_id: str, helper: Helper, call_id: str) -> str:
        """The code word for a call that runs; that it was shown is written down once a call. Raises Refused."""
        with self.drawer.taken(ticket_id, helper) as (tx, ticket):
            seen = any(move.kind == "word-shown" and move.note == call_id for move in tickets.moves(tx, ticket.id))
            if not seen:
                tickets.add_move(tx, Move(ticket.id, "word-shown", self.now(), helper.id, call_id))
        return self.shelf(self.line(ticket.line)).proof_word(ticket)

    def price(self, ticket_id: str, helper: Helper, text: str) -> int:
        """How many segments an answer would take as it stands; 0 for none. Raises Refused, StoreUnreachable."""
        with self.store.read() as tx:
            ticket = self.drawer.known(tx, ticket_id, helper)
        said, shelf = _said(text.strip()), self.shelf(self.line(ticket.line))
        return sum(map(segments, texts(shelf, said, ticket.language, self.now()))) if text.strip() else 0


def _said(words: str) -> tuple[Say]:
    return (Say("helper.reply", {"text": words}),)


def _checked(text: str, longest: int) -> str:
    words = text.strip()
    if not words:
        raise Refused("empty")
    if len(words) > longest:
        raise Refused("long")
    return words
