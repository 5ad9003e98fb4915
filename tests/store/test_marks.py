"""What happened is counted, by line, without who it was."""

from helpline.store import Store, marks
from tests.store.given import MINUTE, NOW


def test_it_counts_what_happened_in_a_stretch_of_time(store: Store) -> None:
    happened = [("one", "answered", "wifi", 0), ("one", "answered", "wifi", 1), ("one", "missed", "", 1)]
    happened += [("two", "answered", "wifi", 1), ("one", "answered", "wifi", 2)]
    with store.write() as tx:
        for line, kind, detail, minutes in happened:
            marks.add(tx, line, kind, detail, NOW + minutes * MINUTE)
    with store.read() as tx:
        assert marks.counts(tx, NOW, NOW + 2 * MINUTE) == [
            marks.Count("one", "answered", "wifi", 2),
            marks.Count("one", "missed", "", 1),
            marks.Count("two", "answered", "wifi", 1),
        ]
        assert marks.counts(tx, NOW + 3 * MINUTE, NOW + 4 * MINUTE) == []
