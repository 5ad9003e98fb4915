"""Every page of the desk, in every state: no rule of accessibility broken in light or dark, no scrolling sideways."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from tests.browser.eyes import troubles
from tests.browser.hands import Opened
from tests.browser.walks import accounts, others, planning, requests
from tests.console.room import Room

pytestmark = pytest.mark.browser

Walk = Callable[[Room, Page], Iterator[str]]

WALKS: dict[Walk, set[str]] = {
    accounts.coming_in: {"login", "accessibility"},
    accounts.code_of_the_phone: {"code"},
    accounts.own_account: {"me", "my_code"},
    accounts.helpers_of_the_house: {"helpers", "helper"},
    accounts.one_time_link: {"invite"},
    requests.queue: {"queue"},
    requests.not_mine: {"ticket"},
    requests.mine: {"ticket"},
    requests.calling: {"ticket"},
    planning.shifts: {"rota"},
    planning.learning: {"teach", "teach_one", "changes"},
    others.figures: {"today", "reports"},
    others.for_a_partner: {"reports", "queue"},
    others.not_possible: {"ticket", "helpers"},
}
"""The walks, and the doors whose pages are looked at on each."""

NO_PAGES = {
    "queue_now", "calling", "news", "recording", "chart", "reports_csv", "reports_db", "changes_diff", "static",
}  # fmt: skip
"""Doors that hand out a part of a page, or something that is none; the parts are seen on their pages."""


def door(app: Flask, url: str) -> str:
    """The door of the desk that opens at an address, "" where none does."""
    try:
        endpoint, _ = app.url_map.bind("").match(urlsplit(url).path, "GET")
    except HTTPException:
        return ""
    return str(endpoint).removeprefix("console.")


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_no_state_of_a_page_shuts_anybody_out(room: Room, opened: Opened, walk: Walk) -> None:
    page, found, doors = opened(sharp=2), dict[str, list[str]](), set[str]()
    for state in walk(room, page):
        doors.add(door(room.app, page.url))
        found[state] = troubles(page)
    assert {state: broken for state, broken in found.items() if broken} == {}
    assert doors & WALKS[walk] == WALKS[walk], "the walk leads where it says"


def test_every_page_is_looked_at(room: Room) -> None:
    seen = set[str]().union(*WALKS.values())
    doors = {
        rule.endpoint.removeprefix("console.")
        for rule in room.app.url_map.iter_rules()
        if rule.rule.startswith("/desk") and "GET" in (rule.methods or ())
    }
    assert doors == seen | NO_PAGES


@pytest.mark.parametrize("name", sorted(NO_PAGES - {"recording"}))  # a sound comes from the carrier, or not at all
def test_what_is_called_no_page_is_none(room: Room, name: str) -> None:
    room.asks()
    room.house.desk.claim("t1", room.helpers["Karim"])
    (rule,) = (rule for rule in room.app.url_map.iter_rules() if rule.endpoint == f"console.{name}")
    path = rule.rule.replace("<name>", "topic").replace("<ticket_id>", "t1").replace("<path:filename>", "desk.css")
    answer = room.client("Karim").get(path, buffered=True)
    assert answer.status_code == 200
    assert b"<html" not in answer.data
