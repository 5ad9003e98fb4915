"""Someone speaks: one turn is loaded, played, saved and answered, in one transaction, once an event of the carrier."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from time import monotonic
from typing import Literal

from helpline.channels.gsm import segments
from helpline.channels.number import answerable, can_receive_texts, may_be_called
from helpline.channels.number import read as read_number
from helpline.content.book import Book
from helpline.content.render import packed
from helpline.duty import alone, rota
from helpline.effects import Carried, carry_out
from helpline.escalation.shifts import Rota
from helpline.flows.play import play
from helpline.flows.talk import Channel, Conversation, Forget, Heard, How, OpenTicket, Say, SendText, Turn
from helpline.lines import Line
from helpline.log import logger
from helpline.shelf import Shelf
from helpline.store import messages, people, tickets, turns
from helpline.store.messages import Message
from helpline.store.rows import new_id
from helpline.store.shapes import Store, StoreUnreachable, Tx
from helpline.store.turns import RecordedTurn
from helpline.writing import Letter, put_in_queue

IGNORED = "ignored"
IN_HAND = timedelta(hours=4)  # so long after a helper's answer, what the person writes is for the helper
LATELY = timedelta(minutes=10)
CALLS_REMEMBERED = timedelta(days=7)  # "did you really call me?" is answered for as long


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that the carrier brings. `event` is its id, the key against doubles; `to` one of our numbers."""

    event: str
    person: str
    to: str
    how: How
    text: str = ""
    photos: int = 0
    unsure: bool = False  # speech that was not understood well
    call: str = ""  # the carrier's id of the call, "" for a text

    @property
    def channel(self) -> Channel:
        """On which channel it came."""
        return "text" if self.how == "text" else "voice"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a person: texts, or sentences of a call, which listens next at the step `at` or is `ended`."""

    texts: tuple[str, ...]
    language: str
    at: str
    ended: bool = False


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

    def hear(self, inbound: Inbound) -> Answer:
        """Answer one event: what is said, the same however often the event comes.

        A turn that fails is answered with a kind sentence and becomes a ticket.
        Raises StoreUnreachable where nothing could be kept: the event must not be acknowledged then.
        """
        began = monotonic()
        turn = _Hearing(self, inbound, self.now())
        try:
            answer = turn.kept(turn.played)
        except StoreUnreachable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the person gets an answer and a human a ticket
            logger().error("turn failed", person=turn.person, error=type(error).__name__, id=inbound.event)
            answer = turn.kept(turn.failed)
        logger().info("heard", **turn.log, ms=round((monotonic() - began) * 1000))
        return answer

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
        self.person = self.number.e164 or self._unnumbered()
        self.shelf = house.shelf(self.line).of(self.person)
        redacted = house.book.redactor.redacted(inbound.text, expecting_choice=inbound.how == "keys")
        self.heard = Heard(inbound.how, redacted.text, inbound.photos, redacted.removed, inbound.unsure)
        self.digest = sha256(redacted.text.encode("utf-8", "replace")).hexdigest()[:16]
        self.log: dict[str, object] = {"person": self.person, "line": self.line.id, "how": inbound.how}

    def _unnumbered(self) -> str:
        """A name or a short code; who hides their number is somebody else at each call."""
        hidden = self.number.kind == "hidden" and self.inbound.call
        return f"hidden/{self.inbound.call}" if hidden else self.inbound.person[:64]

    def kept(self, play_turn: Callable[[Conversation, Shelf], Turn]) -> Answer:
        """Play and keep the turn in one transaction, unless the event was played before."""
        with self.house.store.write(lock=self.person) as tx:
            seen = turns.recorded(tx, self.inbound.event)
            if seen:
                self._repeated(seen)
                return self._told(tx, seen)
            if self.inbound.channel == "text" and (not answerable(self.number) or self.person in self.house.lines):
                return self._ignored(tx)
            conversation = self._conversation(tx)
            return self._told(tx, self._answered(tx, conversation, play_turn(conversation, self._shelf(tx))))

    def _shelf(self, tx: Tx) -> Shelf:
        """The line's library with its rota: two people who want the last place of a window wait for each other."""

        def kept() -> Rota:
            own = tickets.open_for(tx, self.person, self.line.id)
            return rota(tx, self.line, self.now, own.id if own else "")

        return replace(self.shelf, rota=kept, alone=lambda: alone(tx, self.line))

    def played(self, conversation: Conversation, shelf: Shelf) -> Turn:
        """What the flows make of it."""
        return play(conversation, self.heard, shelf, self.now)

    def failed(self, conversation: Conversation, _shelf: Shelf) -> Turn:
        """A kind sentence, and a ticket, where the flows themselves have failed."""
        sorry = OpenTicket("failure", self.heard.text[:300])
        kept = replace(conversation, at="menu.start", notes={}, heard_at=self.now)
        return Turn(kept, (Say("anywhere.sorry"),), (sorry,))

    def _told(self, tx: Tx, turn: RecordedTurn) -> Answer:
        """A turn that is kept, as the person gets it: with the code word of their open ticket."""
        ticket = tickets.open_for(tx, self.person, self.line.id)
        texts = tuple(self.shelf.with_proof_word(text, ticket, self.inbound.channel) for text in turn.replies)
        return Answer(texts, turn.language, turn.step_to, turn.ended)

    def _repeated(self, seen: RecordedTurn) -> None:
        alike = seen.digest == self.digest
        self.log |= {"repeated": True} if alike else {"repeated": True, "differs": True}

    def _conversation(self, tx: Tx) -> Conversation:
        found = people.conversation(tx, self.person, self.line.id, self.line.languages[0], self.inbound.channel)
        stopped = found.stopped or bool(found.heard_at is None and people.forgotten(tx, self._person_hash()))
        by_text = self.inbound.channel == "text"
        return replace(
            found,
            stopped=stopped,
            may_be_called=may_be_called(self.number, self.line.callback_countries, self.line.fiction),
            may_be_texted=can_receive_texts(self.number),
            lately=turns.count_since(tx, self.person, self.now - LATELY) if by_text else 0,
            with_helper=by_text and tickets.in_hand(tx, self.person, self.line.id, self.now - IN_HAND, self.now),
            called_at=tickets.last_called(tx, self.person, self.now - CALLS_REMEMBERED),
        )

    def _person_hash(self) -> str:
        return people.digest(self.house.secret_key, self.person)

    def _answered(self, tx: Tx, before: Conversation, turn: Turn) -> RecordedTurn:
        carried = carry_out(tx, turn, Carried(before, self.line.id, self.now), self._person_hash())
        texts = self._rendered(turn)
        forgets = any(isinstance(effect, Forget) for effect in turn.effects)
        if not forgets:
            people.save(tx, turn.conversation, self.now)
            ticket = carried.ticket.id if carried.ticket else None
            self._keep_messages(tx, texts, ticket)
            for sent in (effect for effect in turn.effects if isinstance(effect, SendText)):
                letter = Letter(self.person, turn.conversation.language, "bot", ticket)
                put_in_queue(tx, self.shelf, letter, (sent.reply,), self.now)
        self.log |= {"step": before.at, "next": turn.conversation.at, "segments": sum(map(segments, texts))}
        spoken = (turn.conversation.language, turn.ended)
        return self._record(tx, before.at, turn.conversation.at, texts, *spoken, "" if forgets else self.person)

    def _rendered(self, turn: Turn) -> tuple[str, ...]:
        form: Literal["sms", "voice"] = "sms" if self.inbound.channel == "text" else "voice"
        texts = self.shelf.telling(turn.conversation.language, form, self.now).texts(turn.replies)
        return packed(texts) if form == "sms" else texts

    def _keep_messages(self, tx: Tx, texts: tuple[str, ...], ticket: str | None) -> None:
        if self.heard.text or self.inbound.channel == "text":
            messages.add(tx, self._heard_message("heard", ticket))
        for place, text in enumerate(texts):
            messages.add(tx, self._reply(place, text, ticket))

    def _heard_message(self, state: messages.State, ticket: str | None = None) -> Message:
        return Message(
            new_id(), self.person, self.line.id, "in", self.inbound.channel, "person", self.heard.text, state, self.now,
            ticket=ticket, removed=self.heard.removed, segments=segments(self.heard.text),
            carrier_id=self.inbound.event,
        )  # fmt: skip

    def _reply(self, place: int, text: str, ticket: str | None) -> Message:
        channel = self.inbound.channel
        queued = self.house.replies_queued and channel == "text"
        return Message(
            reply_id(self.inbound.event, place), self.person, self.line.id, "out", channel, "bot", text,
            "queued" if queued else "replied", self.now,
            ticket=ticket, segments=segments(text), due_at=self.now if queued else None,
        )  # fmt: skip

    def _ignored(self, tx: Tx) -> Answer:
        """Nobody can be answered there: a name, a short code, one of our own numbers. Kept, not answered."""
        messages.add(tx, self._heard_message("ignored"))
        self.log |= {"ignored": self.number.kind}
        return self._told(tx, self._record(tx, IGNORED, IGNORED, (), self.line.languages[0], False, self.person))

    def _record(
        self, tx: Tx, step_from: str, step_to: str, texts: tuple[str, ...], language: str, ended: bool, person: str
    ) -> RecordedTurn:
        turn = RecordedTurn(
            self.inbound.event, person, self.line.id, self.inbound.how, step_from, step_to, texts, language, ended,
            self.digest, self.now,
        )  # fmt: skip
        turns.record(tx, turn)
        return turn


def reply_id(event: str, place: int) -> str:
    """The id of the `place`-th answer (from 0) to an event: known again when the carrier reports on it."""
    return f"{event}.{place}"
