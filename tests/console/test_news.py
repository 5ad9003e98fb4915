"""Open pages are told that the queue changed, without holding the server's threads or keeping a session alive."""

from flask.testing import FlaskClient

from helpline.console.news import told
from tests.console.room import Room


def events(browser: FlaskClient) -> list[str]:
    answer = browser.get("/desk/news")
    assert answer.content_type.startswith("text/event-stream")
    return [line for line in answer.get_data(as_text=True).splitlines() if line.startswith("data: ")]


def test_each_new_version_is_told_once() -> None:
    versions = iter(["a", "a", "b", "b", "b"])
    stream = "".join(told(lambda: next(versions), 5, 0))
    assert [line for line in stream.splitlines() if line.startswith("data")] == ["data: a", "data: b"]
    assert stream.startswith("retry: ")


def test_what_happens_to_a_ticket_is_news(room: Room) -> None:
    room.app.config["HELPLINE_NEWS"] = (1, 0)
    browser = room.client("Claire")
    before = events(browser)
    room.asks()
    after = events(browser)
    assert len(before) == len(after) == 1
    assert before != after


def test_streams_leave_threads_for_the_carrier(room: Room) -> None:
    room.app.config["HELPLINE_NEWS"] = (3, 0)
    free = room.app.config["HELPLINE_STREAMS"]
    browser, taken = room.client("Claire"), 0
    while free.acquire(blocking=False):
        taken += 1
    assert taken == 4, "half of the eight threads"
    assert len(browser.get("/desk/news").get_data(as_text=True).split("\n\n")) == 3, "one look, then asked again later"
    for _ in range(taken):
        free.release()
    browser.get("/desk/news").get_data()
    assert free.acquire(blocking=False), "a stream that ended gave its place back"


def test_without_a_login_there_is_no_stream_and_no_asking_again(room: Room) -> None:
    answer = room.client().get("/desk/news")
    assert (answer.status_code, answer.data) == (204, b"")
