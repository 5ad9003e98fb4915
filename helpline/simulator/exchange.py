"""The telephone exchange: calls in both directions, the phones that ring, and who picks up."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from helpline.simulator.circuit import Circuit, plot
from helpline.simulator.ledger import Callback, Ledger
from helpline.simulator.leg import Leg, Request
from helpline.simulator.live import LiveCall
from helpline.simulator.records import ENDED, Call, CallStatus, Number


class Exchange(Ledger):
    """The carrier's part that makes calls."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._live: dict[str, LiveCall] = {}

    def call_from(self, person: str, to: str, leave_after: int | None = None) -> LiveCall:
        """A person calls one of our numbers: asked and answered when this returns, up to the first wait.

        `person` as the network gives it: a number, or `anonymous` and the like. `leave_after`: see
        `LiveCall.leave_after`. ValueError: no such number (`unknown_line`), or it takes no calls (`no_voice`).
        """
        live = self.take_call(person, to)
        if leave_after is not None:
            live.leave_after(leave_after)
        self.connect(live)
        return live

    def take_call(self, person: str, to: str) -> LiveCall:
        """A person calls and hears it ring; `connect` goes on. ValueError: as above."""
        number = self.numbers.get(to)
        if number is None:
            raise ValueError("unknown_line")
        if not number.voice_url:
            raise ValueError("no_voice")
        if person.startswith("+"):
            self.handsets.own(person)
        circuit = self._circuit()
        leg = circuit.add(self._inbound(circuit, number, person))
        return self._live[leg.call.sid]

    def connect(self, live: LiveCall) -> None:
        """Ask the number's webhook what to do with a call that was taken."""
        number = self.numbers[live.leg.call.to]
        live.circuit.start(live.leg, plot(live.leg, Request(number.voice_url)))

    def _inbound(self, circuit: Circuit, number: Number, person: str) -> Leg:
        now = self.clock()
        call = Call(
            sid=self.new_sid("CA"),
            account=number.account,
            sender=person,
            to=number.number,
            created_at=now,
            updated_at=now,
            status="ringing",
            direction="inbound",
        )
        reports = (number.voice_status_url, ("completed",))
        return Leg(self, circuit, call, person, number.voice_fallback_url, reports=reports)

    def place_call(self, call: Call) -> None:
        """Take in a call that the customer makes. Its phone rings with `run_pending`, or when somebody picks up."""
        circuit = self._circuit()
        events = call.status_events or ("completed",)
        leg = Leg(self, circuit, call, call.to, call.fallback_url, reports=(call.status_url, events))
        circuit.add(leg)
        self.later(partial(_rings, circuit, leg))

    def answer(self, person: str) -> LiveCall:
        """The phone that rings is picked up by its person. ValueError: it does not ring (`not_ringing`)."""
        return self._answered(person, "human")

    def machine(self, person: str) -> LiveCall:
        """The answering machine picks up: it hears everything and never presses a key. ValueError: as above."""
        return self._answered(person, "machine_start")

    def _answered(self, person: str, by: str) -> LiveCall:
        live = self.ringing(person)
        self.pick_up(live, by)
        return live

    def pick_up(self, live: LiveCall, by: str = "human") -> None:
        """The phone of a call is picked up, if it still rings."""
        live.leg.is_machine = by != "human"
        call = live.leg.call
        if call.status == "ringing":
            live.circuit.answered(live.leg, Request(call.url, {}, call.twiml), by)

    def busy(self, person: str) -> None:
        """The person called is on the phone, or refuses the call. ValueError: as above."""
        self._unanswered(person, "busy")

    def no_answer(self, person: str) -> None:
        """Nobody picks up before the time is over. ValueError: as above."""
        self._unanswered(person, "no-answer")

    def fail_call(self, person: str) -> None:
        """The network finds no such phone. ValueError: as above."""
        self._unanswered(person, "failed")

    def _unanswered(self, person: str, status: CallStatus) -> None:
        live = self.ringing(person)
        live.circuit.end(live.leg, status)

    def ringing(self, person: str) -> LiveCall:
        """The call that a person's phone rings for, the oldest first. ValueError: it does not ring."""
        for live in self.live_calls(person):
            if live.leg.call.direction != "inbound" and live.state in {"queued", "ringing"}:
                live.circuit.rings(live.leg)
                return live
        raise ValueError("not_ringing")

    def live_calls(self, person: str) -> list[LiveCall]:
        """All calls of a person's phone, over or not, the oldest first."""
        with self._lock:
            return [live for live in self._live.values() if live.person == person]

    def live(self, sid: str) -> LiveCall | None:
        """The call with this sid."""
        with self._lock:
            return self._live.get(sid)

    def _circuit(self) -> Circuit:
        return Circuit(self, self._know)

    def keep_time(self) -> None:
        """End what has rung or lasted too long by the carrier's clock. A carrier that was started does it by itself."""
        now = self.clock()
        with self._lock:
            going = [live for live in self._live.values() if not live.over]
        for live in going:
            call = live.leg.call
            if live.rings and now - call.created_at >= timedelta(seconds=call.timeout):
                live.circuit.end(live.leg, "no-answer")
            elif call.started_at and now - call.started_at >= timedelta(seconds=call.time_limit):
                live.run_out()

    def _know(self, circuit: Circuit, leg: Leg) -> None:
        if leg.call.direction != "inbound":
            self.handsets.own(leg.person)
        with self._lock:
            self._live[leg.call.sid] = LiveCall(circuit, leg)

    def end_call(self, sid: str) -> None:
        """The customer ends a call, or cancels one that is not answered yet. A queued one goes without a callback."""
        live = self.live(sid)
        if live is None:
            return
        if live.state == "in-progress":
            live.circuit.hang_up(live.leg)
        else:
            live.leg.reports = live.leg.reports if live.state == "ringing" else ("", ())
            live.circuit.end(live.leg, "canceled")

    def move_call(self, sid: str, url: str, twiml: str) -> None:
        """The customer sends a call under way elsewhere."""
        live = self.live(sid)
        if live is not None and live.state not in ENDED:
            live.circuit.start(live.leg, plot(live.leg, Request(url, {}, twiml)))


def _rings(circuit: Circuit, leg: Leg) -> Iterable[Callback]:
    circuit.rings(leg)
    return ()
