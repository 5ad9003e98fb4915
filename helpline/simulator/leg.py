"""One leg of a call: a person's end of it, what they have heard, what is waited for, and what they can do."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, Protocol

from helpline.simulator.call_params import event_params, voice_params
from helpline.simulator.ledger import Ledger
from helpline.simulator.records import Call, CallStatus, Recording
from helpline.simulator.resources import rfc2822
from helpline.simulator.webhook import Asked, tell

SpokenKind = Literal["said", "played", "beep", "ring", "person"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing that is heard on a leg. `kind`: said by the robot, played (words: the file), or said by a person.

    `times` is 0 for what is repeated until somebody hangs up.
    """

    words: str
    language: str = ""
    voice: str = ""
    kind: SpokenKind = "said"
    times: int = 1

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Listening:
    """What a leg waits for. `timeout`: seconds until silence is taken for an answer, None for never.

    `digits`: how many keys are enough; `finish`: the keys that say so at once; `longest`: seconds of a recording.
    """

    kinds: frozenset[str] = frozenset()
    timeout: int | None = None
    digits: int | None = None
    finish: str = ""
    longest: int | None = None
    action: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys are pressed; `after`: when so many of the prompts had been heard, None for all of them."""

    keys: str
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """Something is said; `confidence` from 0 to 1, or None where the carrier gives none."""

    words: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing comes until the time is up."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Something is said after the beep; `ending` is a key, `hangup`, or empty for silence or a full tape."""

    seconds: int
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Bridged:
    """The called leg is ready to talk."""

    leg: "Leg"


@dataclass(frozen=True, slots=True)
class Over:
    """The called leg has ended, for the reason in its books."""

    leg: "Leg"


Act = Keys | Speech | Silence | Recorded | Bridged | Over


class HungUpError(Exception):
    """The leg is over: nobody is there to listen or to press a key."""


@dataclass(frozen=True, slots=True)
class Request:
    """Where to go on: ask `url` with `extra` parameters, or do as `twiml` says."""

    url: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    twiml: str = ""


Plot = Generator[Listening, Act, None]


class Wires(Protocol):
    """The circuit a leg is on, as the verbs need it."""

    def ring(self, parent: "Leg", call: Call, whisper: str, status_url: str, events: tuple[str, ...]) -> "Leg":
        """Ring one more phone for `parent`."""

    def end(self, leg: "Leg", status: CallStatus) -> None:
        """End a leg; nothing happens where it has ended."""

    def tell(self, leg: "Leg", act: Act) -> None:
        """Something happens on a leg."""


@dataclass(eq=False)
class Leg:
    """A leg under way. `person` holds the phone; `plot` runs until it waits for the person; both are the circuit's.

    `since`: how many things had been heard when the person last did something. `leaves_after`: the person hangs up
    when so many more things have been heard. `reports`: the address of status callbacks and the events it wants.
    """

    ledger: Ledger
    wires: Wires
    call: Call
    person: str
    fallback_url: str = ""
    whisper: str = ""
    reports: tuple[str, tuple[str, ...]] = ("", ())
    said: list[Spoken] = field(default_factory=list)
    since: int = 0
    plot: Plot | None = None
    listening: Listening = field(default_factory=Listening)
    hops: int = 0
    leaves_after: int | None = None
    is_machine: bool = False
    last: Asked | None = None
    recording: Recording | None = None
    typed: str = ""
    queued: int = 0
    silences: int = 0
    _sequence: int = 0

    def change(self, **changes: Any) -> None:
        """Write the call down again with some fields changed."""
        self.call = self.ledger.change_call(self.call.sid, self.call, changes)

    def hear(self, spoken: Spoken) -> None:
        """The person hears something. Raises `HungUpError` where they have had enough."""
        self.said.append(spoken)
        if self.leaves_after is not None:
            self.leaves_after -= 1
            if self.leaves_after <= 0:
                raise HungUpError

    def hear_person(self, words: str) -> None:
        """Somebody on the other leg says something."""
        self.said.append(Spoken(words, kind="person"))

    def pick_up(self) -> None:
        """The call is answered, if it was not."""
        if self.call.status in {"queued", "ringing"}:
            self.change(status="in-progress", started_at=self.ledger.clock())
            self.report("answered")

    def asked(self, url: str, extra: Mapping[str, str]) -> Asked:
        """The request that asks `url` what to do; the same again is what a retry sends."""
        params = voice_params(self.call, extra, self.ledger.next_arrival())
        self.last = Asked(self.call.account, url, params, self.call.sid, self.ledger.new_sid(""), voice=True)
        return self.last

    def report(self, event: str) -> None:
        """Put the status callback of an event on the pile, where it is wanted. `initiated` is its own status."""
        url, events = self.reports
        if not url or event not in events:
            return
        at = rfc2822(self.call.ended_at or self.ledger.clock()) or ""
        params = event_params(self.call, self._sequence, at, self.recording, self.ledger.api_url)
        self._sequence += 1
        self.later(url, params | ({"CallStatus": event} if event == "initiated" else {}))

    def later(self, url: str, params: Mapping[str, str]) -> None:
        """Put news about this leg on the pile."""
        news = Asked(self.call.account, url, params, self.call.sid, self.ledger.new_sid(""))
        self.ledger.later(lambda: [partial(tell, self.ledger, news)])

    def warn(self, code: int, words: str, url: str = "") -> None:
        """Note a fault of the customer's."""
        self.ledger.warn(code, words, url, self.call.sid)
