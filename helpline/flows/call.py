"""A telephone call: how it begins, how a number for the callback is taken, how it ends."""

from dataclasses import replace

from helpline.flows import callback, faq, menu, message
from helpline.flows.moment import Moment
from helpline.flows.talk import Conversation, Mark, Number, OpenTicket, Say, Turn, UseNumber

UNFINISHED = ("callback.offer", "call.number", "call.typed", "call.typed_right")


def answered(m: Moment) -> Turn:
    """Greet, say that a robot answers, and offer the menu."""
    afresh = replace(m.conversation, at="call.menu", notes={}, misses=0, greeted=m.library.notice)
    return replace(m, conversation=afresh).turn("call.menu", Say("notice.first"), Say("call.menu"))


def ask_menu(m: Moment) -> Turn:
    """What can be done here, four choices, and two keys that are always good."""
    return m.say("call.menu", "call.menu")


def take_menu(m: Moment) -> Turn | None:
    """A key, or a sentence that says what is wrong."""
    if m.option("main") == "language":
        return _other_language(m)
    return menu.chosen(m) or faq.take_question(m)


def _other_language(m: Moment) -> Turn:
    turn = menu.change_language(m)
    return replace(turn, conversation=replace(turn.conversation, at="call.menu"), replies=(Say("call.menu"),))


def really_called(m: Moment) -> Turn:
    """Whether it was really us who rang this number: yes and when, or no; never who or why."""
    when = m.conversation.called_at
    if when is None:
        return m.say("menu.start", "call.not_called")
    return m.say("menu.start", "call.called", when=when)


def more(conversation: Conversation) -> str:
    """The prompt that asks for something else; who will be called back may leave a message."""
    return "call.more_message" if conversation.request else "call.more"


def ask_more(m: Moment) -> Turn:
    """Something else?"""
    return m.say("call.more", more(m.conversation))


def take_more(m: Moment) -> Turn | None:
    """1 something else, 2 a voice message; a question; anything else, silence too, ends the call kindly."""
    if m.word in ("1", "yes", "menu"):
        return ask_menu(m)
    if m.word == "2" and m.conversation.request:
        return message.ask(m)
    if m.heard.text and m.heard.how == "speech" and m.word not in ("no", "thanks"):
        return faq.take_question(m)
    return goodbye(m)


def goodbye(m: Moment) -> Turn:
    """The end of a call."""
    return replace(m.say("call.more", "call.bye"), ended=True)


def nothing_left_to_ask(m: Moment) -> bool:
    """On the phone, where the request stands already, or where a hidden number keeps it from being made."""
    return m.by_phone and (
        m.conversation.request is not None or m.conversation.at in ("call.typed", "call.typed_right")
    )


def given_up(m: Moment) -> Turn:
    """Nobody answers any more: say what happens now, and hang up."""
    if m.conversation.request is None:
        return replace(m.say("call.more", "call.no_number"), ended=True)
    promised = callback.any_time(m)
    return replace(promised, conversation=replace(promised.conversation, at="call.more"), ended=True)


def ask_number(m: Moment) -> Turn:
    """The number that calls, or another one?"""
    if not m.conversation.may_be_called:
        return ask_typed(m)
    return m.say("call.number", "call.number", number=Number(m.conversation.person))


def take_number(m: Moment) -> Turn | None:
    """1 this number, 2 another one."""
    if m.word in ("1", "yes"):
        return callback.ask_slot(m)
    if m.word in ("2", "no"):
        return ask_typed(m)
    return None


def ask_typed(m: Moment) -> Turn:
    """Ask for a number on the keys, up to the hash key."""
    return m.say("call.typed", "call.typed")


def take_typed(m: Moment) -> Turn | None:
    """A number that we may call is said back before it is used."""
    number = m.library.callable(m.heard.text)
    if not number:
        return None
    return m.noting(number=number).say("call.typed_right", "call.typed_right", number=Number(number))


def ask_typed_right(m: Moment) -> Turn:
    """Say the typed number again."""
    number = m.notes.get("number", "")
    return m.say("call.typed_right", "call.typed_right", number=Number(number)) if number else ask_typed(m)


def take_typed_right(m: Moment) -> Turn | None:
    """1 right: the request stands, with that number. 2: once more."""
    if m.word in ("1", "yes"):
        ticket = OpenTicket("asked", m.notes.get("question", ""), m.notes.get("entry", ""))
        effects = () if m.conversation.request else (ticket,)
        return callback.ask_slot(m).doing(*effects, UseNumber(m.notes["number"]))
    if m.word in ("2", "no"):
        return ask_typed(m)
    return None


def hung_up(m: Moment) -> Turn:
    """The call is over. Half a request for a callback becomes a whole one; a promise that was made stays."""
    mark = Mark("hung-up", m.conversation.at)
    unfinished = m.conversation.at in UNFINISHED and m.conversation.request is None and m.conversation.may_be_called
    ticket = OpenTicket("hung-up", m.notes.get("question", ""), m.notes.get("entry", ""))
    return m.turn(m.conversation.at, effects=(mark, ticket) if unfinished else (mark,))
