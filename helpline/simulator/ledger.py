"""The carrier's books: who has which number, every text and call, who is blocked, what is still to be done."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from threading import Condition, RLock
from typing import Any
from uuid import uuid4

from helpline.simulator.faults import Faults
from helpline.simulator.handset import Handsets
from helpline.simulator.records import Account, Call, Fate, Message, Number, Recording, Trouble
from helpline.simulator.transport import Answer, Post, network

MOST_ANSWERS = 1000
Callback = Callable[[], None]
Job = Callable[[], Iterable[Callback]]
"""Something on the pile; it gives the callbacks that it leads to."""


def _now() -> datetime:
    return datetime.now(UTC)


def _hex() -> str:
    return uuid4().hex


class Ledger:
    """Everything the carrier remembers, in memory. One lock; records are replaced, never changed in place."""

    def __init__(
        self,
        post: Post | None = None,
        clock: Callable[[], datetime] = _now,
        ids: Callable[[], str] = _hex,
        api_url: str = "https://api.twilio.com",
    ) -> None:
        self.api_url = api_url
        self.post: Post = post or network()
        self.clock = clock
        self._ids = ids
        self._lock = RLock()
        self.work = Condition(self._lock)
        self.faults = Faults()
        self.handsets = Handsets(clock)
        self.accounts: dict[str, Account] = {}
        self.numbers: dict[str, Number] = {}
        self.services: dict[str, str] = {}
        self.fates: dict[str, Fate] = {}
        self.warnings: list[Trouble] = []
        self.answers: deque[tuple[str, Answer]] = deque(maxlen=MOST_ANSWERS)  # the webhooks' last, oldest first
        self.tells_of_dials_after_the_end = False  # is a Dial's action asked though its caller has hung up?
        self._messages: dict[str, Message] = {}
        self._calls: dict[str, Call] = {}
        self.recordings: dict[str, Recording] = {}
        self._blocked: set[tuple[str, str]] = set()
        self._jobs: deque[Job] = deque()
        self._arrivals = 0

    def new_sid(self, prefix: str) -> str:
        """A fresh id: two letters and 32 hexadecimal digits."""
        return prefix + self._ids()

    def next_arrival(self) -> int:
        """How many inbound texts there have been, this one included."""
        with self._lock:
            self._arrivals += 1
            return self._arrivals

    def keep(self, message: Message) -> Message:
        """Write a new text down."""
        with self._lock:
            self._messages[message.sid] = message
        return message

    def change(self, sid: str, **changes: Any) -> Message:
        """Write a text down again with some fields changed. KeyError: no such text (it may have been deleted)."""
        with self._lock:
            changed = replace(self._messages[sid], updated_at=self.clock(), **changes)
            self._messages[sid] = changed
            return changed

    def claim_answer(self, sid: str) -> bool:
        """May the answer to this inbound text be used? True once: the carrier takes one answer a text."""
        with self._lock:
            message = self._messages.get(sid)
            if message is None or message.answered:
                return False
            self._messages[sid] = replace(message, answered=True)
            return True

    def message(self, sid: str) -> Message | None:
        """The text with this sid."""
        with self._lock:
            return self._messages.get(sid)

    def messages(self) -> list[Message]:
        """All texts, the newest first, as the carrier lists them."""
        with self._lock:
            return list(reversed(self._messages.values()))

    def forget(self, sid: str) -> None:
        """Strike a text or a call out of the books."""
        with self._lock:
            self._messages.pop(sid, None)
            self._calls.pop(sid, None)

    def keep_call(self, call: Call) -> Call:
        """Write a call down, new or changed."""
        with self._lock:
            self._calls[call.sid] = call
        return call

    def change_call(self, sid: str, call: Call, changes: dict[str, Any]) -> Call:
        """Write a call down again with some fields changed; one that was struck out of the books stays out."""
        with self._lock:
            changed = replace(self._calls.get(sid, call), updated_at=self.clock(), **changes)
            if sid in self._calls:
                self._calls[sid] = changed
            return changed

    def call(self, sid: str) -> Call | None:
        """The call with this sid."""
        with self._lock:
            return self._calls.get(sid)

    def calls(self) -> list[Call]:
        """All calls, the newest first."""
        with self._lock:
            return list(reversed(self._calls.values()))

    def blocked(self, sender: str, person: str) -> bool:
        """Has the person told this sender to stop?"""
        with self._lock:
            return (sender, person) in self._blocked

    def block(self, sender: str, person: str, stop: bool) -> None:
        """Put the pair on the block list, or take it off."""
        with self._lock:
            (self._blocked.add if stop else self._blocked.discard)((sender, person))

    def warn(self, code: int, words: str, url: str, sid: str) -> None:
        """Note a fault of the customer's webhook."""
        with self._lock:
            self.warnings.append(Trouble(code, words, url, sid))

    def later(self, job: Job) -> None:
        """Put something on the pile; see `Carrier.run_pending`."""
        with self.work:
            self._jobs.append(job)
            self.work.notify_all()

    def take_jobs(self) -> list[Job]:
        """The whole pile, oldest first; it is empty afterwards."""
        with self._lock:
            jobs = list(self._jobs)
            self._jobs.clear()
            return jobs

    def waiting(self) -> int:
        """How many things are on the pile."""
        return len(self._jobs)
