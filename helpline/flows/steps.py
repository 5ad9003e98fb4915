"""An answer on the phone: told one step at a time, at the pace of who listens."""

from helpline.flows import callback, faq
from helpline.flows.moment import Moment
from helpline.flows.talk import OpenTicket, Say, SendText, Tell, Turn


def tell(m: Moment) -> Turn:
    """The step that is noted, then what can be pressed; after the last one, what the entry says comes next."""
    entry, step = m.notes.get("entry", ""), int(m.notes.get("step", "0"))
    if not m.library.then(entry):
        return m.say("menu.choose", "menu.main")
    if step + 1 < m.library.steps(entry, m.conversation.language):
        keys = "steps.keys" if m.conversation.may_be_texted else "steps.keys_landline"
        return m.turn("steps.step", Tell(entry, step), Say(keys if step == 0 else "steps.keys_again"))
    return _after_the_last(m, entry).after(Tell(entry, step))


def _after_the_last(m: Moment, entry: str) -> Turn:
    match m.library.then(entry):
        case "scam-check":
            return m.say("scam.message", "scam.message")
        case "callback":
            return m.noting(why="unsolved").say("callback.offer", "callback.offer")
        case "urgent-callback":
            ticket = OpenTicket("money", m.notes.get("question", ""), entry, urgent=True)
            return callback.ask_when(m, "money", ticket)
    return faq.ask_solved_again(m)


def take(m: Moment) -> Turn | None:
    """1 next, 2 again, 3 by text."""
    match m.word:
        case "1" | "yes" | "next":
            return tell(m.noting(step=str(int(m.notes.get("step", "0")) + 1)))
        case "2" | "repeat":
            return tell(m)
        case "3":
            return _by_text(m)
    return None


def _by_text(m: Moment) -> Turn:
    """Only to a number that takes texts: a landline is told so."""
    if not m.conversation.may_be_texted:
        return m.say("steps.step", "steps.no_texts")
    return m.say("steps.step", "steps.sent", SendText(Tell(m.notes["entry"])))
