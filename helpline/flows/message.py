"""A voice message for the helper: short, told of beforehand, and erased at a key."""

from helpline.flows.moment import Moment
from helpline.flows.talk import DropRecording, KeepRecording, Turn


def ask(m: Moment) -> Turn:
    """Say how long and until which key; then the carrier records."""
    return m.say("message.record", "message.record")


def take(m: Moment) -> Turn | None:
    """What was recorded, by the carrier's id and its seconds; nothing said is nothing kept."""
    sid, _, seconds = m.heard.text.partition(" ")
    if m.heard.how != "recorded" or not seconds.isdigit() or int(seconds) == 0:
        return None
    return m.noting(recording=sid).say("message.keep", "message.keep", KeepRecording(sid, int(seconds)))


def ask_keep(m: Moment) -> Turn:
    """Ask again whether the message is to be kept."""
    return m.say("message.keep", "message.keep")


def take_keep(m: Moment) -> Turn | None:
    """1 keep, 2 record it anew, 3 erase."""
    drop = DropRecording(m.notes.get("recording", ""))
    match m.word:
        case "1" | "yes":
            return m.say("menu.start", "message.kept")
        case "2":
            return ask(m).doing(drop)
        case "3" | "no" | "erase":
            return m.say("menu.start", "message.dropped", drop)
    return None
