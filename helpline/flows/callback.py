"""A person who helps: when to call back, what is promised, how to move or cancel it."""

from datetime import datetime

from helpline.flows.moment import Moment
from helpline.flows.talk import (
    AskCallback,
    CancelTicket,
    Mark,
    Number,
    OpenTicket,
    ProofWord,
    Say,
    SendText,
    Slot,
    Turn,
    Why,
)

SLOTS_OFFERED = 3
NOT_CALLBACKS = ("danger", "data")


def ask_offer(m: Moment) -> Turn:
    """Ask whether a person should call back."""
    return m.say("callback.offer", "callback.offer")


def take_offer(m: Moment) -> Turn | None:
    """Yes: a ticket. No: back to the beginning."""
    if m.word in ("yes", "1", "thanks"):
        return ask_when(m, _noted_why(m))
    if m.word in ("no", "2"):
        return m.say("menu.start", "callback.declined")
    return None


def ask_still(m: Moment) -> Turn:
    """Some days after a helper has solved it: does it still work?"""
    return m.say("callback.still", "callback.still")


def take_still(m: Moment) -> Turn | None:
    """Yes: good. No: a person calls again."""
    if m.word in ("yes", "1", "thanks"):
        return m.say("menu.start", "faq.glad", Mark("still-solved", m.notes.get("entry", "")))
    if m.word in ("no", "2"):
        return ask_when(m, "unsolved").doing(Mark("not-solved-any-more", m.notes.get("entry", "")))
    return None


def _noted_why(m: Moment) -> Why:
    match m.notes.get("why"):
        case "unsolved":
            return "unsolved"
        case "unanswered":
            return "unanswered"
    return "asked"


def ask_when(m: Moment, why: Why, ticket: OpenTicket | None = None) -> Turn:
    """Open the ticket at once, so that nobody is lost, then ask for a convenient time."""
    if promised(m) and ticket is None:
        return ask_keep(m)
    opened = ticket or OpenTicket(why, m.notes.get("question", ""), m.notes.get("entry", ""))
    if m.by_phone:
        return _on_the_phone(m, opened)
    if not m.conversation.may_be_called:
        return m.say("menu.start", "callback.by_text", opened)
    return ask_slot(m).doing(opened)


def _on_the_phone(m: Moment, opened: OpenTicket) -> Turn:
    """Confirm the number first; who hides theirs, or cannot be called there, types one before there is a request."""
    if not m.conversation.may_be_called:
        return m.say("call.typed", "call.typed")
    return m.say("call.number", "call.number", opened, number=Number(m.conversation.person))


def ask_slot(m: Moment) -> Turn:
    """Offer the next times; "0" is whenever suits the helpers."""
    slots = tuple(m.library.slots(m.now))[:SLOTS_OFFERED]
    if not slots and _planned(m):
        return any_time(m).after(Say("callback.no_other"))
    if not slots:
        return m.say("menu.start", "callback.no_slot", word=ProofWord())
    offered = m.noting(slots=" ".join(map(_noted, slots)))
    return offered.say("callback.slot", "callback.slot", slots=slots)


def take_slot(m: Moment) -> Turn | None:
    """The number of a time as it was offered; one that is over or full meanwhile is not promised."""
    offered = [_slot(noted) for noted in m.notes.get("slots", "").split()]
    if m.word == "no":
        return ask_keep(m)
    if m.word in ("0", "human", "thanks", "yes"):
        return any_time(m)
    if not m.word.isdigit() or int(m.word) > len(offered):
        return None
    slot = offered[int(m.word) - 1]
    free = slot.end > m.now and m.library.has_room(slot)
    return promise(m, slot) if free else ask_slot(m).after(Say("callback.slot_gone"))


def _noted(slot: Slot) -> str:
    return f"{slot.start.isoformat()}/{slot.end.isoformat()}"


def _slot(noted: str) -> Slot:
    return Slot(*map(datetime.fromisoformat, noted.split("/")))


def promise(m: Moment, slot: Slot) -> Turn:
    """Promise a callback and give the word that proves it."""
    booked = Say("callback.booked", {"slot": slot, "word": ProofWord()})
    return m.turn("menu.start", booked, effects=(AskCallback(slot), Mark("callback"), *_in_writing(m, booked)))


def in_writing(m: Moment) -> Turn:
    """Answer by text, please: a helper is told so in the person's own words."""
    if m.by_phone and not m.conversation.may_be_texted:
        return ask_when(m, "asked")
    question = m.notes.get("question", "")
    asked = OpenTicket("asked", f"{question}\n{m.heard.text}".strip(), m.notes.get("entry", ""))
    return m.say("menu.start", "callback.in_writing", asked)


def any_time(m: Moment) -> Turn:
    """Promise a callback as soon as it can be, or tell the promise that stands, and give the word that proves it."""
    slot = _planned(m)
    planned = Say("callback.stands", {"slot": slot, "word": ProofWord()}) if slot else None
    noted = planned or Say("callback.any_time", {"word": ProofWord()})
    return m.turn("menu.start", noted, effects=_in_writing(m, noted))


def _planned(m: Moment) -> Slot | None:
    """The time that is promised already and not over."""
    request = m.conversation.request
    return request.slot if request and request.slot and request.slot.end > m.now else None


def _in_writing(m: Moment, said: Say) -> tuple[SendText, ...]:
    """What was promised on the phone is sent by text too, where the number takes texts and wants them."""
    wanted = m.by_phone and m.conversation.may_be_texted and not m.conversation.stopped
    return (SendText(said),) if wanted else ()


def ask_keep(m: Moment) -> Turn:
    """A request is open already: keep it, move it or cancel it."""
    request = m.conversation.request
    if request is None:
        return ask_offer(m)
    if request.slot is None:
        return m.say("callback.keep", "callback.waiting", word=ProofWord())
    return m.say("callback.keep", "callback.planned", slot=request.slot, word=ProofWord())


def take_keep(m: Moment) -> Turn | None:
    """1 keep, 2 another time, 3 cancel."""
    match m.word:
        case "1" | "yes" | "thanks":
            return m.say("menu.start", "callback.kept")
        case "2":
            return ask_slot(m)
        case "3" | "no":
            return cancel(m)
    return None


def promised(m: Moment) -> bool:
    """Whether a callback was asked for. A request out of danger, or for one's data, is not the person's to end."""
    return m.conversation.request is not None and m.conversation.request.why not in NOT_CALLBACKS


def cancel(m: Moment) -> Turn:
    """Give up the callback, where there is one."""
    if not promised(m):
        return m.turn("menu.start", Say("callback.nothing_to_cancel"))
    return m.say("menu.start", "callback.cancelled", CancelTicket())
