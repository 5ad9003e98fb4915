"""Someone speaks: one turn is loaded, played, saved and answered, in one transaction, once an event of the carrier."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from time import monotonic

from helpline.channels.gsm import segments
from helpline.channels.number import answerable, may_be_called
from helpline.channels.number import read as read_number
from helpline.content.book import Book
from helpline.content.render import packed
from helpline.effects import Carried, carry_out
from helpline.flows.play import play
from helpline.flows.talk import Conversation, Forget, Heard, How, OpenTicket, Say, Turn
from helpline.lines import Line
from helpline.log import logger
from helpline.shelf import Shelf
from helpline.store import messages, people, tickets, turns
from helpline.store.messages import Message
from helpline.store.rows import new_id
from helpline.store.shapes import Store, StoreUnreachable, Tx
from helpline.store.turns import RecordedTurn

IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that the carrier brings. `event` is its id, the key against doubles; `to` one of our numbers."""

    event: str
    person: str
    to: str
    how: How
    text: str = ""
    photos: int = 0


@dataclass(frozen=True, slots=True)
class Switchboard:
    """Hears people. `replies_queued`: answers go through the queue of the sender, not back with the event."""

    store: Store
    book: Book
    lines: Mapping[str, Line]
    shelf: Callable[[Line], Shelf]
    secret_key: str
    replies_queued: bool = False
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def hear(self, inbound: Inbound) -> tuple[str, ...]:
        """Answer one event: the texts to say, the same ones however often the event comes.

        A turn that fails is answered with a kind sentence and becomes a ticket.
        Raises StoreUnreachable where nothing could be kept: the event must not be acknowledged then.
        """
        began = monotonic()
        turn = _Hearing(self, inbound, self.now())
        try:
            replies = turn.kept(turn.played)
        except StoreUnreachable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the person gets an answer and a human a ticket
            logger().error("turn failed", person=turn.person, error=type(error).__name__, id=inbound.event)
            replies = turn.kept(turn.failed)
        logger().info("heard", **turn.log, ms=round((monotonic() - began) * 1000))
        return replies

    def reported(self, state: messages.State, error: str, message_id: str, carrier_id: str) -> bool:
        """The carrier reports on a text that we sent; False where that changes nothing. Raises StoreUnreachable."""
        with self.store.write() as tx:
            moved = messages.advance(tx, state, error, message=message_id, carrier_id=carrier_id)
        logger().info("reported", state=state, error=error, message=message_id, moved=moved)
        return moved


class _Hearing:
    """One event on its way: who, where, and what is already known of it."""

    def __init__(self, house: Switchboard, inbound: Inbound, now: datetime) -> None:
        self.house, self.inbound, self.now = house, inbound, now
        self.line = house.lines[inbound.to]
        self.number = read_number(inbound.person, self.line.country)
        self.person = self.number.e164 or inbound.person[:64]
        redacted = house.book.redactor.redacted(inbound.text)
        self.heard = Heard(inbound.how, redacted.text, inbound.photos, redacted.removed)
        self.digest = sha256(redacted.text.encode("utf-8", "replace")).hexdigest()[:16]
        self.log: dict[str, object] = {"person": self.person, "line": self.line.id, "how": inbound.how}

    def kept(self, play_turn: Callable[[Conversation], Turn]) -> tuple[str, ...]:
        """Play and keep the turn in one transaction, unless the event was played before."""
        with self.house.store.write(lock=self.person) as tx:
            seen = turns.recorded(tx, self.inbound.event)
            if seen:
                self._repeated(seen)
                return self._spoken(tx, seen.replies)
            if self.inbound.how == "text" and (not answerable(self.number) or self.person in self.house.lines):
                return self._ignored(tx)
            conversation = self._conversation(tx)
            return self._spoken(tx, self._answered(tx, conversation, play_turn(conversation)))

    def played(self, conversation: Conversation) -> Turn:
        """What the flows make of it."""
        return play(conversation, self.heard, self.house.shelf(self.line), self.now)

    def failed(self, conversation: Conversation) -> Turn:
        """A kind sentence, and a ticket, where the flows themselves have failed."""
        sorry = OpenTicket("failure", self.heard.text[:300])
        kept = replace(conversation, at="menu.start", notes={}, heard_at=self.now)
        return Turn(kept, (Say("anywhere.sorry"),), (sorry,))

    def _spoken(self, tx: Tx, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Kept texts as the person gets them: with the code word of their open ticket."""
        ticket = tickets.open_for(tx, self.person, self.line.id)
        return tuple(self.house.shelf(self.line).with_proof_word(text, ticket) for text in texts)

    def _repeated(self, seen: RecordedTurn) -> None:
        alike = seen.digest == self.digest
        self.log |= {"repeated": True} if alike else {"repeated": True, "differs": True}

    def _conversation(self, tx: Tx) -> Conversation:
        found = people.conversation(tx, self.person, self.line.id, self.line.languages[0])
        stopped = found.stopped or bool(found.heard_at is None and people.forgotten(tx, self._person_hash()))
        callable_ = may_be_called(self.number, self.line.callback_countries, self.line.fiction)
        return replace(found, stopped=stopped, may_be_called=callable_)

    def _person_hash(self) -> str:
        return sha256(f"{self.house.secret_key}/{self.person}".encode()).hexdigest()

    def _answered(self, tx: Tx, before: Conversation, turn: Turn) -> tuple[str, ...]:
        carried = carry_out(tx, turn, Carried(before, self.line.id, self.now), self._person_hash())
        telling = self.house.shelf(self.line).telling(turn.conversation.language, "sms", self.now)
        texts = packed(telling.texts(turn.replies))
        forgets = any(isinstance(effect, Forget) for effect in turn.effects)
        if not forgets:
            people.save(tx, turn.conversation, self.now)
            self._keep_messages(tx, texts, carried.ticket.id if carried.ticket else None)
        self._record(tx, before.at, turn.conversation.at, texts, "" if forgets else self.person)
        self.log |= {"step": before.at, "next": turn.conversation.at, "segments": sum(map(segments, texts))}
        return texts

    def _keep_messages(self, tx: Tx, texts: tuple[str, ...], ticket: str | None) -> None:
        messages.add(tx, self._heard_message("heard", ticket))
        for place, text in enumerate(texts):
            messages.add(tx, self._reply(place, text, ticket))

    def _heard_message(self, state: messages.State, ticket: str | None = None) -> Message:
        return Message(
            new_id(), self.person, self.line.id, "in", "text", "person", self.heard.text, state, self.now,
            ticket=ticket, removed=self.heard.removed, segments=segments(self.heard.text),
            carrier_id=self.inbound.event,
        )  # fmt: skip

    def _reply(self, place: int, text: str, ticket: str | None) -> Message:
        queued = self.house.replies_queued
        return Message(
            reply_id(self.inbound.event, place), self.person, self.line.id, "out", "text", "bot", text,
            "queued" if queued else "replied", self.now,
            ticket=ticket, segments=segments(text), due_at=self.now if queued else None,
        )  # fmt: skip

    def _ignored(self, tx: Tx) -> tuple[str, ...]:
        """Nobody can be answered there: a name, a short code, one of our own numbers. Kept, not answered."""
        messages.add(tx, self._heard_message("ignored"))
        self._record(tx, IGNORED, IGNORED, (), self.person)
        self.log |= {"ignored": self.number.kind}
        return ()

    def _record(self, tx: Tx, step_from: str, step_to: str, replies: tuple[str, ...], person: str) -> None:
        turn = RecordedTurn(
            self.inbound.event, person, self.line.id, self.inbound.how, step_from, step_to, replies, self.digest,
            self.now,
        )  # fmt: skip
        turns.record(tx, turn)


def reply_id(event: str, place: int) -> str:
    """The id of the `place`-th answer (from 0) to an event: known again when the carrier reports on it."""
    return f"{event}.{place}"
