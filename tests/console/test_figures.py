"""Figures show no person: small counts are hidden, partners see nothing else, a wave stands on the queue too."""

from datetime import timedelta

import pytest

from helpline.scam.waves import Wave
from helpline.store import sightings
from tests.console.room import NOW, Room


@pytest.fixture
def seen(room: Room) -> Room:
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
    return room


def test_scams_are_counted_by_kind_and_small_counts_are_hidden(seen: Room) -> None:
    page = seen.client("Karim").get("/desk/reports").get_data(as_text=True)
    assert '<th scope="row">Faux colis</th><td class="number">9</td>' in page
    assert '<th scope="row">Fausse amende</th><td class="number">moins de 5</td>' in page
    assert '<th scope="row">Autre</th><td class="number">moins de 5</td>' in page
    assert "Faux proche" not in page, "older than the period"
    assert "Faux proche" in seen.client("Karim").get("/desk/reports?days=91").get_data(as_text=True)


def test_an_address_is_told_where_it_is_seen_often_and_nothing_makes_a_link_of_it(seen: Room) -> None:
    page = seen.client("Karim").get("/desk/reports").get_data(as_text=True)
    assert "colis-bloque . top" in page
    assert "colis-bloque.top" not in page
    assert "rare" not in page


def test_a_wave_stands_on_the_queue_and_in_the_report(seen: Room) -> None:
    for path in ("/desk/", "/desk/queue", "/desk/reports"):
        page = seen.client("Claire").get(path).get_data(as_text=True)
        assert "Arnaques en forte hausse" in page, path
        assert "9 en 3 h, 0,2 d&#39;habitude" in page, path


def test_a_period_that_is_not_offered_is_the_usual_one(seen: Room) -> None:
    for days in ("0", "-1", "9999", "x", "28"):
        page = seen.client("Karim").get(f"/desk/reports?days={days}").get_data(as_text=True)
        assert 'days=28" aria-current="page"' in page


def test_a_partner_is_led_to_the_figures_and_sees_no_people(seen: Room) -> None:
    browser = seen.client("Paula")
    assert browser.get("/desk/login").headers["Location"] == "/desk/reports"
    page = browser.get("/desk/reports").get_data(as_text=True)
    assert 'href="/desk/"' not in page
    assert browser.get("/desk/").status_code == 403
    assert browser.get("/desk/queue").status_code == 403


def test_nothing_seen_is_said(room: Room) -> None:
    page = room.client("Karim").get("/desk/reports").get_data(as_text=True)
    assert "Rien sur cette période." in page
