"""A transaction is whole or nothing, on both engines."""

from pathlib import Path

import pytest

from helpline.store import Broken, Store, StoreUnreachable, messages, open_store, people, tickets, turns
from tests.store.given import LINE, NOW, PERSON, message, ticket, turn


class Mistake(Exception):  # noqa: N818 - it reads as what happened
    """Somebody's program went wrong in the middle."""


def test_it_keeps_nothing_of_a_block_that_raised(store: Store) -> None:
    before = _counts(store)
    with pytest.raises(Mistake):
        _go_wrong(store)
    assert _counts(store) == before


def _counts(store: Store) -> dict[str, int]:
    with store.read() as tx:
        return {name: len(tx.rows(f"select * from {name}")) for name in tx.tables()}


def _go_wrong(store: Store) -> None:
    with store.write(lock=PERSON) as tx:
        people.save(tx, people.conversation(tx, PERSON, LINE, "fr"), NOW)
        messages.add(tx, message())
        tickets.add(tx, ticket())
        turns.record(tx, turn())
        raise Mistake


def test_it_keeps_everything_of_a_block_that_ended(store: Store) -> None:
    with store.write(lock=PERSON) as tx:
        messages.add(tx, message())
        tickets.add(tx, ticket())
    with store.read() as tx:
        assert messages.get(tx, "m1") == message()
        assert tickets.get(tx, "t1") == ticket()


def test_it_undoes_what_came_before_a_broken_rule(store: Store) -> None:
    with pytest.raises(Broken):
        _break_a_rule(store)
    with store.read() as tx:
        assert messages.get(tx, "first") is None


def _break_a_rule(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message("first"))
        tickets.add_move(tx, tickets.Move("no such ticket", "noted", NOW))


def test_it_works_on_after_a_broken_rule(store: Store) -> None:
    with pytest.raises(Broken), store.write() as tx:
        messages.add(tx, message(state="nonsense"))
    with store.write() as tx:
        messages.add(tx, message())
    with store.read() as tx:
        assert messages.counts(tx) == {"queued": 1}


def test_it_changes_nothing_while_reading(store: Store) -> None:
    with pytest.raises(StoreUnreachable), store.read() as tx:
        messages.add(tx, message())
    with store.write() as tx:  # and the connection that read can write again
        messages.add(tx, message())


def test_it_sees_one_moment_while_reading(store: Store) -> None:
    with store.read() as before:
        assert messages.counts(before) == {}
        with store.write() as tx:
            messages.add(tx, message())
        assert messages.counts(before) == {}
    with store.read() as after:
        assert messages.counts(after) == {"queued": 1}


def test_it_is_as_whole_after_it_was_scrubbed(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message("kept"))
    store.scrub()
    for _ in range(3):  # on whichever connection did it
        with pytest.raises(Mistake):
            _go_wrong(store)
    with store.read() as tx:
        assert messages.talk(tx, PERSON) == [message("kept")]


def test_it_says_that_a_writer_waited_too_long(store_url: str, store: Store) -> None:
    impatient = open_store(store_url, wait_ms=50)
    with store.write(lock=PERSON), pytest.raises(StoreUnreachable), impatient.write(lock=PERSON):
        pytest.fail("two writers at once")
    with impatient.write(lock=PERSON) as tx:
        messages.add(tx, message())
    impatient.close()


def test_it_is_unreachable_once_closed(store_url: str) -> None:
    store = open_store(store_url)
    store.close()
    with pytest.raises(StoreUnreachable), store.read():
        pytest.fail("it is closed")


def test_it_is_unreachable_where_no_server_listens(tmp_path: Path) -> None:
    store = open_store(f"postgresql://nobody@/nothing?host={tmp_path}", wait_ms=100)
    with pytest.raises(StoreUnreachable), store.write():
        pytest.fail("there is no server")
    store.close()


@pytest.mark.parametrize("url", ["", "helpline.db", "sqlite://", "sqlite:///", "mysql://host/name"])
def test_it_refuses_an_address_of_another_kind(url: str) -> None:
    with pytest.raises(ValueError, match="begins with"):
        open_store(url)


def test_it_keeps_text_that_an_engine_would_refuse(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message(body="nul \x00, half a pair \ud83d, 100 %, :name, '; drop"))
    with store.read() as tx:
        kept = messages.get(tx, "m1")
    assert kept is not None
    assert kept.body == "nul , half a pair ?, 100 %, :name, '; drop"


def test_it_takes_colons_and_percents_of_a_statement_as_they_are(store: Store) -> None:
    sql = "select ':a 10%' as text, :a as value where '50%' like '5%' and 'b' in :some and 'b' not in :none"
    with store.read() as tx:
        assert tx.row(sql, a="x", some=["a", "b"], none=[]) is None  # nothing is known to be out of an empty list
        assert tx.row(sql.replace(" and 'b' not in :none", ""), a="x", some=["a", "b"]) == {
            "text": ":a 10%",
            "value": "x",
        }
