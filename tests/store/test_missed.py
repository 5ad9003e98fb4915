"""Missed questions: once a person and wording, of one's own lines, gone with the person; proposals are decided once."""

from dataclasses import replace
from datetime import datetime

import pytest

from helpline.store import Store, missed, people, proposals
from helpline.store.missed import LEFT
from helpline.store.proposals import Proposal
from helpline.store.shapes import Broken, Tx
from tests.store.given import MINUTE, NOW, OTHER, PERSON

MORE = Proposal("p1", "attach", "wifi-key", "fr", ("clé « wifi »", "le code"), ("one", "two"), "h1", NOW)


def ask(tx: Tx, person: str, question: str, line: str = "one", now: datetime = NOW, why: str = "unanswered") -> None:
    """Somebody asks something that is missed."""
    missed.add(tx, person, line, "fr", question, "", why, now)


def asked(store: Store, *lines: str, most: int = 9) -> list[str]:
    """What waits on these lines."""
    with store.read() as tx:
        return [one.question for one in missed.waiting(tx, lines or ("one", "two"), most)]


def test_the_newest_come_first_and_only_those_of_ones_lines(store: Store) -> None:
    with store.write() as tx:
        ask(tx, PERSON, "la carte grise")
        ask(tx, OTHER, "le permis", now=NOW + MINUTE)
        ask(tx, OTHER, "la retraite", "two", NOW + 2 * MINUTE)
    assert asked(store) == ["la retraite", "le permis", "la carte grise"]
    assert asked(store, most=1) == ["la retraite"]
    assert asked(store, "one") == ["le permis", "la carte grise"]
    assert asked(store, "three") == []


def test_the_same_words_of_the_same_person_are_one_question(store: Store) -> None:
    with store.write() as tx:
        ask(tx, PERSON, "la carte grise")
        ask(tx, OTHER, "la carte grise")
        ask(tx, PERSON, "la carte grise", now=NOW + MINUTE, why="choices")
        found = missed.waiting(tx, ["one"], 9)
    assert [(one.why, one.seen_at) for one in found] == [("choices", NOW + MINUTE), ("unanswered", NOW)]


def test_nobody_learns_whose_a_question_was(store: Store) -> None:
    with store.write() as tx:
        ask(tx, PERSON, "la carte grise")
        assert PERSON not in repr(missed.waiting(tx, ["one"], 9))


def test_what_was_dealt_with_waits_no_more_and_comes_back_with_its_proposal(store: Store) -> None:
    with store.write() as tx:
        for question in ("la carte grise", "le permis", "la retraite"):
            ask(tx, PERSON, question)
        ids = {one.question: one.id for one in missed.waiting(tx, ["one"], 9)}
        assert missed.deal(tx, [ids["le permis"]], LEFT) == 1
        assert missed.deal(tx, [ids["le permis"], ids["la retraite"]], "p1") == 1
        assert missed.deal(tx, [], "p2") == 0
    assert asked(store) == ["la carte grise"]
    with store.write() as tx:
        assert missed.bring_back(tx, "p1") == 1
    assert set(asked(store)) == {"la carte grise", "la retraite"}


def test_who_is_erased_leaves_none_and_old_ones_go(store: Store) -> None:
    with store.write() as tx:
        ask(tx, PERSON, "la carte grise")
        ask(tx, OTHER, "le permis")
        ask(tx, OTHER, "la retraite", now=NOW + MINUTE)
        people.erase(tx, PERSON, "digest", NOW)
        assert missed.delete_before(tx, NOW + MINUTE) == 1
        assert [row["question"] for row in tx.rows("select * from missed")] == ["la retraite"]


def test_who_is_erased_takes_their_words_out_of_what_is_open(store: Store) -> None:
    mine, ours = "je suis Jeanne et le zibulon clignote", "la carte grise"
    with store.write() as tx:
        for person, question in ((PERSON, mine), (PERSON, ours), (OTHER, ours), (PERSON, "le permis")):
            ask(tx, person, question)
        ask(tx, OTHER, "ma retraite")
        ids = {question: [row["id"] for row in tx.rows("select id from missed where question = :q", q=question)]
               for question in (mine, ours, "le permis", "ma retraite")}  # fmt: skip
        for proposal, questions in (("p1", (mine, ours)), ("p2", ("le permis",))):
            grouped = (*questions, "ma retraite") if proposal == "p2" else questions  # one that was not ticked
            missed.deal(tx, [id_ for question in grouped for id_ in ids[question]], proposal)
            proposals.add(tx, replace(MORE, id=proposal, wordings=questions))
        people.erase(tx, PERSON, "digest", NOW)
        kept = {id_: proposals.get(tx, id_) for id_ in ("p1", "p2")}
        assert [one.question for one in missed.waiting(tx, ["one"], 9)] == ["ma retraite"], "asked by somebody else"
    assert [(one.state, one.wordings) for one in kept.values() if one] == [("open", (ours,)), ("refused", ())]


def test_of_what_is_refused_no_word_stays_and_of_the_rest_none_for_ever(store: Store) -> None:
    new = replace(MORE, kind="new", question="Ma carte ?", gist="ANTS")
    with store.write() as tx:
        for id_, decision in (("p1", "refused"), ("p2", "accepted"), ("p3", "")):
            proposals.add(tx, replace(new, id=id_))
            if decision:
                proposals.decide(tx, id_, decision, "h2", NOW)  # type: ignore[arg-type]
        assert _words(tx, "p1", "p2", "p3") == [0, 3, 3]
        assert proposals.empty_decided_before(tx, NOW) == 0
        assert proposals.empty_decided_before(tx, NOW + MINUTE) == 1
        assert _words(tx, "p1", "p2", "p3") == [0, 0, 3]


def _words(tx: Tx, *ids: str) -> list[int]:
    """How many kinds of words each proposal has left: wordings, question, gist."""
    found = [proposals.get(tx, id_) for id_ in ids]
    return [sum(map(bool, (one.wordings, one.question, one.gist))) for one in found if one]


def test_another_reason_is_refused(store: Store) -> None:
    with pytest.raises(Broken), store.write() as tx:
        ask(tx, PERSON, "la carte grise", why="bored")


def test_a_proposal_comes_back_as_it_was_made(store: Store) -> None:
    new = Proposal(
        "p2", "new", "carte-grise", "fr", ("a",), ("one",), "h1", NOW, "admin", "Ma carte ?", "ANTS\nou garage"
    )
    with store.write() as tx:
        proposals.add(tx, replace(new, made_at=NOW + MINUTE))
        proposals.add(tx, MORE)
        assert proposals.get(tx, "p1") == MORE
        assert proposals.get(tx, "p3") is None
        assert proposals.opened(tx) == [MORE, replace(new, made_at=NOW + MINUTE)]


def test_a_proposal_is_decided_once(store: Store) -> None:
    with store.write() as tx:
        proposals.add(tx, MORE)
        proposals.add(tx, replace(MORE, id="p2"))
        assert proposals.decide(tx, "p1", "accepted", "h2", NOW + MINUTE)
        assert not proposals.decide(tx, "p1", "refused", "h3", NOW + 2 * MINUTE)
        assert proposals.decide(tx, "p2", "refused", "h3", NOW + 2 * MINUTE)
        assert proposals.opened(tx) == []
        first = replace(MORE, state="accepted", decided_by="h2", decided_at=NOW + MINUTE)
        assert proposals.get(tx, "p1") == first
        assert [one.id for one in proposals.decided(tx, 5)] == ["p2", "p1"]
        assert len(proposals.decided(tx, 1)) == 1
