"""The same event of the carrier is never played twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from helpline.store import Store, turns
from tests.store.given import MINUTE, NOW, turn


def test_it_gives_back_what_was_answered(store: Store) -> None:
    with store.write() as tx:
        assert turns.recorded(tx, "SM1") is None
        assert turns.record(tx, turn(replies=("Où ça ?", "« là »")))
    with store.read() as tx:
        assert turns.recorded(tx, "SM1") == turn(replies=("Où ça ?", "« là »"))


def test_it_keeps_the_first_of_two_turns_of_one_event(store: Store) -> None:
    with store.write() as tx:
        assert turns.record(tx, turn(replies=("first",)))
        assert not turns.record(tx, turn(replies=("second",), digest="another"))
        assert turns.recorded(tx, "SM1") == turn(replies=("first",))


def test_it_keeps_one_of_ten_that_come_at_once(store: Store) -> None:
    together = Barrier(10)

    def deliver(number: int) -> bool:
        together.wait()
        with store.write(lock="a person") as tx:
            return turns.record(tx, turn(replies=(str(number),)))

    with ThreadPoolExecutor(10) as pool:
        kept = list(pool.map(deliver, range(10)))
    with store.read() as tx:
        assert turns.recorded(tx, "SM1") == turn(replies=(str(kept.index(True)),))
    assert kept.count(True) == 1


def test_it_drops_those_that_are_too_old_to_come_again(store: Store) -> None:
    with store.write() as tx:
        turns.record(tx, turn("old", created_at=NOW - MINUTE))
        turns.record(tx, turn("new"))
        assert turns.delete_before(tx, NOW) == 1
        assert turns.recorded(tx, "old") is None
        assert turns.recorded(tx, "new") is not None
