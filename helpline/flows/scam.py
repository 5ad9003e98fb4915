"""A suspicious message: how worried to be and why, then what the person has done so far."""

from dataclasses import replace

from helpline.flows import callback, steps
from helpline.flows.moment import Moment, Verdict
from helpline.flows.talk import Because, Mark, OpenTicket, Reply, Say, Sighted, Tell, Turn

# What was done -> the entry that tells what to do now, and whether a person must call at once.
DONE = {
    "nothing": ("", False),
    "clicked": ("scam-clicked", False),
    "card": ("scam-gave-card", True),
    "code": ("scam-gave-password", True),
    "control": ("scam-remote-access", True),
    "papers": ("scam-gave-id", True),
    "gave": ("scam-gave-card", True),
}


# What is asked on the phone, one by one, about a message that cannot be pasted there.
SIGNS = ("control", "code", "money", "link", "hurry", "secret")


def ask_message(m: Moment) -> Turn:
    """Ask for the message, or what was said on the phone."""
    return m.say("scam.message", "scam.message")


def take_message(m: Moment) -> Turn | None:
    """A message to look at; a bare word or key is none. On the phone, key 1 asks questions instead."""
    if m.by_phone and m.word == "1":
        return ask_sign(m.noting(sign="0", signs=""))
    if m.word or not m.heard.text.strip():
        return None
    return judge(m)


def judge(m: Moment) -> Turn:
    """Say how worried to be and why, then ask what was done so far."""
    verdict = m.library.verdict(m.heard.text, m.conversation.language)
    here = m.noting(question=m.heard.text[:300], kind=verdict.kind, entry="")
    again = m.notes.get("question") == here.notes["question"]
    worrying = verdict.level != "no-sign" and not again  # who sends the same twice makes no wave
    seen = (Sighted(verdict.kind, tuple(verdict.domains)),) if worrying else ()
    effects = (Mark(verdict.level, verdict.kind), *seen)
    return here.turn("scam.done", said(verdict), Say(_done_menu(m)), effects=effects)


def said(verdict: Verdict) -> Say:
    """How worried to be, and why where there is a reason."""
    reasons = tuple(Because(reason.key, reason.span) for reason in verdict.reasons)
    prompt = f"scam.{verdict.level.replace('-', '_')}"
    return Say(prompt, {"reasons": reasons}) if reasons else Say(f"{prompt}_plain")


def _done_menu(m: Moment) -> str:
    """On the phone the menu has four options at most."""
    return "scam.done_call" if m.by_phone else "scam.done"


def ask_sign(m: Moment) -> Turn:
    """One question about a message or a call, to be answered with yes or no."""
    sign = SIGNS[int(m.notes.get("sign", "0"))]
    return m.say("scam.sign", f"scam.sign_{sign}")


def take_sign(m: Moment) -> Turn | None:
    """Yes or no; as soon as it is clear, or after the last question, the same verdict as for a text, on what was said
    yes to.
    """
    if m.word not in ("yes", "1", "no", "2"):
        return None
    at = int(m.notes.get("sign", "0"))
    signs = m.notes.get("signs", "").split() + ([SIGNS[at]] if m.word in ("yes", "1") else [])
    here = m.noting(sign=str(at + 1), signs=" ".join(signs))
    told = m.library.signs_told(signs, m.conversation.language)
    clear = told and m.library.verdict(told, m.conversation.language).level == "scam"
    if at + 1 < len(SIGNS) and not clear:
        return ask_sign(here)
    return judge(replace(here, heard=replace(m.heard, text=told)))


def ask_done(m: Moment) -> Turn:
    """Ask what was done so far."""
    return m.say("scam.done", _done_menu(m))


def take_done(m: Moment) -> Turn | None:
    """What was done decides: advice, or advice and a person at once."""
    done = "nothing" if m.word == "no" else m.option("scam-done-call" if m.by_phone else "scam-done")
    if not done:
        return None
    entry, urgent = DONE[done]
    if m.by_phone:
        return _on_the_phone(m, entry, urgent).doing(Mark("scam-done", done))
    told = _told(m, entry)
    if not urgent:
        report = () if _says_how_to_report(entry, told) else (Say("scam.report"),)
        return m.turn("menu.start", *told, *report, effects=(Mark("scam-done", done),))
    ticket = OpenTicket("money", m.notes.get("question", ""), entry, urgent=True)
    turn = callback.ask_when(m.noting(entry=entry), "money", ticket)
    return turn.after(*told).doing(Mark("scam-done", done))


def _says_how_to_report(entry: str, told: tuple[Reply, ...]) -> bool:
    """The entry of a kind of scam does so itself; the one for what was done, and plain advice, do not."""
    return not entry and isinstance(told[0], Tell)


def _on_the_phone(m: Moment, entry: str, urgent: bool) -> Turn:
    """The ticket at once, where there is a number to call; then what to do, one step at a time."""
    ticket = OpenTicket("money", m.notes.get("question", ""), entry, urgent=True)
    told = _told(m, entry)
    if not isinstance(told[0], Tell):
        turn = callback.ask_when(m, "money", ticket) if urgent else m.say("menu.start", "scam.report")
        return turn.after(*told)
    turn = steps.tell(m.noting(entry=told[0].entry, step="0"))
    return turn.doing(ticket) if urgent and m.conversation.may_be_called else turn


def _told(m: Moment, entry: str) -> tuple[Reply, ...]:
    """The entry that fits best: what was done, else the kind of scam, else plain advice."""
    for slug in (entry, f"scam-{m.notes.get('kind', '')}"):
        if m.library.then(slug):
            return (Tell(slug),)
    return (Say("scam.nothing_done"),) if not entry else (Say("scam.act_now"),)
