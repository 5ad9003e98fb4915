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
    opened = open_store(url)
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


def test_it_notices_a_line_that_dropped_while_it_was_idle(store: Store, url: str) -> None:
    with store.read() as one, store.read() as another:
        idle = [tx.rows("select pg_backend_pid() as pid")[0]["pid"] for tx in (one, another)]
    killer = open_store(url)
    with killer.write() as tx:
        for pid in idle:
            tx.rows("select pg_terminate_backend(:pid, 5000)", pid=pid)
    killer.close()
    for name in ("a", "b", "c"):  # on whichever connection
        with store.write() as tx:
            messages.add(tx, message(name))


def _cut_off(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message("lost"))
        own = tx.row("select pg_backend_pid() as pid")
        assert own is not None
        with store.write() as other:
            other.rows("select pg_terminate_backend(:pid, 5000)", pid=own["pid"])
        messages.add(tx, message("never"))


def test_it_gives_up_on_a_row_that_another_holds(store: Store, url: str) -> None:
    impatient = open_store(url, wait_ms=50)
    with store.write() as tx:
        messages.add(tx, message())
    with store.write() as one:
        messages.advance(one, "sent", message="m1")
        with pytest.raises(StoreUnreachable), impatient.write() as other:
            messages.advance(other, "sent", message="m1")
    impatient.close()
