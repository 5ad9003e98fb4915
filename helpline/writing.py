"""A text to a person goes into the sender's queue: what is said, in their language, as few texts as it fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from helpline.channels.gsm import segments
from helpline.content.render import packed
from helpline.flows.talk import Reply
from helpline.shelf import Shelf
from helpline.store import messages
from helpline.store.messages import Message
from helpline.store.rows import new_id
from helpline.store.shapes import Tx


@dataclass(frozen=True, slots=True)
class Letter:
    """To whom, in which language, by whom (`bot`, `clock` or a helper's id), and about which ticket."""

    person: str
    language: str
    author: str
    ticket: str | None = None


def texts(shelf: Shelf, said: Iterable[Reply], language: str, now: datetime) -> tuple[str, ...]:
    """What is said as the texts that it takes."""
    return packed(shelf.telling(language, "sms", now).texts(said))


def put_in_queue(tx: Tx, shelf: Shelf, letter: Letter, said: Iterable[Reply], now: datetime) -> None:
    """Keep what is said as texts that are due now."""
    for text in texts(shelf.of(letter.person), said, letter.language, now):
        message = Message(
            new_id(), letter.person, shelf.line.id, "out", "text", letter.author, text, "queued", now,
            ticket=letter.ticket, segments=segments(text), due_at=now,
        )  # fmt: skip
        messages.add(tx, message)
