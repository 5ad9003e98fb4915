"""The board shows one page of what waits, in its order, and what is wanted of it."""

from dataclasses import replace

import pytest

from helpline.board import A_PAGE, EVERYTHING, Sift, laid_out
from tests.escalation.given import MINUTE, NOW, held, ticket

MANY = [ticket(f"t{number:03}", opened_at=NOW - number * MINUTE) for number in range(A_PAGE + 7)]


@pytest.mark.parametrize(
    ("sift", "kept"),
    [
        (EVERYTHING, True),
        (Sift(line="demo", language="fr", topic="password", team="banque"), True),
        (Sift(line="other"), False),
        (Sift(language="en"), False),
        (Sift(topic="scam"), False),
        (Sift(team="autre"), False),
        (Sift(words="AMELI  compte"), True),
        (Sift(words="bloque"), True),  # nobody types accents in a hurry
        (Sift(words="ameli wifi"), False),
        (Sift(words="8 00 11"), True),
        (Sift(words="06 39 98 00 11"), True),
        (Sift(words="0055"), True),
        (Sift(words="0012"), False),
        (Sift(words="0000"), False),
        (Sift(words="33639980011"), True),
        (Sift(words="11"), False),
        (Sift(words="windows 8 00 11"), False),
        (Sift(words="ameli", line="other"), False),
    ],
)
def test_a_sift_keeps_what_has_all_that_is_wanted(sift: Sift, kept: bool) -> None:
    asked = "Mon compte Ameli est bloqué"
    one = replace(ticket(), line="demo", language="fr", team="banque", question=asked, person="+33639980011")
    given = replace(one, number="+33639980055")
    assert (sift.kept([given], lambda _ticket: "password") == [given]) is kept


def test_a_page_is_part_of_the_whole_order() -> None:
    first, second = (laid_out(MANY, "me", (), {}, page, NOW) for page in (1, 2))
    assert (first.waits, first.pages, len(first.waiting), len(second.waiting)) == (A_PAGE + 7, 2, A_PAGE, 7)
    shown = [placed.ticket.id for placed in (*first.waiting, *second.waiting)]
    assert shown == [one.id for one in reversed(MANY)], "who waits longest is first"
    assert first.levels == {"waiting": A_PAGE + 7}


@pytest.mark.parametrize("page", [-3, 0, 99])
def test_a_page_that_is_not_there_is_the_nearest(page: int) -> None:
    assert laid_out(MANY, "me", (), {}, page, NOW).page == (2 if page > 2 else 1)


def test_what_a_helper_skips_comes_last_for_them() -> None:
    first = MANY[-1].id
    board = laid_out(MANY[-3:], "me", {first}, {}, 1, NOW)
    assert [placed.ticket.id for placed in board.waiting][-1] == first
    assert board.waits == 3


def test_mine_and_those_of_colleagues_are_apart() -> None:
    mine, theirs = held("me", 60, "a"), held("karim", 60, "b")
    board = laid_out([mine, theirs, ticket("c")], "me", (), {"karim": "Karim"}, 1, NOW)
    assert [placed.ticket.id for placed in board.mine] == ["a"]
    assert [(one.id, name) for one, name in board.taken] == [("b", "Karim")]
    assert [placed.ticket.id for placed in board.waiting] == ["c"]
