"""A helper acts: sees who is next, claims, answers, notes, closes - each in one transaction."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from helpline.channels.gsm import segments
from helpline.channels.status import NotSent
from helpline.content.book import Book
from helpline.content.render import packed
from helpline.escalation import ticket as moves_of
from helpline.escalation.queue import Placed, ordered, rank
from helpline.escalation.ticket import NotAllowed, Outcome, Ticket, held
from helpline.flows.talk import Say
from helpline.lines import Line
from helpline.shelf import Shelf
from helpline.store import helpers, messages, people, recordings, tickets
from helpline.store.helpers import Helper
from helpline.store.messages import Message
from helpline.store.recordings import Recording
from helpline.store.rows import new_id
from helpline.store.shapes import Store, Tx
from helpline.store.tickets import Move

LONGEST_REPLY = 600  # characters: four texts
LONGEST_NOTE = 2000


class Refused(Exception):  # noqa: N818 - it reads as what happened
    """What a helper wants is not possible. `reason`: a key that content has words for; `helper`: who has the ticket."""

    def __init__(self, reason: str, helper: str = "") -> None:
        super().__init__(reason)
        self.reason, self.helper = reason, helper


@dataclass(frozen=True, slots=True)
class Board:
    """What a helper sees first: their own tickets, then who is next, then what colleagues have."""

    mine: tuple[Placed, ...]
    waiting: tuple[Placed, ...]
    taken: tuple[tuple[Ticket, str], ...]  # with the colleague's name


@dataclass(frozen=True, slots=True)
class Folder:
    """All about one ticket."""

    ticket: Ticket
    line: Line
    talk: tuple[Message, ...]
    moves: tuple[Move, ...]
    earlier: tuple[Ticket, ...]
    recordings: tuple[Recording, ...]
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

    def hear(self, ticket_id: str, helper: Helper, sid: str) -> bytes:
        """The sound of a voice message as WAV, for the helper who has the ticket only. Raises Refused."""
        with self.store.read() as tx:
            ticket, recording = self._known(tx, ticket_id, helper), recordings.get(tx, sid)
        if not held(ticket, self.now()) or ticket.helper != helper.id:
            raise Refused("not-yours")
        if recording is None or recording.ticket != ticket.id:
            raise Refused("unknown")
        try:
            return self.sound(sid)
        except NotSent:
            raise Refused("no-sound") from None

    def line(self, id_: str) -> Line:
        """A line by its id. Raises KeyError where it is gone from the settings."""
        return {line.id: line for line in self.lines.values()}[id_]

    def board(self, helper: Helper) -> Board:
        """The queue as this helper sees it now. Raises StoreUnreachable."""
        now = self.now()
        with self.store.read() as tx:
            open_tickets = tickets.queue(tx, self._lines(helper))
            names = _names(tx)
        mine = [ticket for ticket in open_tickets if ticket.helper == helper.id and held(ticket, now)]
        mine.sort(key=lambda ticket: rank(ticket, now))
        taken = [ticket for ticket in open_tickets if held(ticket, now) and ticket.helper != helper.id]
        return Board(
            tuple(Placed(ticket, rank(ticket, now).why) for ticket in mine),
            tuple(ordered(open_tickets, now)),
            tuple((ticket, names.get(ticket.helper, "")) for ticket in taken),
        )

    def folder(self, ticket_id: str, helper: Helper) -> Folder:
        """All about one ticket. Raises Refused("unknown"), StoreUnreachable."""
        with self.store.read() as tx:
            ticket = self._known(tx, ticket_id, helper)
            known = people.get(tx, ticket.person)
            earlier = tickets.of_person(tx, ticket.person) if ticket.person else []
            return Folder(
                ticket,
                self.line(ticket.line),
                tuple(messages.talk(tx, ticket.person, 200, helper.lines)) if ticket.person else (),
                tuple(tickets.moves(tx, ticket.id)),
                tuple(other for other in earlier if other.id != ticket.id and _may_see(helper, other.line)),
                tuple(recordings.of_ticket(tx, ticket.id)),
                _names(tx),
                bool(known and known.stopped_at),
                ticket.helper == helper.id and held(ticket, self.now()),
            )

    def claim(self, ticket_id: str, helper: Helper) -> None:
        """Take a ticket for 15 minutes of rest. Raises Refused: `claimed` with the colleague's name, `closed`, ..."""
        now = self.now()
        with self._ticket(ticket_id, helper) as (tx, ticket):
            wanted = self._allowed(tx, ticket, lambda: moves_of.claimed(ticket, helper.id, now))
            if wanted.claimed_until is None or not tickets.claim(tx, ticket.id, helper.id, now, wanted.claimed_until):
                raise Refused("claimed")
            if not (held(ticket, now) and ticket.helper == helper.id):
                tickets.add_move(tx, Move(ticket.id, "claimed", now, helper.id))

    def release(self, ticket_id: str, helper: Helper) -> None:
        """Put a ticket back; it keeps its place. Raises Refused."""
        now = self.now()
        self._moved(ticket_id, helper, "released", "", lambda ticket: moves_of.released(ticket, helper.id, now))

    def note(self, ticket_id: str, helper: Helper, text: str) -> None:
        """Keep a note for colleagues, free of secrets. Raises Refused."""
        words = self.book.redactor.redacted(_checked(text, LONGEST_NOTE)).text
        now = self.now()
        self._moved(ticket_id, helper, "noted", words, lambda ticket: moves_of.extended(ticket, helper.id, now))

    def close(self, ticket_id: str, helper: Helper, outcome: Outcome) -> None:
        """End a ticket. Who was in danger is answered by the bot again. Raises Refused."""
        now = self.now()

        def over(ticket: Ticket) -> Ticket:
            moves_of.extended(ticket, helper.id, now)  # only who has it may end it
            return moves_of.closed(ticket, outcome, now, helper.id)

        self._moved(ticket_id, helper, "closed", outcome, over)

    def reply(self, ticket_id: str, helper: Helper, text: str) -> None:
        """Answer the person by text, through the queue of the sender. Raises Refused: `secret`, `stopped`, ..."""
        now = self.now()
        words = _checked(text, LONGEST_REPLY)
        if self.book.redactor.redacted(words).removed:
            raise Refused("secret")
        with self._ticket(ticket_id, helper) as (tx, ticket):
            extended = self._allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now))
            known = people.get(tx, ticket.person)
            if known and known.stopped_at:
                raise Refused("stopped")
            tickets.save(tx, extended)
            self._enqueue(tx, extended, helper, words, now)
            tickets.add_move(tx, Move(ticket.id, "replied", now, helper.id))

    def show_word(self, ticket_id: str, helper: Helper) -> str:
        """The code word, for the call that starts now; each time it is shown is written down. Raises Refused."""
        now = self.now()
        with self._ticket(ticket_id, helper) as (tx, ticket):
            extended = self._allowed(tx, ticket, lambda: moves_of.extended(ticket, helper.id, now))
            tickets.save(tx, extended)
            tickets.add_move(tx, Move(ticket.id, "word-shown", now, helper.id))
        return self.shelf(self.line(ticket.line)).proof_word(extended)

    def _enqueue(self, tx: Tx, ticket: Ticket, helper: Helper, words: str, now: datetime) -> None:
        telling = self.shelf(self.line(ticket.line)).telling(ticket.language, "sms", now)
        for text in packed(telling.texts([Say("helper.reply", {"text": words})])):
            message = Message(
                new_id(), ticket.person, ticket.line, "out", "text", helper.id, text, "queued", now,
                ticket=ticket.id, segments=segments(text), due_at=now,
            )  # fmt: skip
            messages.add(tx, message)

    def _moved(self, ticket_id: str, helper: Helper, kind: str, note: str, move: Callable[[Ticket], Ticket]) -> None:
        with self._ticket(ticket_id, helper) as (tx, ticket):
            after = self._allowed(tx, ticket, lambda: move(ticket))
            tickets.save(tx, after)
            tickets.add_move(tx, Move(ticket.id, kind, self.now(), helper.id, note))
            if after.state == "closed":
                people.end_danger(tx, ticket.person, ticket.line)

    @contextmanager
    def _ticket(self, ticket_id: str, helper: Helper) -> Iterator[tuple[Tx, Ticket]]:
        """One ticket in one write transaction. The person's lock keeps a text that comes in meanwhile waiting.

        The helper is read anew: who left, or lost the line, a moment ago does nothing more.
        """
        with self.store.read() as tx:
            person = self._known(tx, ticket_id, helper).person
        with self.store.write(lock=person) as tx:
            yield tx, self._known(tx, ticket_id, helpers.at_work(tx, helper.id))

    def _known(self, tx: Tx, ticket_id: str, helper: Helper | None) -> Ticket:
        """A ticket of a line that is the helper's: one whose line has left the settings is as good as gone."""
        ticket = tickets.get(tx, ticket_id)
        if ticket is None or helper is None or ticket.line not in self._lines(helper):
            raise Refused("unknown")
        return ticket

    def _lines(self, helper: Helper) -> list[str]:
        return [line.id for line in self.lines.values() if _may_see(helper, line.id)]

    def _allowed(self, tx: Tx, ticket: Ticket, move: Callable[[], Ticket]) -> Ticket:
        try:
            return move()
        except NotAllowed as refusal:
            raise Refused(refusal.reason, _names(tx).get(ticket.helper, "")) from None


def _may_see(helper: Helper, line: str) -> bool:
    return not helper.lines or line in helper.lines


def _names(tx: Tx) -> dict[str, str]:
    return {helper.id: helper.name for helper in helpers.everyone(tx)}


def _checked(text: str, longest: int) -> str:
    words = text.strip()
    if not words:
        raise Refused("empty")
    if len(words) > longest:
        raise Refused("long")
    return words
