"""What is true of PostgreSQL alone: writers that do not wait for each other, and a server that goes away."""

from collections.abc import Iterator

import pytest

from helpline.store import Store, StoreUnreachable, messages, open_store, people
from helpline.store.migrations import upgrade
from tests.engines import database
from tests.store.given import LINE, MINUTE, NOW, OTHER, PERSON, message


@pytest.fixture
def url(postgresql_url: str) -> Iterator[str]:
    with database(postgresql_url) as url:
        yield url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url, wait_ms=500)
    upgrade(opened)
    yield opened
    opened.close()


def test_it_lets_two_people_be_answered_at_once(store: Store) -> None:
    with store.write(lock=PERSON) as one, store.write(lock=OTHER) as other:
        people.save(one, people.conversation(one, PERSON, LINE, "fr"), NOW)
        people.save(other, people.conversation(other, OTHER, LINE, "fr"), NOW)
    with store.read() as tx:
        assert people.numbers(tx) == [PERSON, OTHER]


def test_it_passes_over_what_another_worker_is_taking(store: Store) -> None:
    with store.write() as tx:
        for name in ("a", "b", "c"):
            messages.add(tx, message(name))
    with store.write() as one, store.write() as other:
        first = messages.claim_due(one, NOW, 2, MINUTE)
        second = messages.claim_due(other, NOW, 2, MINUTE)
    assert [found.id for found in first] == ["a", "b"]
    assert [found.id for found in second] == ["c"]


def test_it_saves_nothing_when_the_server_drops_the_line_and_works_on_after(store: Store) -> None:
    with pytest.raises(StoreUnreachable):
        _cut_off(store)
    with store.write() as tx:
        assert messages.counts(tx) == {}
        messages.add(tx, message())


def _cut_off(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message("lost"))
        own = tx.row("select pg_backend_pid() as pid")
        assert own is not None
        with store.write() as other:
            other.rows("select pg_terminate_backend(:pid)", pid=own["pid"])
        messages.add(tx, message("never"))


def test_it_gives_up_on_a_row_that_another_holds(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message())
    with store.write() as one:
        messages.advance(one, "sent", message="m1")
        with pytest.raises(StoreUnreachable), store.write() as other:
            messages.advance(other, "sent", message="m1")
