"""The carrier's own opt-out words: English, the whole message, whatever the case."""

from typing import Literal

STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START = frozenset({"START", "YES", "UNSTOP"})
HELP = frozenset({"HELP", "INFO"})

OptOut = Literal["stopped", "started", "help"]


def opt_out(body: str) -> OptOut | None:
    """What the carrier reads into a text. Words with an accent or with anything beside them mean nothing to it."""
    word = body.strip().upper()
    if word in STOP:
        return "stopped"
    if word in START:
        return "started"
    return "help" if word in HELP else None
