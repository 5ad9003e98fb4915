"""Nobody is lost: from every state that a talk can reach, the words that work anywhere work, and something is said."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from helpline.flows.play import STEPS, play
from helpline.flows.talk import Conversation, Heard, How, Mark, OpenTicket, StopWriting, Turn
from tests.flows.library import NOW, SMALL, lived, said

SAYINGS = (
    *map(str, range(10)), "oui", "non", "merci", "bonjour", "stop", "start", "aide", "menu", "humain", "info", "retour",
    "repeter", "effacer", "annuler", "english", "mes donnees", "conseils", "gmail",
    "mot de passe", "scam-check", "near-me", "card",
    "http://x", "je veux mourir", "bla", "bla bla bla bla", "",
)  # fmt: skip
NEWCOMER = Conversation("+33639980001", "ville", "fr")


CALLER = replace(NEWCOMER, channel="voice")
HIDDEN = replace(CALLER, person="hidden/CA1", may_be_called=False, may_be_texted=False)
PRESSED = (*"0123456789*#", "0639980009", "12")


def hears(conversation: Conversation, text: str) -> Turn:
    how: How = "text" if conversation.channel == "text" else "speech"
    return play(conversation, Heard(how, text), SMALL, NOW)


def presses(conversation: Conversation, keys: str) -> Turn:
    return play(conversation, Heard("keys" if keys else "silence", keys), SMALL, NOW)


def gist(conversation: Conversation) -> tuple[object, ...]:
    """What makes a state differ: where it is, what a step looks at in the notes, what is open."""
    noted = tuple(bool(conversation.notes.get(key)) for key in ("choices", "others", "rephrased", "told_stopped"))
    open_slot = conversation.request and bool(conversation.request.slot)
    return conversation.at, noted, conversation.stopped, open_slot, conversation.misses


def after_all(here: Conversation) -> Iterator[Turn]:
    yield from (hears(here, text) for text in SAYINGS)
    if here.channel == "voice":
        yield from (presses(here, keys) for keys in (*PRESSED, ""))
        yield play(here, Heard("recorded", "RE1 12"), SMALL, NOW)


def reachable(*starts: Conversation) -> list[Conversation]:
    found = {gist(start): start for start in starts}
    todo = deque(starts)
    while todo:
        for turn in after_all(todo.popleft()):
            after = turn.conversation
            if gist(after) not in found and not turn.ended:
                found[gist(after)] = after
                todo.append(after)
    return list(found.values())


def called(person: Conversation) -> Conversation:
    return play(person, Heard("call"), SMALL, NOW).conversation


ASKED_AFTER = replace(NEWCOMER, at="callback.still")  # by the clock
STATES = reachable(NEWCOMER, ASKED_AFTER)
CALLS = reachable(called(CALLER)) + reachable(called(HIDDEN))


def test_every_step_can_be_reached() -> None:
    assert {state.at for state in (*STATES, *CALLS)} == set(STEPS)


def test_a_person_is_one_word_away_from_everywhere() -> None:
    for state in STATES:
        turn = hears(state, "humain")
        assert turn.conversation.request is not None, state
        assert any(name.startswith(("callback.", "danger.")) for name in said(turn)), state


def test_stop_works_from_everywhere() -> None:
    for state in STATES:
        turn = hears(state, "stop")
        assert turn.conversation.stopped, state
        assert state.stopped or StopWriting() in turn.effects, state


def test_help_and_the_menu_work_from_everywhere() -> None:
    for state in STATES:
        assert said(hears(state, "aide"))[-1] == "anywhere.help", state
        assert said(hears(state, "menu"))[-1] == "menu.main", state


def test_there_is_no_dead_end() -> None:
    """Whatever is said, something is answered, save after STOP; and the talk can go on."""
    for state in STATES:
        for text in SAYINGS:
            turn = hears(state, text)
            assert turn.conversation.at in STEPS
            assert turn.replies or turn.conversation.stopped, (state, text)


def test_danger_is_never_overheard() -> None:
    for state in STATES:
        assert said(hears(state, "je veux mourir"))[0] == "danger.suicide", state


def test_every_call_is_one_key_away_from_a_person() -> None:
    for state in CALLS:
        turn = presses(state, "0")
        asked = turn.conversation.request or turn.conversation.at in ("call.typed", "danger.wait")
        assert asked or turn.ended, state


def test_a_call_always_hears_something_and_listens_or_says_goodbye() -> None:
    for state in CALLS:
        for turn in after_all(state):
            assert turn.replies, state
            assert turn.conversation.at in STEPS
            assert (
                not turn.conversation.at.startswith(("menu.", "anywhere.")) or turn.conversation.at == "anywhere.erase"
            )


def test_silence_ends_every_call_after_a_while() -> None:
    for state in CALLS:
        turn = Turn(state)
        for _ in range(12):
            if not turn.ended:
                turn = presses(turn.conversation, "")
        assert turn.ended, state


def test_danger_is_never_overheard_on_the_phone() -> None:
    for state in CALLS:
        assert said(hears(state, "je veux mourir"))[0] == "danger.suicide", state


def test_a_hang_up_anywhere_is_noted_and_a_request_stays() -> None:
    for state in CALLS:
        turn = play(state, Heard("hung-up"), SMALL, NOW)
        assert Mark("hung-up", state.at) in turn.effects
        assert turn.replies == ()
        assert state.request is None or turn.conversation.request == state.request


@given(st.lists(st.one_of(st.sampled_from(SAYINGS), st.text(max_size=40)), max_size=12))
@settings(max_examples=300, deadline=None)
def test_whatever_people_say_a_turn_never_fails(texts: list[str]) -> None:
    turn = lived(*texts, start=NEWCOMER)
    assert turn.conversation.at in STEPS
    assert turn.conversation.misses < 3


@given(st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=10))
@settings(max_examples=300, deadline=None)
def test_a_promise_is_always_preceded_by_a_ticket(texts: list[str]) -> None:
    conversation, opened = NEWCOMER, False
    for text in texts:
        turn = hears(conversation, text)
        opened |= any(isinstance(effect, OpenTicket) for effect in turn.effects)
        conversation = turn.conversation
        assert conversation.request is None or opened
