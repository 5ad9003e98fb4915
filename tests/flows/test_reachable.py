"""Nobody is lost: from every state that a talk can reach, the words that work anywhere work, and something is said."""

from collections import deque

from hypothesis import given, settings
from hypothesis import strategies as st

from helpline.flows.play import STEPS, play
from helpline.flows.talk import Conversation, Heard, OpenTicket, StopWriting, Turn
from tests.flows.library import NOW, SMALL, lived, said

SAYINGS = (
    *map(str, range(10)), "oui", "non", "merci", "bonjour", "stop", "start", "aide", "menu", "humain", "info", "retour",
    "repeter", "effacer", "annuler", "english", "mes donnees", "gmail", "mot de passe", "scam-check", "near-me", "card",
    "http://x", "je veux mourir", "bla", "bla bla bla bla", "",
)  # fmt: skip
NEWCOMER = Conversation("+33639980001", "ville", "fr")


def hears(conversation: Conversation, text: str) -> Turn:
    return play(conversation, Heard("text", text), SMALL, NOW)


def gist(conversation: Conversation) -> tuple[object, ...]:
    """What makes a state differ: where it is, what a step looks at in the notes, what is open."""
    noted = tuple(bool(conversation.notes.get(key)) for key in ("choices", "others", "rephrased", "told_stopped"))
    open_slot = conversation.request and bool(conversation.request.slot)
    return conversation.at, noted, conversation.stopped, open_slot, conversation.misses


def reachable() -> list[Conversation]:
    found = {gist(NEWCOMER): NEWCOMER}
    todo = deque([NEWCOMER])
    while todo:
        here = todo.popleft()
        for text in SAYINGS:
            after = hears(here, text).conversation
            if gist(after) not in found:
                found[gist(after)] = after
                todo.append(after)
    return list(found.values())


STATES = reachable()


def test_every_step_can_be_reached() -> None:
    assert {state.at for state in STATES} == set(STEPS)


def test_a_person_is_one_word_away_from_everywhere() -> None:
    for state in STATES:
        turn = hears(state, "humain")
        assert turn.conversation.request is not None, state
        assert any(name.startswith("callback.") for name in said(turn)), state


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
