"""Every door says who may knock; none opens to a stranger, to a forged form, or by a mere look."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from helpline.store import Store
from tests.console.room import Room

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def rules(app: Flask, who: str) -> list[Rule]:
    """The rules whose views let these in."""
    return [rule for rule in app.url_map.iter_rules() if _knocker(app, rule) == who]


def _knocker(app: Flask, rule: Rule) -> object:
    return app.view_functions[rule.endpoint].__dict__.get("who_may_knock")


def address(rule: Rule) -> str:
    """An address of the rule, of ticket t1."""
    return re.sub(r"<[^>]*>", "t1", rule.rule)


def everything(store: Store) -> list[object]:
    """All that the house keeps, but when somebody was last seen."""
    with store.read() as tx:
        names = sorted(tx.tables() - {"sessions", "sqlite_sequence"})
        return [tx.rows(f"select * from {name}") for name in names]


def test_every_door_says_who_may_knock(room: Room) -> None:
    silent = [rule.rule for rule in room.app.url_map.iter_rules() if _knocker(room.app, rule) is None]
    assert silent == []


def test_the_doors_of_the_desk_are_for_helpers(room: Room) -> None:
    open_doors = {rule.endpoint for rule in rules(room.app, "anyone") if rule.rule.startswith("/desk")}
    assert open_doors == {"console.accessibility", "console.login", "console.invite", "console.static"}


def test_no_helpers_page_opens_without_a_login(room: Room) -> None:
    room.asks()
    found = [rule for rule in rules(room.app, "helper") if "GET" in (rule.methods or ())]
    assert len(found) >= 3
    for rule in found:
        answer = room.client().get(address(rule))
        where = answer.headers.get("Location", "").split("?")[0]
        news = rule.endpoint == "console.news"
        assert (answer.status_code, where) == ((204, "") if news else (303, "/desk/login")), rule


def test_no_action_is_done_without_a_login(room: Room) -> None:
    room.asks()
    before = everything(room.house.store)
    room.app.config["WTF_CSRF_ENABLED"] = False
    for rule in rules(room.app, "helper"):
        if UNSAFE & (rule.methods or set()):
            answer = room.client().post(address(rule), data={"text": "x", "outcome": "solved"})
            assert answer.headers["Location"].startswith("/desk/login"), rule
    assert everything(room.house.store) == before


def test_no_form_works_without_its_token(room: Room) -> None:
    room.asks()
    browser = room.client("Claire")
    before = everything(room.house.store)
    tried = [
        rule
        for rule in room.app.url_map.iter_rules()
        if UNSAFE & (rule.methods or set()) and _knocker(room.app, rule) != "carrier"
    ]
    assert len(tried) >= 8
    for rule in tried:
        for data in ({}, {"csrf_token": "forged"}):
            answer = browser.post(address(rule), data={"text": "x", "outcome": "solved", **data})
            assert answer.status_code == 400, rule
    assert everything(room.house.store) == before


def test_a_look_changes_nothing(room: Room) -> None:
    room.asks()
    browser = room.client("Claire")
    before = everything(room.house.store)
    for rule in room.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            browser.get(address(rule))
            browser.head(address(rule))
    for action in ("claim", "release", "reply", "note", "close", "word"):
        assert browser.get(f"/desk/tickets/t1/{action}").status_code == 405
    assert everything(room.house.store) == before


def test_a_partner_sees_no_people(room: Room) -> None:
    room.asks()
    browser = room.client("Paula")
    for rule in rules(room.app, "helper"):
        if "GET" in (rule.methods or ()):
            answer = browser.get(address(rule))
            assert answer.status_code == 403, rule
            assert "ameli" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("page", ["/desk/login", "/desk/", "/desk/tickets/t1", "/desk/tickets/t9", "/desk/nowhere"])
def test_every_page_is_guarded_by_its_headers(room: Room, page: str) -> None:
    room.asks()
    for browser in (room.client("Claire"), room.client()):
        headers = browser.get(page).headers
        assert headers["Content-Security-Policy"] == (
            "default-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; object-src 'none'; "
            "frame-ancestors 'none'"
        )
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


def test_only_a_demo_may_frame_its_own_pages(room: Room) -> None:
    room.app.config["HELPLINE_FRAME_SELF"] = True
    assert "frame-ancestors 'self'" in room.client().get("/desk/login").headers["Content-Security-Policy"]


def test_style_and_script_may_be_kept_by_the_browser(room: Room) -> None:
    for path in ("/desk/static/desk.css", "/bootstrap/static/css/bootstrap.min.css"):
        answer = room.client().get(path)
        assert answer.status_code == 200
        assert "no-store" not in answer.headers["Cache-Control"]
        answer.close()
