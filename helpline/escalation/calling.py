"""The life of a call that the house makes: the helper's phone rings first, then the person's. States only rise."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

State = Literal["asked", "ringing", "accepted", "talking", "ended"]
Result = Literal["", "answered", "no-answer", "busy", "failed", "not-accepted", "cancelled"]
_ORDER: tuple[State, ...] = get_args(State)

LOST_AFTER = timedelta(minutes=2)  # the carrier lets a phone ring for half a minute; asked and nothing heard: lost
LONGEST = timedelta(minutes=70)  # the talk is cut after an hour
# How the carrier names the end of a leg (twilio.com/docs/voice/api/call-resource#call-status-values).
_ENDS: dict[str, Result] = {
    "completed": "answered",
    "busy": "busy",
    "no-answer": "no-answer",
    "failed": "failed",
    "canceled": "cancelled",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One try to bring a helper and a person together. `carrier_id`: the helper's leg, "" until the carrier took it."""

    id: str
    ticket: str
    helper: str
    line: str
    state: State
    asked_at: datetime
    carrier_id: str = ""
    result: Result = ""
    answered_at: datetime | None = None
    ended_at: datetime | None = None


def risen(call: Call, state: State, now: datetime) -> Call:
    """The call in a later state; one that comes late or twice changes nothing."""
    if _ORDER.index(state) <= _ORDER.index(call.state):
        return call
    return replace(call, state=state, answered_at=now if state == "talking" else call.answered_at)


def ended(call: Call, result: Result, now: datetime) -> Call:
    """The call at its end; only the first end counts."""
    return call if call.state == "ended" else replace(call, state="ended", result=result, ended_at=now)


def of_helper(call: Call, status: str, now: datetime) -> Call:
    """What the carrier says of the helper's leg: it rings; or it is over, with whatever the person's leg was."""
    if status == "ringing":
        return risen(call, "ringing", now)
    if status not in _ENDS:
        return call
    if call.state in ("asked", "ringing"):
        return ended(call, "not-accepted" if status == "completed" else _ENDS[status], now)
    return ended(call, "answered" if call.state == "talking" else "cancelled", now)


def of_person(call: Call, status: str, now: datetime) -> Call:
    """What the carrier says of the person's leg: it is answered, or over."""
    if status == "in-progress":
        return risen(call, "talking", now)
    if status not in _ENDS:
        return call
    return ended(call, "answered" if call.state == "talking" else _reached(_ENDS[status]), now)


def _reached(result: Result) -> Result:
    """A leg that is completed was answered, also where nobody told us in time; one cut by us was not."""
    return "no-answer" if result == "cancelled" else result


def lost(call: Call, now: datetime) -> bool:
    """Whether nothing will be heard of it any more."""
    return now - call.asked_at > (LOST_AFTER if call.state == "asked" else LONGEST)
