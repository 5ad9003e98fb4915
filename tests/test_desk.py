"""A helper claims, answers, notes and closes; a colleague's ticket stays the colleague's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from helpline.content.render import PROOF_MARK
from helpline.desk import LONGEST_NOTE, LONGEST_REPLY, Desk
from helpline.drawer import Refused
from helpline.escalation.ticket import LEASE, Ticket
from helpline.flows.talk import Conversation
from helpline.store import messages, people, tickets
from helpline.store.helpers import Helper
from helpline.store.messages import Message
from helpline.store.tickets import Move
from tests.console.room import NOW, OTHER, PERSON, Room, open_room

MINUTE = timedelta(minutes=1)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A house with two helpers."""
    opened = open_room(tmp_path)
    yield opened
    opened.house.close()


@pytest.fixture
def desk(room: Room) -> Desk:
    """Its desk, at NOW."""
    return room.house.desk


@pytest.fixture
def claire(room: Room) -> Helper:
    """One helper."""
    return room.helpers["Claire"]


@pytest.fixture
def karim(room: Room) -> Helper:
    """The other one."""
    return room.helpers["Karim"]


def later(desk: Desk, after: timedelta) -> Desk:
    return replace(desk, now=lambda: NOW + after)


def queued(room: Room) -> list[Message]:
    with room.house.store.read() as tx:
        return [message for message in messages.talk(tx, PERSON) if message.state == "queued"]


def ids(placed: tuple[object, ...]) -> list[str]:
    return [getattr(place, "ticket", place).id for place in placed]  # type: ignore[attr-defined]


def moves(room: Room, ticket: str = "t1") -> list[Move]:
    with room.house.store.read() as tx:
        return tickets.moves(tx, ticket)


def test_the_board_parts_mine_who_waits_and_what_colleagues_have(
    room: Room, desk: Desk, claire: Helper, karim: Helper
) -> None:
    room.asks("t1")
    room.asks("t2", person=OTHER, why="money")
    room.asks("t3", person="+33639980013")
    desk.claim("t2", claire)
    desk.claim("t3", karim)
    board = desk.board(claire)
    assert ids(board.mine) == ["t2"]
    assert ids(board.waiting) == ["t1"]
    assert [(ticket.id, name) for ticket, name in board.taken] == [("t3", "Karim")]


def test_the_board_says_why_mine_matter_and_puts_the_gravest_first(room: Room, desk: Desk, claire: Helper) -> None:
    for id_, person, why in (("t1", PERSON, "asked"), ("t2", OTHER, "danger")):
        room.asks(id_, person=person, why=why)
        desk.claim(id_, claire)
    assert [(place.ticket.id, place.why) for place in desk.board(claire).mine] == [("t2", "danger"), ("t1", "waiting")]


def test_a_ticket_left_alone_waits_again_on_the_board(room: Room, desk: Desk, claire: Helper, karim: Helper) -> None:
    room.asks()
    desk.claim("t1", claire)
    board = later(desk, LEASE).board(karim)
    assert ids(board.waiting) == ["t1"]
    assert board.taken == ()


def test_a_claim_is_written_down_once(room: Room, desk: Desk, claire: Helper) -> None:
    room.asks()
    desk.claim("t1", claire)
    later(desk, MINUTE).claim("t1", claire)
    kept = room.kept("t1")
    assert (kept.state, kept.helper, kept.claimed_until) == ("claimed", claire.id, NOW + MINUTE + LEASE)
    assert room.moves("t1") == ["opened", "claimed"]


def test_a_claim_names_the_colleague_who_was_quicker(room: Room, desk: Desk, claire: Helper, karim: Helper) -> None:
    room.asks()
    desk.claim("t1", karim)
    with pytest.raises(Refused) as refused:
        desk.claim("t1", claire)
    assert (refused.value.reason, refused.value.helper) == ("claimed", "Karim")
    assert room.kept("t1").helper == karim.id


def test_one_of_many_claims_at_once_wins(room: Room, desk: Desk, claire: Helper, karim: Helper) -> None:
    room.asks()
    start, lost = Barrier(8), list[str]()

    def claim(helper: Helper) -> None:
        start.wait()
        try:
            desk.claim("t1", helper)
        except Refused as refusal:
            lost.append(refusal.reason)

    helpers = [claire, karim] * 4
    threads = [Thread(target=claim, args=(replace(helper, id=helper.id),)) for helper in helpers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lost == ["claimed"] * 4  # the four of the helper who came second
    assert room.moves("t1").count("claimed") == 1


def test_a_released_ticket_keeps_its_place(room: Room, desk: Desk, claire: Helper) -> None:
    before = room.asks()
    desk.claim("t1", claire)
    later(desk, MINUTE).release("t1", claire)
    kept = room.kept("t1")
    assert (kept.state, kept.helper, kept.opened_at) == ("waiting", "", before.opened_at)
    assert room.moves("t1")[-1] == "released"


@pytest.mark.parametrize("action", ["release", "note", "reply", "close", "show_word"])
def test_only_who_has_a_ticket_may_act_on_it(
    room: Room, desk: Desk, claire: Helper, karim: Helper, action: str
) -> None:
    room.asks()
    desk.claim("t1", karim)
    before = room.kept("t1")
    words = {"note": ["a note"], "reply": ["a reply"], "close": ["solved"]}.get(action, [])
    with pytest.raises(Refused) as refused:
        getattr(desk, action)("t1", claire, *words)
    assert refused.value.reason == "not-yours"
    assert room.kept("t1") == before
    assert room.moves("t1") == ["opened", "claimed"]
    assert queued(room) == []


@pytest.mark.parametrize("action", ["claim", "release", "show_word", "folder"])
def test_what_is_not_there_is_unknown(desk: Desk, claire: Helper, action: str) -> None:
    with pytest.raises(Refused, match="unknown"):
        getattr(desk, action)("t9", claire)


def test_a_ticket_of_a_line_that_is_gone_is_unknown(room: Room, desk: Desk, claire: Helper) -> None:
    room.asks(line="old")
    with pytest.raises(Refused, match="unknown"):
        desk.folder("t1", claire)
    with pytest.raises(Refused, match="unknown"):
        desk.claim("t1", claire)


def test_a_reply_goes_to_the_queue_of_the_sender(room: Room, desk: Desk, claire: Helper) -> None:
    room.asks()
    desk.claim("t1", claire)
    later(desk, MINUTE).reply("t1", claire, "  Ouvrez le site ameli.fr \n")
    (message,) = queued(room)
    assert message.body == "Allo Numérique, une personne vous répond : Ouvrez le site ameli.fr"
    assert (message.person, message.line, message.author) == (PERSON, "demo", claire.id)
    assert (message.ticket, message.segments, message.due_at) == ("t1", 1, NOW + MINUTE)
    assert room.kept("t1").claimed_until == NOW + MINUTE + LEASE
    assert room.moves("t1")[-1] == "replied"


def test_a_reply_is_in_the_language_of_the_ticket(room: Room, desk: Desk, claire: Helper) -> None:
    room.asks(language="en")
    desk.claim("t1", claire)
    desk.reply("t1", claire, "Please call us")
    assert queued(room)[0].body.startswith("Allo Numerique, a person answers you")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("  \n ", "empty"),
        ("x" * (LONGEST_REPLY + 1), "long"),
        ("votre mot de passe : Soleil2024!", "secret"),
        ("la carte 4970 1012 3456 7890 est-elle 4539 1488 0343 6467 ?", "secret"),
    ],
)
def test_a_reply_that_must_not_go_is_refused(room: Room, desk: Desk, claire: Helper, text: str, reason: str) -> None:
    room.asks()
    desk.claim("t1", claire)
    with pytest.raises(Refused, match=reason):
        desk.reply("t1", claire, text)
    assert queued(room) == []


def test_nobody_who_said_stop_is_written_to(room: Room, desk: Desk, claire: Helper) -> None:
    room.asks()
    room.stops()
    desk.claim("t1", claire)
    with pytest.raises(Refused, match="stopped"):
        desk.reply("t1", claire, "Bonjour")
    assert queued(room) == []
    assert desk.folder("t1", claire).stopped


def test_a_note_is_kept_without_its_secrets(room: Room, desk: Desk, claire: Helper) -> None:
    room.asks()
    desk.claim("t1", claire)
    desk.note("t1", claire, "son mot de passe : Soleil2024!")
    note = moves(room)[-1]
    assert (note.kind, note.helper) == ("noted", claire.id)
    assert "Soleil2024" not in note.note
    assert "[password]" in note.note


@pytest.mark.parametrize(("text", "reason"), [("", "empty"), ("x" * (LONGEST_NOTE + 1), "long")])
def test_a_note_has_some_words_and_not_too_many(room: Room, desk: Desk, claire: Helper, text: str, reason: str) -> None:
    room.asks()
    desk.claim("t1", claire)
    with pytest.raises(Refused, match=reason):
        desk.note("t1", claire, text)


def test_a_closed_ticket_ends_with_its_outcome(room: Room, desk: Desk, claire: Helper) -> None:
    room.asks()
    desk.claim("t1", claire)
    desk.close("t1", claire, "solved")
    kept = room.kept("t1")
    assert (kept.state, kept.outcome, kept.helper, kept.closed_at) == ("closed", "solved", claire.id, NOW)
    assert (moves(room)[-1].kind, moves(room)[-1].note) == ("closed", "solved")
    for act in (desk.claim, desk.release, desk.show_word):
        with pytest.raises(Refused, match="closed"):
            act("t1", claire)


def test_who_was_in_danger_is_answered_by_the_bot_again(room: Room, desk: Desk, claire: Helper) -> None:
    room.asks(why="danger")
    with room.house.store.write() as tx:
        people.save(tx, Conversation(PERSON, "demo", "fr", at="danger.wait"), NOW)
    desk.claim("t1", claire)
    desk.close("t1", claire, "referred")
    with room.house.store.read() as tx:
        assert not people.conversation(tx, PERSON, "demo", "fr").at.startswith("danger.")


def test_the_code_word_is_the_persons_and_each_look_is_written_down(room: Room, desk: Desk, claire: Helper) -> None:
    ticket = room.asks()
    desk.claim("t1", claire)
    told = room.house.shelf(desk.line("demo")).with_proof_word(PROOF_MARK, ticket)
    assert desk.show_word("t1", claire) == told
    assert later(desk, MINUTE).show_word("t1", claire) == told
    assert room.moves("t1")[-2:] == ["word-shown", "word-shown"]
    assert all(told not in f"{move}" for move in moves(room))
    assert room.kept("t1").claimed_until == NOW + MINUTE + LEASE


def test_a_folder_holds_all_about_a_ticket(room: Room, desk: Desk, claire: Helper, karim: Helper) -> None:
    room.asks("t0", state="closed", closed_at=NOW, outcome="solved")
    room.asks("t1")
    room.says("m1", "bonjour")
    room.says("m2", "rien", person=OTHER)
    desk.claim("t1", claire)
    folder = desk.folder("t1", claire)
    assert [message.body for message in folder.talk] == ["bonjour"]
    assert [earlier.id for earlier in folder.earlier] == ["t0"]
    assert (folder.mine, folder.stopped, folder.line.id) == (True, False, "demo")
    assert not desk.folder("t1", karim).mine
    assert not later(desk, LEASE).folder("t1", claire).mine


def test_an_erased_persons_ticket_still_opens(room: Room, desk: Desk, claire: Helper) -> None:
    room.asks()
    with room.house.store.write() as tx:
        people.erase(tx, PERSON, "a hash", NOW)
    folder = desk.folder("t1", claire)
    assert (folder.ticket.person, folder.talk, folder.earlier) == ("", (), ())


def test_nothing_is_half_done_when_the_store_refuses(room: Room, desk: Desk, claire: Helper) -> None:
    room.asks()
    desk.claim("t1", claire)
    before: Ticket = room.kept("t1")
    with room.house.store.write() as tx:
        tx.run("drop table moves")
    with pytest.raises(Exception, match="moves"):
        later(desk, MINUTE).reply("t1", claire, "Bonjour")
    assert room.kept("t1") == before
    assert queued(room) == []
