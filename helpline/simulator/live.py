"""A call under way as the person with the phone has it: hear, press, say, keep silent, record, hang up."""

from collections.abc import Callable, Iterable, Set
from functools import partial

from helpline.simulator.circuit import Circuit
from helpline.simulator.ledger import Callback
from helpline.simulator.leg import Keys, Leg, Listening, Recorded, Silence, Speech, Spoken
from helpline.simulator.records import ENDED
from helpline.simulator.transport import Answer
from helpline.simulator.webhook import post_again


class LiveCall:
    """One person's end of a call.

    Everything a person does is over, webhooks asked, when the method returns; it gives what was heard since. Status
    callbacks wait for `Carrier.run_pending`. On a call that is over every act raises ValueError.
    """

    def __init__(self, circuit: Circuit, leg: Leg) -> None:
        self.circuit = circuit
        self.leg = leg

    @property
    def sid(self) -> str:
        """The call's id in the carrier's books."""
        return self.leg.call.sid

    @property
    def person(self) -> str:
        """Whose phone it is, as the carrier knows it."""
        return self.leg.person

    @property
    def other(self) -> str:
        """The number that the phone shows."""
        call = self.leg.call
        return call.to if call.direction == "inbound" else call.sender

    @property
    def state(self) -> str:
        """How it is: ringing, in-progress, completed, busy, no-answer, failed, canceled."""
        return self.leg.call.status

    @property
    def over(self) -> bool:
        """Has it ended?"""
        return self.state in ENDED

    @property
    def rings(self) -> bool:
        """Does this person's phone ring?"""
        return self.state == "ringing" and self.leg.call.direction != "inbound"

    @property
    def heard(self) -> list[Spoken]:
        """What was heard since the person last did something."""
        return self.leg.said[self.leg.since :]

    @property
    def said(self) -> list[Spoken]:
        """Everything that was heard, in order."""
        return list(self.leg.said)

    @property
    def listening(self) -> Listening:
        """What is waited for, with its limits."""
        return self.leg.listening

    @property
    def expects(self) -> Set[str]:
        """What is waited for: of keys, speech, recording, or person (somebody is there to talk to); or nothing."""
        return self.leg.listening.kinds

    def press(self, keys: str, after: int | None = None) -> list[Spoken]:
        """Press keys. Keys that nobody waits for are lost.

        `after`: while the prompts are still being said, when so many of them had been heard; the rest is unsaid.
        A Gather without enough keys goes on waiting: `wait` ends it.
        """
        return self._act(partial(self.circuit.tell, self.leg, Keys(keys, after)))

    def say(self, words: str, confidence: float | None = 0.8) -> list[Spoken]:
        """Say something; `confidence` None: the carrier gives none. Lost where only keys are waited for."""
        return self._act(partial(self.circuit.tell, self.leg, Speech(words, confidence)))

    def wait(self) -> list[Spoken]:
        """Do nothing until the carrier gives up waiting. Nothing happens where nothing is waited for."""
        return self._act(partial(self.circuit.tell, self.leg, Silence()))

    def record(self, seconds: int, ending: str = "") -> list[Spoken]:
        """Speak for so long after the beep. `ending`: a key, `hangup`, or empty for silence. 0: say nothing."""
        return self._act(partial(self.circuit.tell, self.leg, Recorded(seconds, ending)))

    def hang_up(self) -> list[Spoken]:
        """Hang up. A Record under way has a second on its tape."""
        return self._act(partial(self.circuit.hang_up, self.leg))

    def run_out(self) -> list[Spoken]:
        """The time limit of the call is reached: the carrier ends it."""
        return self.hang_up()

    def leave_after(self, pieces: int) -> None:
        """Hang up when so many more things have been heard, in the middle of whatever is said then."""
        self.leg.leaves_after = pieces

    def retry(self) -> Answer | None:
        """Post the last request of this leg again, the same to the letter; the call goes on as it was.

        None: nothing was asked yet. Raises `UnreachableError` or `TooSlowError`. Safe from several threads at once.
        """
        return post_again(self.leg.ledger, self.leg.last) if self.leg.last else None

    @property
    def under_way(self) -> bool:
        """Is something that was left to `soon` still to be done?"""
        return self.leg.queued > 0

    def soon(self, act: Callable[[], object]) -> None:
        """Leave an act to `Carrier.run_pending`, as the phones do; on a call that is over by then it is dropped."""
        with self.leg.ledger.work:
            self.leg.queued += 1
        self.leg.ledger.later(partial(self._done, act))

    def _done(self, act: Callable[[], object]) -> Iterable[Callback]:
        try:
            if not self.over:
                act()
        finally:
            with self.leg.ledger.work:
                self.leg.queued -= 1
        return ()

    def _act(self, act: Callable[[], None]) -> list[Spoken]:
        if self.over:
            raise ValueError("call_over")
        self.leg.since = len(self.leg.said)
        act()
        return self.heard
