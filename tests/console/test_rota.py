"""The page of shifts: what is ahead, one's own shifts, and those of the helpers that one runs the line with."""

from dataclasses import replace

from flask.testing import FlaskClient

from helpline.store import helpers
from tests.console.room import Room, token


def posts(browser: FlaskClient, action: str, **form: str) -> tuple[int, str]:
    answer = browser.post(f"/desk/rota/{action}", data={**form, **token(browser, "/desk/rota")}, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True).replace("\xa0", " ")


def page(browser: FlaskClient, path: str = "/desk/rota") -> str:
    return browser.get(path).get_data(as_text=True).replace("\xa0", " ")


def plans(browser: FlaskClient, **changes: str) -> tuple[int, str]:
    wanted = {"line": "demo", "weekday": "1", "starts": "10:00", "ends": "12:00"} | changes
    return posts(browser, "add_shift", **wanted)


def test_a_shift_is_added_shown_to_all_and_removed(room: Room) -> None:
    claire = room.client("Claire")
    assert "Aucune permanence" in page(claire)
    status, shown = plans(claire)
    assert status == 200
    assert "Permanence ajoutée." in shown
    assert "mardi, de 10h à 12h" in shown
    assert "De permanence : Claire" in page(room.client("Karim"))
    assert "De permanence maintenant" in page(claire, "/desk/today")
    id_ = shown.split('name="id" value="', 1)[1].split('"', 1)[0]
    assert "Aucune permanence" in posts(claire, "drop_shift", id=id_)[1]
    assert "De permanence maintenant" not in page(claire, "/desk/today")


def test_what_is_wrong_is_said_and_what_was_filled_in_stays(room: Room) -> None:
    status, shown = plans(room.client("Claire"), starts="15:30", ends="14:00", weekday="4")
    assert status == 422
    assert "Choisissez une heure de fin" in shown
    assert 'value="15:30"' in shown
    assert '<option value="4" selected>vendredi' in shown


def test_no_time_at_all_is_wrong_too(room: Room) -> None:
    for odd in ("", "soon", "09:00+01:00"):
        assert plans(room.client("Claire"), starts=odd)[0] == 422, odd
    assert posts(room.client("Claire"), "add_absence", first="demain", last="2026-12-01")[0] == 422


def test_days_away_are_added_and_removed(room: Room) -> None:
    claire = room.client("Claire")
    plans(claire)
    shown = posts(claire, "add_absence", first="2026-11-24", last="2026-11-25")[1]
    assert "du 24 novembre 2026 au 25 novembre 2026" in shown
    assert "De permanence maintenant" in page(claire, "/desk/today")
    assert "personne" in page(claire, "/desk/today")
    one_day = posts(claire, "add_absence", first="2026-12-25", last="2026-12-25")[1]
    assert "<p>25 décembre 2026</p>" in one_day
    assert posts(claire, "add_absence", first="2026-12-02", last="2026-12-01")[0] == 422


def test_a_helper_sees_and_plans_for_themselves_alone(room: Room) -> None:
    claire, karim = room.client("Claire"), room.helpers["Karim"].id
    assert 'name="helper">' not in page(claire), "there is nobody to choose from"
    assert plans(claire, helper=karim)[0] == 404
    assert "Mes permanences" in page(claire, f"/desk/rota?helper={karim}")
    assert "De permanence : Karim" not in page(claire)


def test_a_coordinator_plans_for_the_helpers(room: Room) -> None:
    shown = plans(room.client("Karim"), helper=room.helpers["Claire"].id)[1]
    assert "Les permanences de Claire" in shown
    assert "De permanence : Claire" in shown


def test_a_full_window_says_so(room: Room) -> None:
    line = next(iter(room.house.lines.values()))
    room.house.lines[line.number] = replace(line, callbacks_an_hour=1)
    claire = room.client("Claire")
    for number in range(3):
        room.asks(f"t{number}", person=f"+3363998001{number}")
        room.house.desk.claim(f"t{number}", room.helpers["Claire"])
        first = room.house.desk.trying.windows(room.kept("t0"))[1].window
        room.house.desk.trying.move(f"t{number}", room.helpers["Claire"], first.span)
    assert "complet" in page(claire)
    assert "3 sur 3" in page(claire)
    room.asks("t9", person="+33639980019")
    for ticket, full in (("t9", True), ("t0", False)):  # one's own promise keeps nobody out
        room.house.desk.claim(ticket, room.helpers["Claire"])
        assert ("(complet)" in page(claire, f"/desk/tickets/{ticket}")) is full


def test_partners_do_not_see_the_rota(room: Room) -> None:
    with room.house.store.write() as tx:
        helpers.set_access(tx, room.helpers["Karim"].id, "partner", ())
    assert room.client("Karim").get("/desk/rota").status_code == 403
