"""Words are read again when they are saved; what does not load changes nothing."""

from collections.abc import Iterable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from helpline.app import create_served, rereading
from helpline.content.book import Book, open_book
from helpline.reread import Reread
from helpline.settings import shipped_content
from tests.content.given import changed
from tests.town import environment, found_town, shipped_book

GLAD = "prompts/faq.toml"


class Saved:
    """An application whose only page is the sentence for a question that was solved."""

    def __init__(self, root: Path) -> None:
        self.root, self.told, self.heard = root, [], Event()
        self.reread = Reread(shipped_book(), lambda: open_book(root, shipped_content()), self.built, self.tell)

    told: list[tuple[str, str]]

    def built(self, book: Book) -> Any:
        def page(_environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
            return [book.told("faq.glad", "fr", "sms")[0].encode()]

        return page

    def tell(self, what: str, why: str) -> None:
        self.told.append((what, why))
        if what == "reread":
            self.heard.set()

    def page(self) -> str:
        return b"".join(self.reread({}, lambda *_: None)).decode()  # type: ignore[arg-type]

    def write(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    return Saved(changed(tmp_path, GLAD, "Très bien !", "Très bien !"))


def test_new_words_are_said(saved: Saved) -> None:
    saved.write(GLAD, "Très bien !", "Formidable !")
    saved.reread.again()
    assert saved.page().startswith("Formidable !")
    assert saved.told == [("reread", "")]


def test_words_that_do_not_load_change_nothing(saved: Saved) -> None:
    saved.write(GLAD, "[glad.fr]", "[glad.fr")
    saved.reread.again()
    assert saved.page().startswith("Très bien !")
    assert [what for what, _why in saved.told] == ["not_reread"]
    assert saved.told[0][1].startswith(f"{GLAD}: ")


def test_a_file_that_is_just_being_saved_changes_nothing(saved: Saved) -> None:
    (saved.root / GLAD).write_text("", "utf-8")
    saved.reread.again([GLAD])
    assert saved.page().startswith("Très bien !")
    assert [what for what, _why in saved.told] == ["not_reread"]
    assert "faq.glad" in saved.told[0][1]


def test_what_is_wrong_with_the_saved_file_is_told(saved: Saved) -> None:
    saved.write(GLAD, "Très bien !", "Allez sur ameli.fr !")
    saved.write("prompts/menu.toml", "?", "? Voir caf.fr")
    saved.reread.again([GLAD])
    assert saved.told[0] == ("reread", "")
    assert [why.split(":")[0] for what, why in saved.told[1:]] == [GLAD]


def test_all_that_is_wrong_with_it_is_told(saved: Saved) -> None:
    saved.write(GLAD, "Très bien !", "Allez sur ameli.fr, puis sur caf.fr !")
    saved.reread.again(iter([GLAD]))
    assert len([why for what, why in saved.told if what == "complaint"]) > 1


def test_a_book_that_was_read_already_is_taken(saved: Saved) -> None:
    saved.write(GLAD, "Très bien !", "Formidable !")
    saved.reread.take(open_book(saved.root, shipped_content()))
    assert saved.page().startswith("Formidable !")
    assert saved.told == []


def test_what_is_served_goes_on_with_ones_own_words_and_never_with_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = environment(f"sqlite:///{tmp_path}/helpline.db", tmp_path)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert isinstance(create_served(), Flask)
    monkeypatch.setenv("HELPLINE_CONTENT", str(changed(tmp_path, "console.toml", "Bureau des aidants", "Notre aide")))
    served = create_served()
    assert isinstance(served, Reread)
    page = Client(served).get("/desk/login", headers={"Accept-Language": "fr"}).get_data(as_text=True)
    assert "Notre aide" in page


def test_who_is_told_news_is_counted_for_the_server_whatever_words_it_serves(tmp_path: Path) -> None:
    town = found_town(f"sqlite:///{tmp_path}/helpline.db", tmp_path)
    reread = rereading(town.house)

    def streams() -> Any:
        return reread._application.config["HELPLINE_STREAMS"]  # type: ignore[attr-defined]

    before = streams()
    reread.take(shipped_book())
    assert streams() is before
    town.close()


@pytest.mark.parametrize("way", ["straight", "link"])
def test_saving_is_noticed_again_and_again(saved: Saved, tmp_path: Path, way: str) -> None:
    folder = saved.root
    if way == "link":
        folder = tmp_path / "link"
        folder.symlink_to(saved.root)
    stop = Event()
    thread = saved.reread.watching(folder, stop)
    try:
        for attempt in range(50):  # the watcher says nowhere when it has begun
            saved.write(GLAD, saved.page()[:9], f"Bravo {attempt:03}")
            if saved.heard.wait(1):
                break
        saved.heard.clear()
        saved.write(GLAD, saved.page()[:9], "Bravo ameli.fr")  # there is something to complain of, too
        assert saved.heard.wait(60)
    finally:
        stop.set()
        thread.join(20)
    assert saved.page().startswith("Bravo ameli.fr")
    assert not thread.is_alive()
