"""A phone company on your desk: accounts, numbers, texts in both directions, and trouble to order."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Thread

from helpline.simulator import incoming
from helpline.simulator.exchange import Exchange
from helpline.simulator.ledger import Callback
from helpline.simulator.outgoing import settle
from helpline.simulator.records import Account, Fate, Message, MessageStatus, Number
from helpline.simulator.transport import Answer

LOOK_SECONDS = 1.0
Shuffle = Callable[[list[Callback]], Sequence[Callback]]


class Carrier(Exchange):
    """The carrier. Nothing happens by itself: call `run_pending`, or `start` a worker that does."""

    _worker: Thread | None = None
    _open = False

    def add_account(self, sid: str, token: str, **keys: str) -> Account:
        """A customer, known by sid and token; `keys` are further names with their secrets."""
        self.accounts[sid] = Account(sid, token, keys)
        return self.accounts[sid]

    def add_number(self, number: Number) -> Number:
        """Give a number, a short code or a name to its account."""
        self.numbers[number.number] = number
        return number

    def add_phone(self, person: str, name: str = "") -> None:
        """Put a person's phone on the desk."""
        self.handsets.own(person, name)

    def fate(self, person: str, *statuses: MessageStatus, error: int | None = None) -> None:
        """Decide what becomes of every text to a phone: `fate(p, "sent", "undelivered", error=30003)`."""
        self.fates[person] = Fate(statuses, error)

    def text_from(self, person: str, to: str, body: str, media: Sequence[str] = ()) -> Message:
        """A person texts: the webhook is asked at once and what it answers is on the phone when this returns.

        Status callbacks of the answers wait for `run_pending`. ValueError: no such number, or over 1600 characters.
        """
        message = incoming.accept(self, person, to, body, tuple(media))
        incoming.deliver(self, message.sid)
        return self.message(message.sid) or message

    def take_in(self, person: str, to: str, body: str, media: Sequence[str] = ()) -> Message:
        """A person texts and does not wait: `run_pending` or the worker asks the webhook. ValueError: as above."""
        message = incoming.accept(self, person, to, body, tuple(media))
        self.later(partial(incoming.delivery, self, message.sid))
        return message

    def lose(self, person: str, to: str, body: str) -> Message:
        """A text that the carrier has in its books but whose webhook is never asked, as while the customer is down."""
        return incoming.accept(self, person, to, body)

    def retry(self, sid: str) -> Answer | None:
        """Post an inbound text again, the same to the letter. Its answer is sent only if there was none before."""
        return incoming.deliver(self, sid)

    def talk(self, person: str, to: str, body: str, media: Sequence[str] = ()) -> list[str]:
        """A whole turn without waiting: a person texts, everything runs. Gives the texts that reached the phone."""
        before = self.handsets.revision
        self.text_from(person, to, body, media)
        self.run_pending()
        return [text.body for text in self.handsets.texts(person, to, before) if not text.mine]

    def send_later(self, sid: str) -> None:
        """Put an outgoing text on the pile."""
        self.later(lambda: list(settle(self, sid)))

    def run_pending(self, shuffle: Shuffle | None = None) -> int:
        """Do all that waits, and what it leads to; gives how many status callbacks were posted.

        `shuffle` rearranges the callbacks of each round before they are posted: `reversed` for out of order,
        `lambda c: c + c` for each one twice, `lambda c: []` for lost.
        """
        posted = 0
        while jobs := self.take_jobs():
            callbacks = [callback for job in jobs for callback in job()]
            for callback in list(shuffle(callbacks)) if shuffle else callbacks:
                callback()
                posted += 1
        return posted

    def start(self) -> None:
        """Let a thread of its own do what waits, as it comes."""
        self._open = True
        self._worker = Thread(target=self._work, name="carrier", daemon=True)
        self._worker.start()

    def stop(self) -> None:
        """Let the thread finish what waits, then end it."""
        with self.work:
            self._open = False
            self.work.notify_all()
        if self._worker:
            self._worker.join()
            self._worker = None

    def _work(self) -> None:
        while True:
            with self.work:
                self.work.wait_for(lambda: self._jobs or not self._open, LOOK_SECONDS)
                if not self._jobs and not self._open:
                    return
            self.keep_time()
            self.run_pending()
