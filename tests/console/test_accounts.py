"""Accounts at the desk: links, codes, sessions, leaving, and lines that are none of a helper's business."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyotp import TOTP
from structlog.testing import CapturingLogger

from helpline.console import sorry
from helpline.store import sightings
from helpline.store.helpers import Helper
from tests.console import room as rooms
from tests.console.room import NOW, OTHER, PASSWORD, PERSON, Room, open_room, token

NEW = "cinq vaches bleues"
SECOND_LINE = """
[mer]
number = "+33199000001"
name = { fr = "Allo Mer", en = "Allo Sea" }
partner = "Mairie de Mer"
hours = "Mo-Sa 09:00-12:00"
fiction = true
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A desk with two lines, and Root the admin, whose phone is set up."""
    monkeypatch.setattr(rooms, "LINES", rooms.LINES + SECOND_LINE)
    opened = open_room(tmp_path)
    root = opened.house.accounts.add("Root", PASSWORD, "admin")
    early = replace(opened.house.accounts, now=lambda: NOW - timedelta(minutes=5))
    early.confirm_totp(root, PASSWORD, TOTP(early.start_totp(root)).at(NOW - timedelta(minutes=5)))
    opened.helpers["Root"] = opened.house.accounts.staff.named("Root")
    yield opened
    opened.house.close()


def phone(room: Room, helper: Helper, steps: int = 0) -> str:
    """What the phone that a helper has just set up shows."""
    off = replace(helper, totp_secret_round=-max(helper.totp_secret_round - 1, 0))
    return TOTP(room.house.accounts.start_totp(off)).at(NOW, counter_offset=steps)


def post(browser: FlaskClient, path: str, page: str = "/desk/me", **data: object) -> tuple[int, str, str]:
    """Status, words and where to, of a form that is sent from a page."""
    answer = browser.post(path, data={**token(browser, page), **data})
    return answer.status_code, unescape(answer.get_data(as_text=True)), answer.headers.get("Location", "")


def words(browser: FlaskClient, path: str) -> str:
    """What a page says."""
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return unescape(answer.get_data(as_text=True))


def admin(room: Room, steps: int = 0) -> FlaskClient:
    """A browser with Root in it."""
    browser = room.client()
    assert post(browser, "/desk/login", "/desk/login", name="Root", password=PASSWORD)[2] == "/desk/login/code"
    code = phone(room, room.helpers["Root"], steps)
    assert post(browser, "/desk/login/code", "/desk/login/code", code=code)[2] == "/desk/"
    return browser


def link(page: str) -> str:
    """The path of the link that a page shows."""
    (found,) = re.findall(r'class="link-once" href="http://localhost([^"]+)"', page)
    return str(found)


# ---- links


def test_a_helper_comes_in_by_a_link_once(room: Room) -> None:
    karim = room.client("Karim")
    data = {"name": "Zoé", "role": "helper", "language": "en", "every": "some", "lines": ["mer"]}
    status, page, _ = post(karim, "/desk/helpers", "/desk/helpers", **data)
    assert status == 200
    where = link(page)
    assert where not in words(karim, "/desk/helpers")
    zoe = room.client()
    assert "Zoé" in words(zoe, where)
    status, page, _ = post(zoe, where, where, password=NEW, again="another")
    assert status == 422
    assert "ne sont pas les mêmes" in page
    status, page, _ = post(zoe, where, where, password="short", again="short")
    assert status == 422
    assert "trop court" in page
    assert 'aria-invalid="true"' in page
    assert post(zoe, where, where, password=NEW, again=NEW)[2] == "/desk/login"
    again = room.client().get(where)
    assert again.status_code == 410
    assert "Ce lien ne marche plus" in again.get_data(as_text=True)
    found = room.house.accounts.staff.named("Zoé")
    assert (found.role, found.language, found.lines) == ("helper", "en", ("mer",))
    assert 'lang="en"' in words(room.client("Zoé", NEW), "/desk/")


def test_a_link_that_never_was_says_the_same(room: Room) -> None:
    answer = room.client().get("/desk/invite/nothing")
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_link_whose_name_was_taken_meanwhile_takes_nothing_over(room: Room) -> None:
    where = f"/desk/invite/{room.house.accounts.staff.invite('Zoe', 'admin', 'fr', [], None)}"
    browser = room.client()
    data = {**token(browser, where), "password": NEW, "again": NEW}
    room.house.accounts.add("Zoe", PASSWORD)
    answer = browser.post(where, data=data)
    assert answer.status_code == 410
    assert "déjà ce nom" in unescape(answer.get_data(as_text=True))


def test_the_token_of_a_link_is_in_no_log(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = CapturingLogger()
    monkeypatch.setattr(sorry, "logger", lambda: noted)
    answer = room.client().post("/desk/invite/a-secret-token", data={"csrf_token": "forged"})
    assert answer.status_code == 400
    (call,) = noted.calls
    assert call.kwargs == {"why": "csrf", "path": "/desk/invite/<token>"}


def test_a_link_is_withdrawn(room: Room) -> None:
    karim = room.client("Karim")
    where = link(post(karim, "/desk/helpers", "/desk/helpers", name="Zoe", role="helper")[1])
    (kept,) = room.house.accounts.staff.invited(None)
    assert post(karim, "/desk/helpers/withdraw", "/desk/helpers", invite=kept.token_hash)[0] == 303
    assert room.client().get(where).status_code == 410


def test_what_is_wrong_with_an_invitation_stands_at_its_field(room: Room) -> None:
    karim = room.client("Karim")
    status, page, _ = post(karim, "/desk/helpers", "/desk/helpers", name="Claire", role="partner")
    assert status == 422
    assert "Quelqu'un a déjà ce nom." in page
    assert 'value="Claire"' in page
    assert '<option value="partner" selected>' in page
    status, page, _ = post(karim, "/desk/helpers", "/desk/helpers", name="Zoe", role="helper", every="some")
    assert status == 422
    assert "Cochez au moins une ligne." in page


# ---- who may


@pytest.mark.parametrize(("name", "status"), [("Claire", 403), ("Paula", 403), ("Karim", 200)])
def test_the_helpers_are_for_who_runs_the_line(room: Room, name: str, status: int) -> None:
    browser = room.client(name)
    assert browser.get("/desk/helpers").status_code == status
    assert ("/desk/helpers" in words(browser, "/desk/me")) == (status == 200)
    her = room.helpers["Claire"].id
    assert post(browser, f"/desk/helpers/{her}/disable")[0] == (303 if status == 200 else 403)


def test_a_coordinator_does_not_touch_an_admin(room: Room) -> None:
    karim, root = room.client("Karim"), room.helpers["Root"].id
    page = words(karim, "/desk/helpers")
    assert "Root" in page
    assert f"/desk/helpers/{root}" not in page
    assert '<option value="admin"' not in page
    assert karim.get(f"/desk/helpers/{root}").status_code == 403
    for action in ("access", "phone", "reset", "disable", "enable", "revoke"):
        assert post(karim, f"/desk/helpers/{root}/{action}", role="helper")[0] == 403, action
    assert post(karim, "/desk/helpers", name="Zoe", role="admin")[0] == 403
    assert post(karim, f"/desk/helpers/{room.helpers['Claire'].id}/access", role="admin")[0] == 403
    assert karim.get("/desk/helpers/nobody").status_code == 404


def test_the_last_admin_stays(room: Room) -> None:
    browser, root = admin(room), room.helpers["Root"].id
    status, page, _ = post(browser, f"/desk/helpers/{root}/disable")
    assert status == 409
    assert "dernier administrateur" in page
    assert post(browser, f"/desk/helpers/{root}/access", role="helper", every="all")[0] == 409
    assert browser.get("/desk/").status_code == 200


# ---- the code of a phone


def test_an_admin_sets_up_a_phone_before_anything_else(room: Room) -> None:
    boss = room.house.accounts.add("Boss", PASSWORD, "admin")
    browser = room.client()
    where = post(browser, "/desk/login?next=/desk/helpers", "/desk/login", name="Boss", password=PASSWORD)[2]
    assert where == "/desk/login/code"
    page = words(browser, where)
    assert "data:image/svg+xml" in page
    secret = room.house.accounts.start_totp(boss)
    assert f"secret={secret}" in page
    for closed in ("/desk/", "/desk/me", "/desk/me/code", "/desk/helpers"):
        assert browser.get(closed).headers["Location"].startswith("/desk/login?"), closed
    browser = room.client()
    post(browser, "/desk/login?next=/desk/helpers", "/desk/login", name="Boss", password=PASSWORD)
    assert post(browser, where, where, code="000000")[0] == 401
    assert post(browser, where, where, code=TOTP(secret).at(NOW))[2] == "/desk/helpers"
    assert browser.get("/desk/helpers").status_code == 200


def test_a_code_that_was_used_is_refused(room: Room) -> None:
    admin(room)
    thief = room.client()
    post(thief, "/desk/login", "/desk/login", name="Root", password=PASSWORD)
    page = words(thief, "/desk/login/code")
    assert "data:image/svg+xml" not in page
    status, page, _ = post(thief, "/desk/login/code", "/desk/login/code", code=phone(room, room.helpers["Root"]))
    assert status == 401
    assert "il a déjà servi" in page
    assert 'autocomplete="one-time-code"' in page
    assert thief.get("/desk/").status_code == 303


def test_the_page_of_the_code_is_for_who_gave_the_password(room: Room) -> None:
    for browser in (room.client(), room.client("Claire")):
        assert browser.get("/desk/login/code").headers["Location"].startswith("/desk/login")
    assert words(browser, "/desk/me")  # and whoever was logged in stays so


def test_a_helper_gives_a_phone_its_key_and_takes_it_back(room: Room) -> None:
    browser = room.client("Claire")
    code = phone(room, room.helpers["Claire"])
    status, page, _ = post(browser, "/desk/me/code", "/desk/me/code", old=PASSWORD, code="000000")
    assert status == 422
    assert "Ce code n'est pas bon" in page
    status, page, _ = post(browser, "/desk/me/code", "/desk/me/code", old="wrong", code=code)
    assert status == 422
    assert "Ce n'est pas votre mot de passe actuel" in page
    assert post(browser, "/desk/me/code", "/desk/me/code", old=PASSWORD, code=code)[2] == "/desk/me"
    assert "Changer de téléphone" in words(browser, "/desk/me")
    elsewhere = room.client()
    login = post(elsewhere, "/desk/login", "/desk/login", name="Claire", password=PASSWORD)
    assert login[2] == "/desk/login/code"
    assert post(browser, "/desk/me/code/off", old="wrong")[0] == 422
    assert post(browser, "/desk/me/code/off", old=PASSWORD)[2] == "/desk/me"
    room.client("Claire")


# ---- one's own account


def test_everybody_has_an_account_page(room: Room) -> None:
    for name in ("Claire", "Karim", "Paula"):
        assert name in words(room.client(name), "/desk/me")


def test_a_new_password_ends_the_sessions_elsewhere(room: Room) -> None:
    here, there = room.client("Claire"), room.client("Claire")
    status, page, _ = post(here, "/desk/me/password", old="wrong", password=NEW, again=NEW)
    assert status == 422
    assert 'id="old-wrong"' in page
    status, page, _ = post(here, "/desk/me/password", old=PASSWORD, password="motdepasse123", again="motdepasse123")
    assert status == 422
    assert "trop courant" in page
    assert "motdepasse123" not in page
    assert post(here, "/desk/me/password", old=PASSWORD, password=NEW, again=NEW)[2] == "/desk/me"
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 303
    room.client("Claire", NEW)


def test_a_session_elsewhere_is_ended_at_once(room: Room) -> None:
    here, there = room.client("Claire"), room.client("Claire")
    page = words(here, "/desk/me")
    assert page.count("C'est cet écran.") == 1
    (other,) = re.findall(r'name="session" value="(\w+)"', page)
    assert post(here, "/desk/me/sessions", session=other)[2] == "/desk/me"
    assert there.get("/desk/").status_code == 303
    assert here.get("/desk/").status_code == 200
    karims = room.client("Karim")
    (hers,) = room.house.accounts.sessions(room.helpers["Claire"].id)
    post(karims, "/desk/me/sessions", session=hers.token_hash)
    assert here.get("/desk/").status_code == 200


@pytest.mark.parametrize(("typed", "kept"), [("06 39 98 00 10", "+33639980010"), ("", ""), ("0899 70 00 00", None)])
def test_a_helper_keeps_a_number_that_can_be_called(room: Room, typed: str, kept: str | None) -> None:
    browser = room.client("Claire")
    status, page, _ = post(browser, "/desk/me/own", language="en", phone=typed)
    assert status == (422 if kept is None else 303)
    assert ("Ce numéro ne peut pas être appelé" in page) == (kept is None)
    found = room.house.accounts.staff.named("Claire")
    assert (found.language, found.phone) == (("fr", "") if kept is None else ("en", kept))


# ---- leaving


def test_who_leaves_is_out_at_once_and_gives_their_tickets_back(room: Room) -> None:
    room.asks()
    claire, her = room.client("Claire"), room.helpers["Claire"]
    post(claire, "/desk/tickets/t1/claim", "/desk/tickets/t1")
    assert room.kept("t1").helper == her.id
    karim = room.client("Karim")
    assert post(karim, f"/desk/helpers/{her.id}/disable", f"/desk/helpers/{her.id}")[0] == 303
    assert claire.get("/desk/").status_code == 303
    assert (room.kept("t1").state, room.kept("t1").helper) == ("waiting", "")
    assert room.moves("t1") == ["opened", "claimed", "released"]
    assert post(claire, "/desk/login", "/desk/login", name="Claire", password=PASSWORD)[0] == 401
    assert "parti" in words(karim, "/desk/helpers")
    assert post(karim, f"/desk/helpers/{her.id}/reset")[0] == 409
    post(karim, f"/desk/helpers/{her.id}/enable")
    room.client("Claire")


def test_a_coordinator_ends_a_helpers_sessions_and_gives_a_new_link(room: Room) -> None:
    claire, her, karim = room.client("Claire"), room.helpers["Claire"].id, room.client("Karim")
    where = link(post(karim, f"/desk/helpers/{her}/reset", f"/desk/helpers/{her}")[1])
    assert claire.get("/desk/").status_code == 200
    assert post(karim, f"/desk/helpers/{her}/revoke")[0] == 303
    assert claire.get("/desk/").status_code == 303
    post(room.client(), where, where, password=NEW, again=NEW)
    room.client("Claire", NEW)


def test_an_admin_sees_and_sets_a_number_and_a_coordinator_does_not(room: Room) -> None:
    her = room.helpers["Claire"].id
    browser = admin(room)
    assert post(browser, f"/desk/helpers/{her}/phone", phone="0639980010")[0] == 303
    assert post(browser, f"/desk/helpers/{her}/phone", phone="12")[0] == 422
    assert "+33639980010" in words(browser, f"/desk/helpers/{her}")
    assert "+33639980010" not in words(room.client("Karim"), f"/desk/helpers/{her}")


# ---- lines


@pytest.fixture
def at_sea(room: Room) -> FlaskClient:
    """A browser with Claire, who works on the line `mer` only; tickets wait on both lines."""
    room.asks("t1", question="une question de la ville")
    room.asks("t2", line="mer", question="une question de la mer")
    room.says("m1", "dit à la ville")
    room.says("m2", "dit à la mer", line="mer")
    room.house.accounts.staff.set_access(room.helpers["Claire"].id, "helper", ["mer"], None)
    return room.client("Claire")


def test_a_helper_of_one_line_sees_that_line_only(room: Room, at_sea: FlaskClient) -> None:
    page = words(at_sea, "/desk/")
    assert "question de la mer" in page
    assert "question de la ville" not in page
    page = words(at_sea, "/desk/tickets/t2")
    assert "dit à la mer" in page
    assert "la ville" not in page  # neither its talk nor the other ticket
    assert "/desk/tickets/t1" not in page
    for path in ("/desk/tickets/t1", "/desk/tickets/t1/recordings/RE1"):
        assert at_sea.get(path).status_code == 404, path
    for action in (
        "claim", "release", "reply", "ready", "price", "note", "close", "word", "skip", "hand", "tried", "move", "call",
    ):  # fmt: skip
        data = {
            "text": "bonjour",
            "outcome": "solved",
            "reason": "topic",
            "to": "team:",
            "result": "busy",
            "window": "2026-11-24T14:00:00+01:00/2026-11-24T17:00:00+01:00",
        }
        assert post(at_sea, f"/desk/tickets/t1/{action}", "/desk/me", **data)[0] == 404, action
    assert post(at_sea, "/desk/tickets/t2/claim", "/desk/tickets/t2")[0] == 303
    everywhere = words(room.client("Karim"), "/desk/tickets/t2")
    assert "dit à la ville" in everywhere
    assert "/desk/tickets/t1" in everywhere


def test_a_partner_of_one_line_gets_the_figures_of_that_line(room: Room) -> None:
    with room.house.store.write() as tx:
        for number in range(9):
            sightings.add(tx, "demo", "kind", "parcel", NOW - timedelta(hours=number))
            sightings.add(tx, "mer", "kind", "family", NOW - timedelta(hours=number))
    room.house.accounts.staff.set_access(room.helpers["Paula"].id, "partner", ["mer"], None)
    page = words(room.client("Paula"), "/desk/reports")
    assert "Faux proche" in page
    assert "Faux colis" not in page
    assert "Faux colis" in words(room.client("Karim"), "/desk/reports")
    assert "Faux colis" not in words(room.client("Paula"), "/desk/reports.csv")
    assert "Faux colis" in words(room.client("Karim"), "/desk/reports.csv")


def test_the_board_of_the_day_is_that_of_the_helpers_lines(room: Room, at_sea: FlaskClient) -> None:
    assert "1 à prendre" in words(at_sea, "/desk/today").replace("\xa0", " ")
    assert "2 à prendre" in words(room.client("Karim"), "/desk/today").replace("\xa0", " ")


def test_a_request_is_given_to_nobody_who_does_not_work_on_its_line(room: Room, at_sea: FlaskClient) -> None:
    karim, her = room.client("Karim"), room.helpers["Claire"].id
    post(karim, "/desk/tickets/t1/claim", "/desk/tickets/t1")
    assert f"helper:{her}" not in words(karim, "/desk/tickets/t1")
    assert post(karim, "/desk/tickets/t1/hand", "/desk/tickets/t1", to=f"helper:{her}")[0] != 303
    assert room.kept("t1").helper == room.helpers["Karim"].id


def test_a_line_that_is_taken_away_is_gone_at_once(room: Room, at_sea: FlaskClient) -> None:
    post(at_sea, "/desk/tickets/t2/claim", "/desk/tickets/t2")
    karim, her = room.client("Karim"), room.helpers["Claire"].id
    post(karim, f"/desk/helpers/{her}/access", role="helper", every="some", lines=["demo"])
    assert at_sea.get("/desk/tickets/t2").status_code == 404
    assert at_sea.get("/desk/tickets/t1").status_code == 200
    assert room.kept("t2").state == "waiting"


def test_a_coordinator_of_one_line_gives_that_line_only(room: Room) -> None:
    room.house.accounts.staff.set_access(room.helpers["Karim"].id, "coordinator", ["mer"], None)
    karim = room.client("Karim")
    page = words(karim, "/desk/helpers")
    assert "Allo Mer" in page
    assert 'value="demo"' not in page
    assert post(karim, "/desk/helpers", name="Zoe", role="helper", every="all")[0] == 403
    assert post(karim, "/desk/helpers", name="Zoe", role="helper", every="some", lines=["mer", "demo"])[0] == 200
    (kept,) = room.house.accounts.staff.invited(None)
    assert kept.lines == ("mer",)
    assert karim.get(f"/desk/helpers/{room.helpers['Claire'].id}").status_code == 403


def test_an_action_of_a_helper_who_left_a_moment_ago_is_refused(room: Room) -> None:
    room.asks("t1")
    before = room.helpers["Claire"]
    room.house.accounts.staff.disable(before.id, None)
    with pytest.raises(Exception, match="unknown"):
        room.house.desk.claim("t1", before)
    assert room.kept("t1").person == PERSON != OTHER
    assert room.kept("t1").state == "waiting"
