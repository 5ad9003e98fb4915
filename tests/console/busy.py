"""Days that left figures: scams that were seen, questions that were answered, and people behind them."""

from datetime import timedelta

from helpline.scam.waves import Wave
from helpline.store import marks, sightings
from tests.console.room import NOW, Room, fill


def see_scams(room: Room) -> None:
    """Nine parcels, four fines, one of no kind; an address nine times and another twice; one wave."""
    with room.house.store.write() as tx:
        for what, name, count in (
            ("kind", "parcel", 9), ("kind", "fine", 4), ("kind", "", 1),
            ("domain", "colis-bloque.top", 9), ("domain", "rare.example.com", 2),
        ):  # fmt: skip
            for number in range(count):
                sightings.add(tx, "demo", what, name, NOW - timedelta(hours=number))  # type: ignore[arg-type]
        sightings.add(tx, "demo", "kind", "family", NOW - timedelta(days=40))
        sightings.save_waves(tx, [Wave("domain", "colis-bloque.top", 3, 9, 0.25)], NOW)


def count_a_day(room: Room) -> None:
    """A day with figures: some that may be told, some that are small, and people behind them."""
    see_scams(room)
    fill(room)
    with room.house.store.write() as tx:
        for kind, slug, count in (
            ("answered", "wifi-key", 9), ("answered", "printer", 6), ("answered", "password-gmail", 2),
            ("solved", "wifi-key", 8), ("unsolved", "printer", 2), ("missed", "", 7),
        ):  # fmt: skip
            for _ in range(count):
                marks.add(tx, "demo", kind, slug, NOW)
    room.house.clock().counting.count_days()
