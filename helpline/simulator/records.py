"""What the carrier on your desk writes down: accounts, numbers, texts, calls, and what went wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["long", "short", "name"]
MessageStatus = Literal["accepted", "queued", "sent", "delivered", "undelivered", "failed", "received"]
MessageDirection = Literal["inbound", "outbound-api", "outbound-reply"]
CallStatus = Literal["queued", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled"]

FINISHED: frozenset[str] = frozenset({"delivered", "undelivered", "failed", "received"})
ENDED: frozenset[str] = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


@dataclass(frozen=True, slots=True)
class Account:
    """A customer of the carrier. `keys` are further pairs of name and secret that open the same door."""

    sid: str
    token: str = field(repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A sender of the account: E.164, a short code, or a name of 1 to 11 letters that nobody can answer.

    `carrier_stops`: does the carrier keep a block list, fed by STOP and START? None: for long codes only.
    `carrier_words`: does the carrier itself answer STOP, START and HELP in English? None: where it keeps that list.
    `voice_url`: what to do with a call to it; `voice_status_url` is told when such a call is over.
    """

    number: str
    account: str
    sms_url: str = ""
    fallback_url: str = ""
    status_url: str = ""
    label: str = ""
    carrier_stops: bool | None = None
    carrier_words: bool | None = None
    voice_url: str = ""
    voice_fallback_url: str = ""
    voice_status_url: str = ""

    @property
    def kind(self) -> Kind:
        """Long code, short code or name."""
        if self.number.startswith("+"):
            return "long"
        return "short" if self.number.isdigit() else "name"

    @property
    def stops(self) -> bool:
        """Does the carrier keep a block list for this sender? By default for long codes only."""
        return self.kind == "long" if self.carrier_stops is None else self.carrier_stops

    @property
    def speaks(self) -> bool:
        """Does the carrier answer STOP, START and HELP itself?"""
        return self.stops if self.carrier_words is None else self.carrier_words


@dataclass(frozen=True, slots=True)
class Message:
    """One text in the carrier's books, in either direction. `sender` is None until a service has picked one."""

    sid: str
    account: str
    sender: str | None
    to: str
    body: str
    direction: MessageDirection
    status: MessageStatus
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None = None
    segments: int = 0
    media: tuple[str, ...] = ()
    service: str | None = None
    error: int | None = None
    status_url: str = ""
    token: str = ""  # inbound: the same on each retry of its request
    odd: int = 0  # inbound: how its request is shuffled, so that a retry is the same to the letter
    answered: bool = False  # inbound: the webhook's answer was taken; a later one is not


@dataclass(frozen=True, slots=True)
class Call:
    """One leg of a call in the carrier's books. `parent`: the call whose <Dial> made this one.

    `detects`: has the customer asked whether a person or a machine answers? `answered_by` is then the finding.
    """

    sid: str
    account: str
    sender: str
    to: str
    created_at: datetime
    updated_at: datetime
    status: CallStatus = "queued"
    direction: str = "outbound-api"
    url: str = ""
    twiml: str = ""
    status_url: str = ""
    status_events: tuple[str, ...] = ()
    parent: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    fallback_url: str = ""
    timeout: int = 60
    time_limit: int = 14400
    detects: bool = False
    answered_by: str | None = None

    @property
    def duration(self) -> int:
        """Seconds between the answer and the end; 0 where there was no answer, or no end yet."""
        if self.started_at is None or self.ended_at is None:
            return 0
        return int((self.ended_at - self.started_at).total_seconds())


@dataclass(frozen=True, slots=True)
class Recording:
    """What a caller said after the beep. The sound itself is made up when it is fetched."""

    sid: str
    account: str
    call: str
    seconds: int
    created_at: datetime
    source: str = "RecordVerb"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of every text to one phone: the statuses it goes through and the error it ends with."""

    statuses: tuple[MessageStatus, ...] = ("sent", "delivered")
    error: int | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the carrier's debugger would show its customer: an error code, the address, the text concerned."""

    code: int
    words: str
    url: str
    sid: str
