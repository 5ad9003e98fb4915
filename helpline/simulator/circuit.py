"""The legs of one call that belong together: what happens on them happens one after the other, never at once."""

from collections import deque
from collections.abc import Callable
from functools import partial
from inspect import GEN_RUNNING, getgeneratorstate
from threading import Lock

from helpline.simulator.dialing import called_side, dial
from helpline.simulator.ledger import Ledger
from helpline.simulator.leg import Act, HungUpError, Leg, Listening, Over, Plot, Request, Silence
from helpline.simulator.records import ENDED, Call, CallStatus
from helpline.simulator.script import run
from helpline.simulator.waiting import gather, record

VERBS = {"Gather": gather, "Record": record, "Dial": dial}
MOST_SILENCES = 10
Known = Callable[["Circuit", Leg], None]


class Circuit:
    """A parent leg and the legs that its Dials made.

    Who brings news does the work, with what that leads to; who comes while somebody works leaves it to them.
    """

    def __init__(self, ledger: Ledger, known: Known) -> None:
        self.ledger = ledger
        self._known = known
        self._legs: list[Leg] = []
        self._waiting: deque[Callable[[], None]] = deque()
        self._lock = Lock()
        self._busy = False

    def add(self, leg: Leg) -> Leg:
        """One more leg, already in the books."""
        self._legs.append(leg)
        self.ledger.keep_call(leg.call)
        self._known(self, leg)
        return leg

    def ring(self, parent: Leg, call: Call, whisper: str, status_url: str, events: tuple[str, ...]) -> Leg:
        """Ring one more phone for `parent`."""
        leg = Leg(self.ledger, self, call, call.to, whisper=whisper, reports=(status_url, events))
        self.add(leg)
        self.rings(leg)
        return leg

    def rings(self, leg: Leg) -> None:
        """The phone of a leg that was queued begins to ring."""
        if leg.call.status == "queued":
            leg.report("initiated")
            leg.change(status="ringing")
            leg.report("ringing")

    def answered(self, leg: Leg, first: Request, by: str | None = None) -> None:
        """A called phone is picked up: its part begins. `by`: what the detection of machines finds."""
        leg.change(answered_by=by if leg.call.detects else None)
        leg.pick_up()
        parent = next((each for each in self._legs if each.call.sid == leg.call.parent), None)
        self.start(leg, called_side(leg, parent) if parent else plot(leg, first))

    def start(self, leg: Leg, plot: Plot) -> None:
        """Begin, or begin anew with something else: legs that the old plot had rung end."""
        self._do(partial(self._start, leg, plot))

    def tell(self, leg: Leg, act: Act) -> None:
        """Something happens on a leg; nothing comes of it where the leg is over."""
        self._do(partial(self._go_on, leg, lambda plot: plot.send(act)))

    def hang_up(self, leg: Leg) -> None:
        """The person hangs up, or the customer ends the call."""
        self._do(partial(self._go_on, leg, lambda plot: plot.throw(HungUpError())))
        self._do(partial(self._over, leg))

    def end(self, leg: Leg, status: CallStatus) -> None:
        """End a leg, and all that it had rung; nothing happens where it has ended."""
        if leg.call.status in ENDED:
            return
        plot, leg.plot = leg.plot, None
        if plot is not None and getgeneratorstate(plot) != GEN_RUNNING:
            plot.close()
        leg.listening = Listening()
        leg.change(status=status, ended_at=self.ledger.clock())
        leg.report("completed")
        self._end_children(leg)
        for parent in self._legs:
            if parent.call.sid == leg.call.parent:
                self.tell(parent, Over(leg))

    def _end_children(self, leg: Leg) -> None:
        for child in self._legs:
            if child.call.parent == leg.call.sid:
                self.end(child, "completed" if child.call.status == "in-progress" else "canceled")

    def _start(self, leg: Leg, plot: Plot) -> None:
        if leg.call.status in ENDED:
            return
        if leg.plot is not None:
            leg.plot.close()
        self._end_children(leg)
        leg.plot = plot
        self._go_on(leg, next)

    def _go_on(self, leg: Leg, push: Callable[[Plot], object]) -> None:
        if leg.plot is None:
            return
        try:
            push(leg.plot)
        except (StopIteration, HungUpError):
            self._over(leg)
        if leg.is_machine and leg.listening.kinds - {"person"}:
            self._stay_silent(leg)

    def _over(self, leg: Leg) -> None:
        self.end(leg, "completed" if leg.call.started_at else "canceled")

    def _stay_silent(self, leg: Leg) -> None:
        leg.silences += 1
        self.tell(leg, Silence()) if leg.silences <= MOST_SILENCES else self.hang_up(leg)

    def _do(self, job: Callable[[], None]) -> None:
        with self._lock:
            self._waiting.append(job)
            if self._busy:
                return
            self._busy = True
        try:
            while (now := self._next()) is not None:
                now()
        except BaseException:
            self._busy = False  # so that the next act is not left waiting for ever
            raise

    def _next(self) -> Callable[[], None] | None:
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._busy = False
            return None


def plot(leg: Leg, first: Request) -> Plot:
    """What happens on a leg of its own: documents, until one ends."""
    yield from run(leg, first, VERBS)
