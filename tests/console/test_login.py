"""Only helpers come in; a session is new at each login and dead after log-out."""

import pytest
from flask import session
from flask.testing import FlaskClient

from helpline.console.login import local
from helpline.store import helpers
from helpline.store.helpers import FAILURES
from tests.console.room import NOW, PASSWORD, Room, token


def log_in(browser: FlaskClient, name: str, password: str, to: str = "") -> tuple[int, str, str]:
    """Status, words and where to."""
    page = f"/desk/login?next={to}" if to else "/desk/login"
    answer = browser.post(page, data={"name": name, "password": password, **token(browser)})
    return answer.status_code, answer.get_data(as_text=True), answer.headers.get("Location", "")


def test_it_leads_a_helper_to_the_queue(room: Room) -> None:
    browser = room.client()
    status, _, where = log_in(browser, "Claire", PASSWORD)
    assert (status, where) == (303, "/desk/")
    assert "Claire" in browser.get("/desk/").get_data(as_text=True)


def test_it_says_the_same_of_a_wrong_name_a_wrong_password_and_a_locked_one(room: Room) -> None:
    wrong = log_in(room.client(), "Karim", "wrong")[:2]
    for _ in range(FAILURES):
        log_in(room.client(), "Claire", "wrong")
    locked = log_in(room.client(), "Claire", PASSWORD)[:2]
    nobody = log_in(room.client(), "Nobody", PASSWORD)[:2]
    alike = {(status, _without(words)) for status, words in (wrong, locked, nobody)}
    assert len(alike) == 1
    assert wrong[0] == 401


def _without(page: str) -> str:
    """The page without what differs for another reason: the name that was typed, and the token."""
    return "".join(
        line for line in page.splitlines(keepends=True) if 'id="name"' not in line and 'name="csrf_token"' not in line
    )


def test_it_never_gives_the_password_back(room: Room) -> None:
    assert "a typo in my secret" not in log_in(room.client(), "Claire", "a typo in my secret")[1]


def test_a_copied_cookie_is_dead_after_the_log_out(room: Room) -> None:
    browser, thief = room.client("Claire"), room.client()
    cookie = browser.get_cookie("helpline")
    assert cookie is not None
    thief.set_cookie("helpline", cookie.value)
    assert thief.get("/desk/").status_code == 200
    answer = browser.post("/desk/logout", data=token(browser, "/desk/"))
    assert answer.status_code == 303
    assert thief.get("/desk/").status_code == 303


def test_a_session_of_a_helper_who_left_is_dead_at_the_next_click(room: Room) -> None:
    browser = room.client("Claire")
    with room.house.store.write() as tx:
        helpers.disable(tx, room.helpers["Claire"].id, NOW)
    assert browser.get("/desk/").status_code == 303


def test_a_second_login_ends_the_first_session(room: Room) -> None:
    browser, thief = room.client("Claire"), room.client()
    cookie = browser.get_cookie("helpline")
    assert cookie is not None
    thief.set_cookie("helpline", cookie.value)
    data = {"name": "Karim", "password": PASSWORD, **token(browser, "/desk/")}
    assert browser.post("/desk/login", data=data).status_code == 303
    assert thief.get("/desk/").status_code == 303
    assert "Karim" in browser.get("/desk/").get_data(as_text=True)


def test_the_cookie_of_before_the_login_opens_nothing(room: Room) -> None:
    browser, thief = room.client(), room.client()
    browser.get("/desk/login")
    before = browser.get_cookie("helpline")
    assert before is not None
    log_in(browser, "Claire", PASSWORD)
    thief.set_cookie("helpline", before.value)
    assert thief.get("/desk/").status_code == 303


def test_the_cookie_holds_no_name(room: Room) -> None:
    browser = room.client("Claire")
    cookie = browser.get_cookie("helpline")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    with room.app.test_request_context(headers={"Cookie": f"helpline={cookie.value}"}):
        held = str(dict(session))
    assert "Claire" not in held
    assert room.helpers["Claire"].id not in held


def test_it_comes_back_to_the_page_that_was_wanted(room: Room) -> None:
    room.asks()
    browser = room.client()
    asked = browser.get("/desk/tickets/t1")
    assert asked.headers["Location"] == "/desk/login?next=/desk/tickets/t1"
    assert log_in(browser, "Claire", PASSWORD, "/desk/tickets/t1")[2] == "/desk/tickets/t1"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "https://evil.example/desk/",
        "/\\evil.example",
        "/desk/../evil",
        "/desk//evil.example",
        "/deskevil",
        "/desk/%0d%0aSet-Cookie:x=1",
        "javascript:alert(1)",
        "/desk/\n//evil.example",
        "/health",
        "",
    ],
)
def test_it_leads_nowhere_else(room: Room, address: str) -> None:
    with room.app.test_request_context():
        assert local(address, "helper") == "/desk/"
        assert local(address, "partner") == "/desk/reports"


def test_it_speaks_the_language_of_the_browser_then_that_of_the_helper(room: Room) -> None:
    browser = room.client()
    english = {"Accept-Language": "en-GB,en;q=0.9,fr;q=0.5"}
    assert '<html lang="en">' in browser.get("/desk/login", headers=english).get_data(as_text=True)
    browser = room.client("Claire")
    assert '<html lang="fr">' in browser.get("/desk/", headers=english).get_data(as_text=True)
