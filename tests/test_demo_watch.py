"""The demo reads its words again when they are saved; what does not load changes nothing."""

from collections.abc import Iterable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from helpline.content.book import Book, open_book
from helpline.demo.watch import Reread
from helpline.settings import shipped_content
from tests.content.given import changed
from tests.town import shipped_book

GLAD = "prompts/faq.toml"


class Saved:
    """A demo whose only page is the sentence for a question that was solved."""

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


def test_saving_is_noticed(saved: Saved) -> None:
    stop = Event()
    thread = saved.reread.watching(saved.root, stop)
    try:
        for attempt in range(50):  # the watcher says nowhere when it has begun
            saved.write(GLAD, saved.page()[:9], f"Bravo {attempt:03}")
            if saved.heard.wait(1):
                break
    finally:
        stop.set()
        thread.join(20)
    assert saved.page().startswith("Bravo")
    assert not thread.is_alive()
