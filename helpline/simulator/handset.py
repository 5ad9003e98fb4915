"""What people's phones show: their texts in both directions, in order, with time and state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Literal

TextState = Literal["sending", "sent", "delivered", "failed", "received"]


@dataclass(frozen=True, slots=True)
class Text:
    """One bubble on one person's phone.

    `id` grows from 1 in the order of arrival; `revision` grows with every change on any phone, so that a page can ask
    for what is new since the last one it saw. `mine`: written by the person who holds the phone.
    """

    id: int
    revision: int
    person: str
    other: str
    body: str
    mine: bool
    at: datetime
    state: TextState
    segments: int
    media: tuple[str, ...] = ()
    sid: str = ""


class Handsets:
    """All the phones. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._texts: dict[int, Text] = {}
        self._by_sid: dict[str, int] = {}
        self._owners: dict[str, str] = {}
        self._revision = 0

    def own(self, person: str, name: str = "") -> None:
        """Put a phone on the desk, under an optional name, before its first text."""
        with self._lock:
            self._owners[person] = name or self._owners.get(person, "")

    def owners(self) -> dict[str, str]:
        """Every person who has a phone, with its name or an empty one, in the order of their first text."""
        with self._lock:
            return dict(self._owners)

    def put(
        self, person: str, other: str, body: str, mine: bool, segments: int, media: Sequence[str] = (), sid: str = ""
    ) -> Text:
        """A new bubble: `mine` is on its way, the other kind has just arrived."""
        state: TextState = "sending" if mine else "received"
        with self._lock:
            self._owners.setdefault(person, "")
            self._revision += 1
            number = len(self._texts) + 1
            text = Text(
                number, self._revision, person, other, body, mine, self._clock(), state, segments, tuple(media), sid
            )
            self._texts[number] = text
            self._by_sid[sid] = number
            return text

    def mark(self, sid: str, state: TextState) -> None:
        """The state of a person's own text has changed. Nothing happens where no bubble has that sid."""
        with self._lock:
            number = self._by_sid.get(sid)
            if number is None or self._texts[number].state == state:
                return
            self._revision += 1
            self._texts[number] = replace(self._texts[number], state=state, revision=self._revision)

    def texts(self, person: str, other: str | None = None, after: int = 0) -> list[Text]:
        """The person's texts with one party (None: all) that are new or changed since revision `after`, by id."""
        with self._lock:
            return [
                text
                for text in self._texts.values()
                if text.person == person and other in {None, text.other} and text.revision > after
            ]

    def threads(self, person: str) -> list[str]:
        """Whom the person has exchanged texts with, the latest first."""
        with self._lock:
            others = [text.other for text in self._texts.values() if text.person == person]
        return list(dict.fromkeys(reversed(others)))

    @property
    def revision(self) -> int:
        """The number of the last change on any phone."""
        return self._revision
