"""Figures show no person: small counts are hidden, partners see nothing else, a wave stands on the queue too."""

import csv
import sqlite3
from pathlib import Path

import pytest

from helpline.store import sightings
from tests.console.busy import count_a_day, see_scams
from tests.console.room import NOW, Room


@pytest.fixture
def seen(room: Room) -> Room:
    """Scams that were seen."""
    see_scams(room)
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


HEADS = ("contact", "topic", "bot", "opened", "callback", "waited", "outcome", "try", "segments")


@pytest.fixture
def busy(room: Room) -> Room:
    """A day with figures, and people behind them."""
    count_a_day(room)
    return room


def get(room: Room, path: str, name: str = "Paula") -> str:
    """A page, as a partner sees it."""
    answer = room.client(name).get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def test_each_table_has_a_chart_that_says_what_it_is(busy: Room) -> None:
    page = get(busy, "/desk/reports?days=7")
    for name in HEADS:
        assert f'<section class="panel report" aria-labelledby="{name}">' in page
    assert 'src="/desk/reports/chart/bot.svg?days=7" alt="Graphique\xa0: Ce que le robot a résolu.' in page
    assert '<th scope="row">Internet</th><td class="number">9</td>' in page
    assert "Du 18 novembre 2026 au 24 novembre 2026." in page


def test_what_is_small_and_what_would_betray_it_is_hidden_everywhere(busy: Room) -> None:
    page = get(busy, "/desk/reports?days=7")
    assert '<th scope="row">Résolu</th><td class="number">8</td><td class="number">47\N{NO-BREAK SPACE}%' in page
    for hidden in ("Pas résolu", "Question sans réponse"):
        assert f'<th scope="row">{hidden}</th><td class="number">caché</td><td class="number"></td>' in page
    assert "Ce que le robot a résolu,Pas résolu,caché\r\n" in get(busy, "/desk/reports.csv?days=7")
    drawn = get(busy, "/desk/reports/chart/bot.svg?days=7")
    assert ">8<" in drawn
    assert ">7<" not in drawn
    assert ">2<" not in drawn


def test_a_chart_brings_its_colours_and_may_do_nothing_else(busy: Room) -> None:
    for name in HEADS:
        answer = busy.client("Paula").get(f"/desk/reports/chart/{name}.svg")
        assert answer.content_type == "image/svg+xml"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
        assert b"script" not in answer.data
    assert busy.client("Paula").get("/desk/reports/chart/other.svg").status_code == 404


def test_a_spreadsheet_takes_nothing_for_a_formula(busy: Room) -> None:
    with busy.house.store.write() as tx:
        for first in "=+-@":
            for _ in range(9):
                sightings.add(tx, "demo", "domain", f"{first}cmd|calc.top", NOW)
    answer = busy.client("Paula").get("/desk/reports.csv?days=7")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="helpline-2026-11-18-2026-11-24.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(answer.data.decode("utf-8-sig").splitlines()))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert sum(cell.startswith("'") and "calc" in cell for cell in cells) == 4
    assert ["Messages douteux par genre", "Faux colis", "9"] in rows
    assert {len(row) for row in rows} == {3}


def test_the_file_opens_and_has_no_person_in_it(busy: Room, tmp_path: Path) -> None:
    answer = busy.client("Paula").get("/desk/reports.db?days=28")
    assert answer.content_type == "application/vnd.sqlite3"
    (tmp_path / "figures.db").write_bytes(answer.data)
    database = sqlite3.connect(tmp_path / "figures.db")
    assert database.execute("select name, count from figures where what = 'bot' order by name").fetchall() == [
        ("missed", None), ("solved", 8), ("unsolved", None),
    ]  # fmt: skip
    assert ("kind", "parcel", 9) in database.execute("select * from scams").fetchall()
    assert ("kind", "fine", None) in database.execute("select * from scams").fetchall()
    database.close()
    kept = answer.data + busy.client("Paula").get("/desk/reports.csv").data + get(busy, "/desk/reports").encode()
    for private in ("3363998", "6 39 98", "ameli", "préfecture", "Claire", "Karim"):
        assert private.encode() not in kept.replace("\N{NARROW NO-BREAK SPACE}".encode(), b" "), private


def test_the_figures_are_for_members_alone(busy: Room) -> None:
    for path in ("/desk/reports", "/desk/reports.csv", "/desk/reports.db", "/desk/reports/chart/bot.svg"):
        assert busy.client().get(path).headers["Location"].startswith("/desk/login"), path
        for name in ("Paula", "Claire", "Karim"):
            assert busy.client(name).get(path).status_code == 200, path


def test_the_report_is_told_in_the_readers_language(busy: Room) -> None:
    browser = busy.client("Paula")
    with busy.house.store.write() as tx:
        tx.run("update helpers set language = 'en'")
    assert "From 18 November 2026 to 24 November 2026." in browser.get("/desk/reports?days=7").get_data(as_text=True)
    assert "What the robot solved,Not solved,hidden" in browser.get("/desk/reports.csv").get_data(as_text=True)


def test_todays_board_tells_who_waits_and_what_was_promised(busy: Room) -> None:
    busy.house.desk.claim("t2", busy.helpers["Claire"])
    busy.house.desk.close("t2", busy.helpers["Claire"], "solved")
    page = get(busy, "/desk/today", "Claire")
    assert '<span class="count">6 à prendre</span>' in page
    assert '<th scope="row">Karim</th><td class="number">1</td>' in page
    assert '<th scope="row">Résolu</th><td class="number">1</td>' in page
    assert '<th scope="row">Par SMS</th><td class="number">1</td>' in page
    late, soon = page.split('id="late"')[1].split('id="soon"')
    assert "mettre une photo" in late
    assert "hear anybody" in soon.split('id="held"')[0]
    assert "1 rappel en retard" in page
    assert 'href="/desk/today" aria-current="page"' in page


def test_todays_board_is_for_who_sees_people(busy: Room) -> None:
    assert busy.client("Paula").get("/desk/today").status_code == 403
    assert "/desk/today" not in get(busy, "/desk/reports")


def test_a_quiet_day_is_told_as_one(room: Room) -> None:
    assert get(room, "/desk/today", "Karim").count("Rien pour l&#39;instant.") == 5
