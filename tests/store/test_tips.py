"""Who gets tips: one theme at a time, the longest waiting first, none after the end."""

from helpline.store import Store, people, tips
from helpline.store.tips import Reader
from tests.store.given import MINUTE, NOW

ANNE, BEA = "+33639980001", "+33639980002"


def test_another_theme_takes_the_place_of_the_one_before(store: Store) -> None:
    with store.write() as tx:
        tips.save(tx, Reader(ANNE, "one", "scams", 3, NOW))
        tips.save(tx, Reader(ANNE, "one", "phone", 1, NOW + MINUTE))
    with store.read() as tx:
        assert tips.get(tx, ANNE, "one") == Reader(ANNE, "one", "phone", 1, NOW + MINUTE)
        assert tips.get(tx, ANNE, "two") is None


def test_the_longest_waiting_come_first(store: Store) -> None:
    with store.write() as tx:
        tips.save(tx, Reader(ANNE, "one", "scams", 1, NOW))
        tips.save(tx, Reader(BEA, "one", "scams", 1, NOW - MINUTE))
        tips.save(tx, Reader(BEA, "two", "scams", 1, NOW + MINUTE))
    with store.read() as tx:
        assert [reader.person for reader in tips.due(tx, NOW, 10)] == [BEA, ANNE]
        assert [reader.person for reader in tips.due(tx, NOW, 1)] == [BEA]


def test_they_end_on_one_line_or_on_all(store: Store) -> None:
    with store.write() as tx:
        for line in ("one", "two", "three"):
            tips.save(tx, Reader(ANNE, line, "scams", 1, NOW))
        tips.save(tx, Reader(BEA, "one", "scams", 1, NOW))
        tips.end(tx, ANNE, "one")
    with store.read() as tx:
        assert {(reader.person, reader.line) for reader in tips.due(tx, NOW, 10)} == {
            (ANNE, "two"), (ANNE, "three"), (BEA, "one"),
        }  # fmt: skip
    with store.write() as tx:
        tips.end(tx, ANNE)
    with store.read() as tx:
        assert [reader.person for reader in tips.due(tx, NOW, 10)] == [BEA]


def test_who_is_erased_gets_none(store: Store) -> None:
    with store.write() as tx:
        tips.save(tx, Reader(ANNE, "one", "scams", 1, NOW))
        people.erase(tx, ANNE, "digest", NOW)
    with store.read() as tx:
        assert tips.due(tx, NOW, 10) == []
