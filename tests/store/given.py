"""Things to keep: one of each, with the fields that a test cares about changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from helpline.escalation.ticket import Ticket
from helpline.store.helpers import Helper
from helpline.store.messages import Message
from helpline.store.turns import RecordedTurn

NOW = datetime(2026, 11, 23, 9, 30, 0, 123456, tzinfo=UTC)
PERSON, OTHER = "+33639981001", "+33639981002"  # Arcep keeps these numbers for fiction
LINE = "+33199001234"
MINUTE = timedelta(minutes=1)


def ticket(id: str = "t1", **changes: Any) -> Ticket:  # noqa: A002 - the field is called so
    """An open ticket of PERSON."""
    plain = Ticket(id, PERSON, LINE, "fr", "asked", False, "mon écran est noir", "", "waiting", NOW, NOW)
    return replace(plain, **changes)


def message(id: str = "m1", **changes: Any) -> Message:  # noqa: A002 - the field is called so
    """A text that waits to be sent to PERSON."""
    plain = Message(id, PERSON, LINE, "out", "text", "bot", "Bonjour, ça va ? « œuf »", "queued", NOW, due_at=NOW)
    return replace(plain, **changes)


def turn(event: str = "SM1", **changes: Any) -> RecordedTurn:
    """A turn of PERSON."""
    said = ("Un.", "Deux.")
    plain = RecordedTurn(event, PERSON, LINE, "text", "menu.start", "faq.solved", said, "fr", False, "d1", NOW)
    return replace(plain, **changes)


def helper(id: str = "h1", **changes: Any) -> Helper:  # noqa: A002 - the field is called so
    """A helper."""
    return replace(Helper(id, f"helper-{id}", "hash", "helper", "fr", NOW), **changes)
