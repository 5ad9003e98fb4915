"""What works at every step: stop, help, a person, another language, my data - and danger, before all."""

from collections.abc import Callable
from dataclasses import replace

from helpline.flows import call, callback, faq, menu, tips
from helpline.flows.moment import Moment
from helpline.flows.talk import Forget, Mark, OpenTicket, Say, SetLanguage, StartWriting, StopWriting, Turn

ANSWERED_AT_ONCE = 20  # texts of one person in ten minutes


def danger(m: Moment) -> Turn | None:
    """Words of danger win over everything: numbers that help at once, and a person who must look.

    The bot asks nothing more of this person until a helper has closed the ticket.
    """
    kind = m.library.danger(m.heard.text)
    if not kind:
        return None
    m = faq.in_their_language(m, m.library.best(m.heard.text, m.conversation.language))
    seen = "danger.seen" if m.library.open_now(m.now) else "danger.closed"
    told = SetLanguage(m.conversation.language)
    effects = (told, OpenTicket("danger", m.heard.text[:300], urgent=True), Mark("danger", kind))
    return m.turn("danger.wait", Say(f"danger.{kind}"), Say(seen), effects=effects)


def ask_wait(m: Moment) -> Turn:
    """Somebody in danger wrote: say again who can help now."""
    return m.say("danger.wait", "danger.wait")


def take_wait(m: Moment) -> Turn | None:
    """Every further text reaches the helper who has the ticket; no menu."""
    return m.say("danger.wait", "danger.wait", OpenTicket("danger", m.heard.text[:300], urgent=True))


def stop(m: Moment) -> Turn:
    """Nothing that we start is sent any more; said once. A callback that was asked for stays."""
    if m.conversation.stopped:
        return m.turn("menu.start")
    prompt = "anywhere.stopped_callback" if callback.promised(m) else "anywhere.stopped"
    return m.say("menu.start", prompt, StopWriting(), Mark("stop"))


def start(m: Moment) -> Turn:
    """Write again."""
    return m.turn("menu.choose", Say("anywhere.started"), Say("menu.main"), effects=(StartWriting(),))


def flooded(m: Moment) -> Turn | None:
    """Too many texts at once, by a machine or in despair: said once, then kept without an answer for a while."""
    if m.conversation.lately < ANSWERED_AT_ONCE:
        return None
    if m.conversation.lately > ANSWERED_AT_ONCE:
        return m.turn(m.conversation.at)
    return m.say(m.conversation.at, "anywhere.slowly")


def with_helper(m: Moment) -> Turn | None:
    """A helper has the request, or has just answered: free words are for them, not for the robot."""
    if not m.conversation.with_helper or m.word in WORDS or m.word.isdigit() or not m.heard.text.strip():
        return None
    why = m.conversation.request.why if m.conversation.request else "asked"
    at = "danger.wait" if m.conversation.at == "danger.wait" else "menu.start"
    return m.say(at, "anywhere.to_helper", OpenTicket(why, m.heard.text[:300]))


def stopped(m: Moment) -> Turn | None:
    """After STOP a free text is kept but not answered, save once, to say how to come back.

    Who asked for something by one of the words that work anywhere is heard to the end of it.
    """
    if not m.conversation.stopped or m.word in WORDS or m.conversation.at != "menu.start":
        return None
    if m.notes.get("told_stopped"):
        return m.turn("menu.start")
    return m.noting(told_stopped="yes").say("menu.start", "anywhere.still_stopped")


def help_(m: Moment) -> Turn:
    """The words that work anywhere."""
    return m.say(m.conversation.at, "anywhere.help")


def human(m: Moment) -> Turn:
    """A person, please."""
    own_words = "" if len(m.heard.text.split()) < 2 else m.heard.text[:300]
    question = m.notes.get("question", "") or own_words
    return callback.ask_when(m.noting(question=question), "asked").doing(*faq.untaken(m))


def info(m: Moment) -> Turn:
    """Who runs this, what is kept, which rights there are."""
    return m.say(m.conversation.at, "notice.info")


def data(m: Moment) -> Turn:
    """Access to one's data: a person answers, within a month (GDPR art. 12)."""
    return m.say("menu.start", "anywhere.data", OpenTicket("data"))


def ask_erase(m: Moment) -> Turn:
    """Erasure cannot be undone: ask once."""
    return m.say("anywhere.erase", "anywhere.erase")


def take_erase(m: Moment) -> Turn | None:
    """Yes erases all; anything clear else keeps it."""
    if m.word in ("yes", "1"):
        return m.say("menu.start", "anywhere.erased", Forget())
    if m.word in ("no", "2"):
        return m.say("menu.start", "anywhere.not_erased")
    return None


def human_after_misses(m: Moment) -> Turn:
    """Three unclear answers in a row: a person takes over."""
    turn = callback.ask_when(replace(m, conversation=replace(m.conversation, misses=0)), "misses")
    return turn.after(Say("anywhere.misses"))


# The words of content/words.toml that work at every step, and what they do.
WORDS: dict[str, Callable[[Moment], Turn]] = {
    "stop": stop,
    "start": start,
    "help": help_,
    "menu": menu.ask_start,
    "human": human,
    "info": info,
    "data": data,
    "erase": ask_erase,
    "cancel": callback.cancel,
    "writing": callback.in_writing,
    "called": call.really_called,
    "tips": tips.ask_theme,
    "english": lambda m: menu.change_language(m, "en"),
    "french": lambda m: menu.change_language(m, "fr"),
}
