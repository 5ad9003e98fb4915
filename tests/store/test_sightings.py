"""Sightings are counted by the hour; a wave is new once."""

from datetime import timedelta

from helpline.scam.waves import HOUR, Sighting, Wave
from helpline.store import Store, sightings
from tests.store.given import NOW

THIS_HOUR = NOW.replace(minute=0, second=0, microsecond=0)


def test_each_hour_has_one_count_a_line(store: Store) -> None:
    with store.write() as tx:
        for line, minutes in (("one", 0), ("one", 1), ("two", 2), ("one", -120)):
            sightings.add(tx, line, "kind", "parcel", THIS_HOUR + timedelta(minutes=minutes))
        sightings.add(tx, "one", "domain", "colis.top", THIS_HOUR)
    with store.read() as tx:
        assert sorted(sightings.since(tx, THIS_HOUR - HOUR), key=lambda one: one.what) == [
            Sighting(THIS_HOUR, "domain", "colis.top", 1),
            Sighting(THIS_HOUR, "kind", "parcel", 3),
        ]
        assert sightings.began(tx) == THIS_HOUR - 2 * HOUR
        day = (THIS_HOUR - 24 * HOUR, THIS_HOUR + HOUR)
        assert sightings.totals(tx, *day, ["one"]) == [("kind", "parcel", 3), ("domain", "colis.top", 1)]
        assert sightings.totals(tx, *day, []) == []


def test_old_addresses_are_forgotten_and_kinds_stay(store: Store) -> None:
    with store.write() as tx:
        sightings.add(tx, "one", "kind", "parcel", THIS_HOUR - 48 * HOUR)
        sightings.add(tx, "one", "domain", "colis.top", THIS_HOUR - 48 * HOUR)
        assert sightings.drop_domains_before(tx, THIS_HOUR) == 1
        assert [one.what for one in sightings.since(tx, THIS_HOUR - 72 * HOUR)] == ["kind"]


def test_a_wave_is_new_once_and_keeps_when_it_was_first_seen(store: Store) -> None:
    wave, higher = Wave("kind", "fine", 1, 7, 0.5), Wave("kind", "fine", 3, 12, 0.9)
    with store.write() as tx:
        assert sightings.save_waves(tx, [wave], NOW) == [wave]
        assert sightings.save_waves(tx, [higher], NOW + HOUR) == []
        assert sightings.noticed(tx) == [sightings.Noticed(higher, NOW)]
        assert sightings.save_waves(tx, [], NOW + 2 * HOUR) == []
        assert sightings.noticed(tx) == []
