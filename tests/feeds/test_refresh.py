"""Feeds are taken in whole or not at all; what fails or shrinks is kept as it was; a reader never sees half a list."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from requests import PreparedRequest, Response, Session
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from helpline.feeds.listed import FeedError, read_feeds
from helpline.feeds.refresh import Feeds, Outcome
from helpline.store.domains import Domains

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
FEEDS = """\
[dangers]
from = "https://lists.example/bad.txt"
says = "bad"
hours = 6
[bodies]
from = "bodies.csv"
says = "official"
column = "host"
"""


class Elsewhere(BaseAdapter):
    """The other side of the network: what each address gives, a status or a text; nothing where it is not named."""

    def __init__(self) -> None:
        super().__init__()
        self.gives: dict[str, tuple[int, str]] = {}
        self.cut = False
        self.asked: list[str] = []

    def send(self, request: PreparedRequest, *_args: object, **_more: object) -> Response:
        url = request.url or ""
        self.asked.append(url)
        if url not in self.gives:
            raise ConnectionError(f"no route to {url}")
        status, text = self.gives[url]
        body = text.encode()
        response = Response()
        response.status_code, response.url, response.request = status, url, request
        length = len(body) + 100 * self.cut
        response.headers.update({"content-length": str(length), **_moved(status, text)})
        raw = io.BytesIO(body)
        response.raw = HTTPResponse(raw, headers=dict(response.headers), preload_content=False, status=status)
        return response

    def close(self) -> None:
        pass


def _moved(status: int, text: str) -> dict[str, str]:
    return {"location": text} if status == 302 else {}


BAD = "https://lists.example/bad.txt"


class Place:
    """An installation's feeds, and what the other side gives."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.elsewhere, session = folder, Elsewhere(), Session()
        session.mount("https://", self.elsewhere)
        session.mount("http://", self.elsewhere)
        (folder / "feeds.toml").write_text(FEEDS)
        (folder / "bodies.csv").write_text("name,host\nVille,ville.example\n")
        self.feeds = Feeds(read_feeds(folder / "feeds.toml"), folder / "known" / "domains.db", session)
        self.domains = Domains(self.feeds.path)

    def gives(self, *domains: str, status: int = 200) -> None:
        self.elsewhere.gives[BAD] = (status, "\n".join(domains))

    def refresh(self, now: datetime = NOW, accept_fewer: bool = False) -> dict[str, Outcome]:
        outcomes = self.feeds.refresh(now, self.feeds.due(now), accept_fewer=accept_fewer)
        return {one.feed.name: one for one in outcomes}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.domains.close()


def test_lists_are_taken_from_an_address_and_from_a_file(place: Place) -> None:
    place.gives("bad.example", "worse.example", "bad.example")
    taken = place.refresh()
    assert {name: (one.how, one.before, one.now) for name, one in taken.items()} == {
        "dangers": ("taken", 0, 2),
        "bodies": ("taken", 0, 1),
    }
    assert place.domains.listed(["x.bad.example", "bad.example"]) == {"bad"}
    assert place.domains.listed(["ville.example"]) == {"official"}
    assert place.domains.listed(["good.example"]) == frozenset()


def test_nothing_is_known_where_nothing_was_taken_in(place: Place) -> None:
    assert place.domains.listed(["bad.example"]) == frozenset()
    assert place.domains.held() == []


@pytest.mark.parametrize("failure", ["unreachable", "missing", "cut", "empty", "shrunken", "plain http"])
def test_a_failed_or_shrunken_list_leaves_the_old_one(failure: str, place: Place) -> None:
    place.gives(*(f"bad{number}.example" for number in range(10)))
    place.refresh()
    match failure:
        case "unreachable":
            place.elsewhere.gives.clear()
        case "missing":
            place.gives("other.example", status=404)
        case "cut":
            place.gives(*(f"other{number}.example" for number in range(10)))
            place.elsewhere.cut = True
        case "empty":
            place.gives("<html>Down for maintenance</html>")
        case "shrunken":
            place.gives(*(f"bad{number}.example" for number in range(5)))
        case "plain http":
            place.elsewhere.gives[BAD] = (302, "http://lists.example/bad.txt")
            place.elsewhere.gives["http://lists.example/bad.txt"] = (200, "\n".join(f"o{n}.example" for n in range(10)))
    outcome = place.refresh(NOW + timedelta(hours=7))["dangers"]
    assert (outcome.how, outcome.before, outcome.now) == ("kept", 10, 10)
    assert outcome.why
    assert "lists.example" not in outcome.why
    assert place.domains.listed(["bad9.example"]) == {"bad"}
    assert not place.domains.listed(["other1.example", "o1.example"])
    assert [feed.name for feed in place.feeds.due(NOW + timedelta(hours=7))] == ["dangers"], "it is tried again"


def test_a_list_that_may_shrink_does(place: Place) -> None:
    place.gives(*(f"bad{number}.example" for number in range(10)))
    place.refresh()
    place.gives("bad1.example")
    assert place.refresh(NOW + timedelta(hours=7), accept_fewer=True)["dangers"].how == "taken"
    assert not place.domains.listed(["bad9.example"])


def test_a_first_failure_leaves_the_other_lists(place: Place) -> None:
    outcomes = place.refresh()
    assert (outcomes["dangers"].how, outcomes["dangers"].now) == ("kept", 0)
    assert place.domains.listed(["ville.example"]) == {"official"}


def test_only_what_grew_old_is_asked_for(place: Place) -> None:
    place.gives("bad.example")
    place.refresh()
    later = NOW + timedelta(hours=5)
    assert place.feeds.due(later) == []
    assert place.refresh(NOW + timedelta(hours=6))["bodies"].how == "fresh"
    assert place.domains.listed(["ville.example"]) == {"official"}
    assert len(place.elsewhere.asked) == 2


def test_a_feed_that_is_no_more_goes(place: Place) -> None:
    place.gives("bad.example")
    place.refresh()
    fewer = Feeds(place.feeds.feeds[1:], place.feeds.path)
    fewer.refresh(NOW, [])
    assert [held.name for held in place.domains.held()] == ["bodies"]
    assert not place.domains.listed(["bad.example"])


def test_readers_see_the_old_list_or_the_new_one_never_half(place: Place) -> None:
    first, second = ([f"{name}{number}.example" for number in range(2000)] for name in ("old", "new"))
    place.gives(*first)
    place.refresh()
    stop: list[bool] = []

    def read() -> set[frozenset[str]]:
        seen, lookup = set(), Domains(place.feeds.path)
        while not stop:
            seen.add(lookup.listed([first[-1], second[-1]]))
        lookup.close()
        return seen

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for hours in range(1, 9):
            place.gives(*(second if hours % 2 else first))
            place.refresh(NOW + timedelta(hours=7 * hours))
        stop.append(True)
    assert set().union(*(reader.result() for reader in readers)) == {frozenset({"bad"})}


def test_a_broken_file_is_no_list_and_is_made_anew(place: Place) -> None:
    place.gives("bad.example")
    place.refresh()
    place.feeds.path.write_bytes(b"not a database" * 1000)
    assert place.domains.listed(["bad.example"]) == frozenset()
    place.refresh(NOW + timedelta(minutes=1))
    assert place.domains.listed(["bad.example"]) == {"bad"}
    assert [file.name for file in place.feeds.path.parent.iterdir()] == ["domains.db"], "nothing half-made is left"


@pytest.mark.parametrize(
    "table",
    [
        'from = "http://lists.example/x"\nsays = "bad"',
        'from = "ftp://lists.example/x"\nsays = "bad"',
        'from = "https://claire@lists.example/x"\nsays = "bad"',
        'from = "x.txt"\nsays = "good"',
        'says = "bad"',
        'from = "x.txt"\nsays = "bad"\nhours = 0',
        'from = "x.txt"\nsays = "bad"\nevery = 3',
    ],
)
def test_a_feed_that_cannot_be_is_named(table: str, tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(f"[dangers]\n{table}\n")
    with pytest.raises(FeedError, match=r"\[dangers\]"):
        read_feeds(file)
