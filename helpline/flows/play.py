"""One turn: danger, the words that work anywhere, then the step at which the conversation is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from helpline.flows import anywhere, call, callback, faq, menu, message, scam, steps, tips, topics
from helpline.flows.moment import Library, Moment
from helpline.flows.talk import Conversation, Forget, Heard, Say, Turn

MISSES_ALLOWED = 3
WORDS_OF_A_QUESTION = 3
LASTING = ("danger.wait", "callback.still")  # steps that wait for an answer however long it takes
WORDS_AROUND_A_SECRET = 5  # "my card is ...": with fewer there is no question to answer


@dataclass(frozen=True, slots=True)
class Step:
    """Where a conversation can be: how it is asked (again), what listens, and where "back" leads."""

    ask: Callable[[Moment], Turn]
    take: Callable[[Moment], Turn | None]
    back: str = "menu.choose"
    again: Callable[[Moment], Turn] | None = None  # a shorter way to ask, for an answer that was not understood


STEPS: dict[str, Step] = {
    "menu.start": Step(menu.ask_start, menu.take_start),
    "menu.choose": Step(menu.ask_start, menu.take_choose),
    "faq.question": Step(faq.ask_question, lambda m: topics.take_topic(m) or faq.take_question(m)),
    "topics.entry": Step(topics.ask, topics.take, back="faq.question"),
    "faq.right": Step(faq.ask_right, faq.take_right, back="faq.question"),
    "faq.which": Step(faq.ask_which, faq.take_which, back="faq.question"),
    "faq.solved": Step(faq.ask_solved, faq.take_solved, back="faq.which", again=faq.ask_solved_again),
    "scam.message": Step(scam.ask_message, scam.take_message),
    "scam.done": Step(scam.ask_done, scam.take_done, back="scam.message"),
    "callback.offer": Step(callback.ask_offer, callback.take_offer),
    "callback.slot": Step(callback.ask_slot, callback.take_slot),
    "callback.keep": Step(callback.ask_keep, callback.take_keep),
    "callback.still": Step(callback.ask_still, callback.take_still),
    "tips.theme": Step(tips.ask_theme, tips.take_theme),
    "anywhere.erase": Step(anywhere.ask_erase, anywhere.take_erase),
    "scam.sign": Step(scam.ask_sign, scam.take_sign, back="scam.message"),
    "steps.step": Step(steps.tell, steps.take, back="faq.question"),
    "call.menu": Step(call.ask_menu, call.take_menu),
    "call.more": Step(call.ask_more, call.take_more),
    "call.number": Step(call.ask_number, call.take_number),
    "call.typed": Step(call.ask_typed, call.take_typed, back="call.number"),
    "call.typed_right": Step(call.ask_typed_right, call.take_typed_right, back="call.typed"),
    "message.record": Step(message.ask, message.take, back="call.more"),
    "message.keep": Step(message.ask_keep, message.take_keep, back="call.more"),
    "danger.wait": Step(anywhere.ask_wait, anywhere.take_wait, back="danger.wait"),
}


def play(conversation: Conversation, heard: Heard, library: Library, now: datetime) -> Turn:
    """What one thing heard leads to. Never raises for anything a person can send; `now` carries an offset.

    A step that a release has renamed goes back to the menu.
    """
    m = Moment(_resumed(conversation, library, now), heard, library, now)
    if heard.how == "call":
        return _remembered(m, call.answered(m))
    if heard.how == "hung-up":
        return _remembered(m, call.hung_up(m))
    turn = anywhere.danger(m) or anywhere.flooded(m) or anywhere.stopped(m) or _anywhere(m)
    turn = turn or anywhere.with_helper(m) or _here(m)
    return _with_notices(m, _on_the_phone(m, turn))


def _on_the_phone(m: Moment, turn: Turn) -> Turn:
    """A call is never left without a question: where a talk by text would end, something else is offered."""
    if not m.by_phone or turn.ended:
        return turn
    if turn.conversation.at == "danger.wait":
        return replace(turn, ended=True)
    if turn.conversation.at == "menu.choose":
        replies = tuple(Say("call.menu") if reply == Say("menu.main") else reply for reply in turn.replies)
        return replace(turn, conversation=replace(turn.conversation, at="call.menu"), replies=replies)
    if turn.conversation.at == "menu.start":
        more = replace(turn.conversation, at="call.more")
        return replace(turn, conversation=more, replies=(*turn.replies, Say(call.more(turn.conversation))))
    return turn


def _remembered(m: Moment, turn: Turn) -> Turn:
    return replace(turn, conversation=replace(turn.conversation, heard_at=m.now))


def _resumed(conversation: Conversation, library: Library, now: datetime) -> Conversation:
    """The talk where it was left; afresh after a long pause or at a step that no longer exists."""
    left = conversation.heard_at
    expired = left is not None and now - left > library.patience and conversation.at not in LASTING
    if expired or conversation.at not in STEPS:
        return replace(conversation, at="menu.start", notes={}, misses=0)
    return conversation


def _anywhere(m: Moment) -> Turn | None:
    here = STEPS[m.conversation.at]
    if m.conversation.at == "danger.wait" and m.word in ("human", "cancel", "0"):
        return here.take(m)
    if m.conversation.at == "call.menu" and m.heard.how == "keys" and m.heard.text == "9":
        return call.really_called(m)
    if m.conversation.at == "call.typed" and m.heard.how == "keys":
        return None  # digits of a number mean nothing else
    if m.word == "repeat":
        return here.ask(m)
    if m.word == "back":
        return STEPS[here.back].ask(m)
    word = "human" if m.word == "0" else m.word
    if word == "human" and m.conversation.at in ("callback.slot", "danger.wait") and m.heard.text.strip() in ("0", ""):
        return None
    does = anywhere.WORDS.get(word)
    return does(m) if does else None


def _here(m: Moment) -> Turn:
    """The step itself; a forwarded scam and a fresh question are understood at every step."""
    if m.conversation.at != "danger.wait" and m.library.plainly_scam(m.heard.text, m.conversation.language):
        return _understood(scam.judge(m))
    if m.heard.removed and len(_own_words(m.heard.text)) < WORDS_AROUND_A_SECRET:
        return STEPS[m.conversation.at].ask(m)
    turn = STEPS[m.conversation.at].take(m) or _fresh_question(m)
    if turn is None:
        return _missed(m)
    return turn if turn.conversation.notes.get("rephrased") else _understood(turn)


def _own_words(text: str) -> list[str]:
    """The words beside the marks, such as `[card]`, that stand for what was taken out."""
    return [word for word in text.split() if not word.startswith("[")]


def _understood(turn: Turn) -> Turn:
    return replace(turn, conversation=replace(turn.conversation, misses=0))


def _fresh_question(m: Moment) -> Turn | None:
    """A sentence in the middle of a menu is a message passed on, or a new question if anything is known about it."""
    if m.word or len(m.heard.text.split()) < WORDS_OF_A_QUESTION:
        return None
    passed_on = not m.by_phone and m.library.passed_on(m.heard.text, m.conversation.language)
    known = passed_on or m.library.best(m.heard.text, m.conversation.language).outcome != "none"
    return faq.take_question(m) if known else None


def _missed(m: Moment) -> Turn:
    """Not understood: say so and ask again; the third time in a row a person takes over."""
    missed = replace(m, conversation=replace(m.conversation, misses=m.conversation.misses + 1))
    if missed.conversation.misses >= MISSES_ALLOWED:
        return call.given_up(missed) if call.nothing_left_to_ask(missed) else anywhere.human_after_misses(missed)
    here = STEPS[m.conversation.at]
    return (here.again or here.ask)(missed).after(Say(_why_missed(m)))


def _why_missed(m: Moment) -> str:
    if m.heard.photos and not m.heard.text.strip():
        return "anywhere.photo"
    return "anywhere.unclear" if m.heard.text.strip() else "anywhere.empty"


def _with_notices(m: Moment, turn: Turn) -> Turn:
    """What was taken out of the text comes first. The notice is given once, just before what is asked in the end."""
    turn = _remembered(m, turn)
    conversation = turn.conversation
    removed = tuple(Say(f"redaction.{kind}") for kind in dict.fromkeys(m.heard.removed))
    turn = turn.after(*removed)
    if conversation.greeted == m.library.notice or _no_time_for_notices(turn):
        return turn
    greeted = replace(conversation, greeted=m.library.notice)
    replies = (*turn.replies[:-1], Say("notice.first"), turn.replies[-1])
    return replace(turn, conversation=greeted, replies=replies)


def _no_time_for_notices(turn: Turn) -> bool:
    """In danger, after STOP, in silence, when the person is being forgotten, and beside the notice's long form."""
    conversation = turn.conversation
    forgotten = any(isinstance(effect, Forget) for effect in turn.effects)
    told = Say("notice.info") in turn.replies
    return conversation.at == "danger.wait" or conversation.stopped or forgotten or told or not turn.replies
