"""One open ticket a person and line, one helper a ticket, and nothing that happened is forgotten."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest

from helpline.escalation.ticket import NotAllowed, claimed, closed
from helpline.store import Broken, Store, tickets
from tests.store.given import LINE, MINUTE, NOW, OTHER, PERSON, ticket

LEASE = 15 * MINUTE


def test_it_gives_back_a_ticket_as_it_was_kept(store: Store) -> None:
    full = ticket(
        urgent=True, slot_start=NOW, slot_end=NOW + LEASE, helper="h1", claimed_until=NOW + MINUTE, state="claimed",
        word_round=3, contacts=4, entry="password-lost",
    )  # fmt: skip
    with store.write() as tx:
        assert tickets.add(tx, full)
    with store.read() as tx:
        assert tickets.get(tx, "t1") == full
        assert tickets.get(tx, "t2") is None
        assert tickets.open_for(tx, PERSON, LINE) == full


def test_it_keeps_one_open_ticket_a_person_and_line(store: Store) -> None:
    with store.write() as tx:
        assert tickets.add(tx, ticket())
        assert not tickets.add(tx, ticket("second"))
        assert tickets.add(tx, ticket("on another line", line="other"))
        assert tickets.add(tx, ticket("of another person", person=OTHER))
        assert tickets.save(tx, closed(ticket(), "solved", NOW))
        assert tickets.add(tx, ticket("after the first was closed", opened_at=NOW + MINUTE))
    with store.read() as tx:
        now_open = tickets.open_for(tx, PERSON, LINE)
        assert now_open is not None
        assert now_open.id == "after the first was closed"
        ids = [one.id for one in tickets.of_person(tx, PERSON)]
    assert ids[0] == "after the first was closed"
    assert "second" not in ids


def test_it_opens_one_ticket_for_ten_events_at_once(store: Store) -> None:
    together = Barrier(10)

    def open_one(number: int) -> bool:
        together.wait()
        with store.write() as tx:
            return tickets.add(tx, ticket(f"t{number}"))

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(open_one, range(10))) == 1


def test_it_says_when_there_is_no_ticket_to_save(store: Store) -> None:
    with store.write() as tx:
        assert not tickets.save(tx, ticket())


def test_it_queues_open_tickets_of_the_lines_asked_for(store: Store) -> None:
    with store.write() as tx:
        for name, line, minutes in (("b", "one", 1), ("a", "one", 0), ("c", "two", 2), ("d", "three", 3)):
            tickets.add(tx, ticket(name, person=name, line=line, opened_at=NOW + minutes * MINUTE))
        tickets.save(tx, closed(ticket("b", person="b", line="one"), "solved", NOW))
    with store.read() as tx:
        assert [one.id for one in tickets.queue(tx, ["one", "two"])] == ["a", "c"]
        assert tickets.queue(tx, []) == []


def test_it_lets_one_of_eight_helpers_claim_each_ticket(store: Store) -> None:
    ids = [f"t{number}" for number in range(20)]
    with store.write() as tx:
        for name in ids:
            tickets.add(tx, ticket(name, person=name))
    together = Barrier(8)

    def claim_all(helper: str) -> list[str]:
        together.wait()
        won = []
        for name in ids:
            with store.write() as tx:
                won += [name] if tickets.claim(tx, name, helper, NOW, NOW + LEASE) else []
        return won

    helpers = [f"h{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        won = dict(zip(helpers, pool.map(claim_all, helpers), strict=True))
    assert sorted(name for names in won.values() for name in names) == sorted(ids)
    with store.read() as tx:
        holders = {one.id: one.helper for one in tickets.queue(tx, [LINE])}
    assert holders == {name: helper for helper, names in won.items() for name in names}


CLAIMS = [
    ({}, 0, "h1", True),
    ({"state": "claimed", "helper": "h1", "claimed_until": NOW + MINUTE}, 0, "h1", True),
    ({"state": "claimed", "helper": "h2", "claimed_until": NOW + MINUTE}, 0, "h1", False),
    ({"state": "claimed", "helper": "h2", "claimed_until": NOW + MINUTE}, 1, "h1", True),
    ({"state": "closed", "outcome": "solved", "closed_at": NOW, "helper": "h1"}, 0, "h1", False),
]


@pytest.mark.parametrize(("changes", "minutes", "helper", "allowed"), CLAIMS)
def test_it_claims_exactly_what_the_rules_of_a_ticket_allow(
    store: Store, changes: dict[str, Any], minutes: int, helper: str, allowed: bool
) -> None:
    before, now = ticket(**changes), NOW + minutes * MINUTE
    try:
        ruled = claimed(before, helper, now, LEASE)
    except NotAllowed:
        ruled = before
    with store.write() as tx:
        tickets.add(tx, before)
        assert tickets.claim(tx, "t1", helper, now, now + LEASE) is allowed
        assert tickets.get(tx, "t1") == ruled


def test_it_gives_back_what_a_helper_left_alone(store: Store) -> None:
    with store.write() as tx:
        for name, minutes in (("left", 0), ("at work", 1)):
            tickets.add(tx, ticket(name, person=name))
            tickets.claim(tx, name, "h1", NOW, NOW + minutes * MINUTE)
        assert tickets.expire_leases(tx, NOW) == ["left"]
        assert tickets.expire_leases(tx, NOW) == []
        assert tickets.get(tx, "left") == ticket("left", person="left")
        kept = tickets.get(tx, "at work")
    assert kept is not None
    assert kept.state == "claimed"


def test_it_empties_what_was_closed_long_ago(store: Store) -> None:
    over = closed(ticket("over", person="a"), "solved", NOW)
    recent = closed(ticket("recent", person="b"), "solved", NOW + MINUTE)
    still_open = ticket("open", person="c")
    with store.write() as tx:
        for one in (over, recent, still_open):
            tickets.add(tx, one)
            tickets.add_move(tx, tickets.Move(one.id, "noted", NOW, "h1", "sa fille aide"))
        assert tickets.empty_closed_before(tx, NOW + MINUTE) == 1
        assert tickets.empty_closed_before(tx, NOW + MINUTE) == 0
        assert tickets.get(tx, "over") == replace(over, person="", question="")
        assert [tickets.get(tx, one.id) for one in (recent, still_open)] == [recent, still_open]
        notes = {one.id: tickets.moves(tx, one.id)[0].note for one in (over, recent, still_open)}
    assert notes == {"over": "", "recent": "sa fille aide", "open": "sa fille aide"}


def test_it_tells_what_happened_in_order(store: Store) -> None:
    happened = [tickets.Move("t1", kind, NOW, "h1", "ça ira") for kind in ("opened", "promised", "claimed", "closed")]
    with store.write() as tx:
        tickets.add(tx, ticket())
        tickets.add(tx, ticket("t2", person=OTHER))
        for move in happened:
            tickets.add_move(tx, move)
        tickets.add_move(tx, tickets.Move("t2", "opened", NOW))
    with store.read() as tx:
        assert tickets.moves(tx, "t1") == happened


def test_it_writes_down_nothing_about_a_ticket_that_is_not_there(store: Store) -> None:
    with pytest.raises(Broken), store.write() as tx:
        tickets.add_move(tx, tickets.Move("t1", "opened", NOW))


def test_it_gives_back_what_one_helper_has_and_lets_them_keep_some_lines(store: Store) -> None:
    theirs = {"state": "claimed", "helper": "h1", "claimed_until": NOW + LEASE}
    with store.write() as tx:
        tickets.add(tx, ticket("t1", **theirs))
        tickets.add(tx, ticket("t2", person=OTHER, line="mer", **theirs))
        tickets.add(tx, ticket("t3", person=OTHER, **{**theirs, "helper": "h2"}))
        tickets.add(tx, ticket("t4", line="ville", state="closed", closed_at=NOW, helper="h1"))
        assert tickets.give_back(tx, "h1", ["mer"]) == ["t1"]
        assert tickets.get(tx, "t1") == ticket("t1")
        assert tickets.give_back(tx, "h1") == ["t2"]
        assert {found.id: found.helper for found in tickets.queue(tx, [LINE])} == {"t1": "", "t3": "h2"}
