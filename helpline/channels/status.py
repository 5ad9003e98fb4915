"""What the carrier's words for the state of a text, and its error codes, mean to us."""

from typing import Literal

Delivery = Literal["sent", "delivered", "failed"]
Fate = Literal["final", "retry", "slow-down", "alarm", "unknown"]


class NotSent(Exception):  # noqa: N818 - it reads as what happened
    """The carrier did not take a text. `fate` says what to do, `code` is the carrier's, or our word for it."""

    def __init__(self, fate: Fate, code: str) -> None:
        super().__init__(f"{fate}: {code}")
        self.fate, self.code = fate, code


STATES: dict[str, Delivery] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}

# From the carrier's error dictionary. What is not listed decides itself by the HTTP status.
FATES: dict[int, Fate] = {
    20003: "alarm",  # our credentials
    20404: "final",
    20429: "slow-down",
    21210: "alarm",  # trial account
    21211: "final",  # not a number
    21212: "alarm",  # our sender is wrong
    21401: "alarm",
    21408: "alarm",  # geographic permission
    21601: "alarm",
    21602: "final",  # empty
    21606: "alarm",
    21608: "alarm",
    21609: "alarm",  # our status address
    21610: "final",  # the person said STOP to the carrier
    21611: "slow-down",  # the sender's queue is full
    21612: "final",  # this sender cannot reach that number
    21614: "final",  # a landline
    21617: "final",  # too long
    21635: "final",  # a landline
    21659: "alarm",
    30001: "slow-down",
    30002: "alarm",
    30003: "retry",  # handset unreachable
    30004: "final",
    30005: "final",
    30006: "final",
    30007: "final",
    30008: "final",
    30036: "final",
    30450: "final",
}


def state_of(status: str) -> Delivery | None:
    """Our state for the carrier's status of a text; None for one that says nothing of its fate (queued, sending)."""
    return STATES.get(status.lower())


def fate_of(code: int | None, http_status: int) -> Fate:
    """What to do about a refusal. A 5xx is `unknown`: the text may have been sent, look before sending again."""
    if code in FATES:
        return FATES[code]
    if http_status == 429:
        return "slow-down"
    return "unknown" if http_status >= 500 else "final"
