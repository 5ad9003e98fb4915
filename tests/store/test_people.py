"""People and conversations come back as they were left, and go without a trace."""

from dataclasses import replace

from helpline.flows.talk import Conversation, OpenRequest, Slot
from helpline.store import Store, messages, people, tickets, turns
from tests.store.given import LINE, MINUTE, NOW, OTHER, PERSON, message, ticket, turn


def test_it_starts_afresh_with_somebody_new(store: Store) -> None:
    with store.read() as tx:
        assert people.conversation(tx, PERSON, LINE, "fr") == Conversation(PERSON, LINE, "fr")
        assert people.get(tx, PERSON) is None


def test_it_goes_on_where_the_conversation_was(store: Store) -> None:
    left = Conversation(
        PERSON, LINE, "en", "faq.solved", {"question": "ça marche pas"}, misses=2, greeted="2026-11", stopped=True
    )
    with store.write() as tx:
        people.save(tx, left, NOW)
    with store.read() as tx:
        assert people.conversation(tx, PERSON, LINE, "fr") == replace(left, heard_at=NOW)


def test_it_knows_the_person_but_not_the_talk_on_another_line(store: Store) -> None:
    with store.write() as tx:
        people.save(tx, Conversation(PERSON, LINE, "en", "faq.solved", greeted="2026-11"), NOW)
    with store.read() as tx:
        assert people.conversation(tx, PERSON, "other", "fr") == Conversation(PERSON, "other", "en", greeted="2026-11")


def test_it_remembers_since_when_nothing_may_be_sent(store: Store) -> None:
    stopped = Conversation(PERSON, LINE, "fr", stopped=True)
    with store.write() as tx:
        people.save(tx, stopped, NOW)
        people.save(tx, stopped, NOW + MINUTE)
        kept = people.get(tx, PERSON)
        people.save(tx, replace(stopped, stopped=False), NOW + 2 * MINUTE)
        again = people.get(tx, PERSON)
    assert kept == people.Person(PERSON, "fr", NOW, NOW + MINUTE, stopped_at=NOW)
    assert again == people.Person(PERSON, "fr", NOW, NOW + 2 * MINUTE)


def test_it_tells_of_the_open_request_on_this_line(store: Store) -> None:
    with store.write() as tx:
        tickets.add(tx, ticket(why="unsolved", slot_start=NOW, slot_end=NOW + MINUTE))
        tickets.add(tx, ticket("t2", line="other"))
    with store.read() as tx:
        request = people.conversation(tx, PERSON, LINE, "fr").request
        other = people.conversation(tx, PERSON, "other", "fr").request
    assert request == OpenRequest(Slot(NOW, NOW + MINUTE), "unsolved")
    assert other == OpenRequest(None, "asked")


def test_it_answers_again_who_was_in_danger_once_a_human_has_looked(store: Store) -> None:
    talks = {("main", PERSON): "danger.wait", ("other", PERSON): "danger.wait", ("main", OTHER): "faq.solved"}
    with store.write() as tx:
        for (line, person), step in talks.items():
            people.save(tx, Conversation(person, line, "fr", step), NOW)
        for person in (PERSON, OTHER):
            people.end_danger(tx, person, "main")
        after = {(line, person): people.conversation(tx, person, line, "fr").at for line, person in talks}
    assert after == talks | {("main", PERSON): "menu.start"}


def test_it_erases_everything_but_the_figures(store: Store) -> None:
    with store.write() as tx:
        for person in (PERSON, OTHER):
            people.save(tx, Conversation(person, LINE, "fr"), NOW)
            messages.add(tx, message(f"m{person}", person=person))
            turns.record(tx, turn(f"e{person}", person=person))
            tickets.add(tx, ticket(f"t{person}", person=person))
            tickets.add_move(tx, tickets.Move(f"t{person}", "noted", NOW, "h1", "a rappeler sa fille"))
        people.erase(tx, PERSON, "digest", NOW + MINUTE)
    with store.read() as tx:
        everything = {name: tx.rows(f"select * from {name}") for name in tx.tables()}
        emptied = tickets.get(tx, f"t{PERSON}")
        notes = [move.note for person in (PERSON, OTHER) for move in tickets.moves(tx, f"t{person}")]
    assert PERSON not in {value for rows in everything.values() for row in rows for value in row.values()}
    assert {name: len(everything[name]) for name in ("people", "conversations", "messages", "turns", "tickets")} == {
        "people": 1, "conversations": 1, "messages": 1, "turns": 1, "tickets": 2
    }  # fmt: skip
    assert emptied == ticket(
        f"t{PERSON}", person="", question="", state="closed", outcome="cancelled", closed_at=NOW + MINUTE
    )
    assert notes == ["", "a rappeler sa fille"]


def test_it_remembers_an_erased_person_by_a_hash_and_whether_they_had_said_stop(store: Store) -> None:
    with store.write() as tx:
        people.save(tx, Conversation(PERSON, LINE, "fr", stopped=True), NOW)
        people.save(tx, Conversation(OTHER, LINE, "fr"), NOW)
        assert people.numbers(tx) == [PERSON, OTHER]
        people.erase(tx, PERSON, "one", NOW)
        people.erase(tx, OTHER, "two", NOW)
        assert people.numbers(tx) == []
    with store.read() as tx:
        assert [people.forgotten(tx, digest) for digest in ("one", "two", "three")] == [True, False, None]


def test_it_may_erase_the_same_person_twice(store: Store) -> None:
    with store.write() as tx:
        people.save(tx, Conversation(PERSON, LINE, "fr", stopped=True), NOW)
        people.erase(tx, PERSON, "one", NOW)
        people.erase(tx, PERSON, "one", NOW + MINUTE)  # a restored backup is cleaned again
        assert people.forgotten(tx, "one") is True
