"""A ticket changes hands: skipped with a reason, given to a colleague or a team, taken back by a coordinator."""

import pytest
from flask.testing import FlaskClient

from tests.console.room import NOW, Room, token


def posts(browser: FlaskClient, path: str, page: str = "/desk/tickets/t1", **form: str) -> tuple[int, str]:
    answer = browser.post(path, data={**form, **token(browser, page)}, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True).replace("\xa0", " ")


def test_who_skips_sees_it_last_and_colleagues_see_it_where_it_was(room: Room) -> None:
    room.asks(opened_at=NOW.replace(hour=7))
    room.asks("t2", person="+33639980012", opened_at=NOW.replace(hour=8))
    status, page = posts(room.client("Claire"), "/desk/tickets/t1/skip", reason="topic")
    assert status == 200
    assert page.index('data-ticket="t2"') < page.index('data-ticket="t1"')
    assert "Vous l&#39;avez passée" in page
    theirs = room.client("Karim").get("/desk/").get_data(as_text=True)
    assert theirs.index('data-ticket="t1"') < theirs.index('data-ticket="t2"')
    assert "avez passée" not in theirs
    assert room.moves("t1") == ["opened", "skipped"]


def test_who_skips_what_they_have_gives_it_back(room: Room) -> None:
    room.asks()
    room.house.desk.claim("t1", room.helpers["Claire"])
    posts(room.client("Claire"), "/desk/tickets/t1/skip", reason="no-time")
    assert (room.kept("t1").state, room.kept("t1").helper) == ("waiting", "")


def test_skipping_what_a_colleague_has_leaves_it_with_them(room: Room) -> None:
    room.asks()
    room.house.desk.claim("t1", room.helpers["Karim"])
    browser = room.client("Claire")
    browser.post("/desk/tickets/t1/skip", data={"reason": "topic", **token(browser, "/desk/")})
    assert room.kept("t1").helper == room.helpers["Karim"].id


def test_a_skip_says_why(room: Room) -> None:
    room.asks()
    assert posts(room.client("Claire"), "/desk/tickets/t1/skip", reason="because")[0] == 422
    assert room.moves("t1") == ["opened"]


def test_a_colleague_has_at_once_what_they_are_given(room: Room) -> None:
    room.asks()
    room.house.desk.claim("t1", room.helpers["Claire"])
    karim = room.helpers["Karim"].id
    status, page = posts(room.client("Claire"), "/desk/tickets/t1/hand", to=f"helper:{karim}")
    assert (status, "Donnée à : Karim." in page) == (200, True)
    assert (room.kept("t1").helper, room.kept("t1").state) == (karim, "claimed")
    assert "Donnée à" in room.client("Karim").get("/desk/tickets/t1").get_data(as_text=True)


@pytest.mark.parametrize("to", ["helper:nobody", "helper:", "team:unknown"])
def test_it_is_given_to_nobody_else(room: Room, to: str) -> None:
    room.asks()
    room.house.desk.claim("t1", room.helpers["Claire"])
    assert posts(room.client("Claire"), "/desk/tickets/t1/hand", to=to)[0] == 422
    assert room.kept("t1").helper == room.helpers["Claire"].id


def test_a_partner_cannot_be_given_a_ticket(room: Room) -> None:
    room.asks()
    room.house.desk.claim("t1", room.helpers["Claire"])
    paula = room.helpers["Paula"].id
    assert posts(room.client("Claire"), "/desk/tickets/t1/hand", to=f"helper:{paula}")[0] == 422


def test_only_who_has_it_gives_it(room: Room) -> None:
    room.asks()
    browser, karim = room.client("Claire"), room.helpers["Karim"].id
    answer = browser.post("/desk/tickets/t1/hand", data={"to": f"helper:{karim}", **token(browser, "/desk/tickets/t1")})
    assert answer.status_code == 403


def test_a_coordinator_takes_back_what_a_colleague_forgot(room: Room) -> None:
    room.asks()
    room.house.desk.claim("t1", room.helpers["Claire"])
    status, page = posts(room.client("Karim"), "/desk/tickets/t1/take-back")
    assert (status, "Remise dans la liste." in page) == (200, True)
    assert room.kept("t1").state == "waiting"
    assert room.moves("t1") == ["opened", "claimed", "taken-back"]


def test_a_helper_takes_nothing_back(room: Room) -> None:
    room.asks()
    room.house.desk.claim("t1", room.helpers["Karim"])
    browser = room.client("Claire")
    assert "take-back" not in browser.get("/desk/tickets/t1").get_data(as_text=True)
    assert browser.post("/desk/tickets/t1/take-back", data=token(browser, "/desk/")).status_code == 403
    assert room.kept("t1").helper == room.helpers["Karim"].id
