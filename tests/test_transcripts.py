"""Whole talks, replayed through the signed local carrier.

A transcript is a text file of `tests/transcripts`:

    # what it shows                      a comment
    @ 2026-11-23 10:30                   the time in Paris; the person's phone is +33 6 39 98 00 01
    > what the person sends              "\\n" is a new line, "(photo)" a picture without words
    < what the house answers             one text each; further lines of a text stand under it, moved in
    * claim | reply WORDS | note WORDS | close OUTCOME | release | tick       what a helper or the clock does

Every code word is written as MOTSECRET 00. `pytest --rewrite-transcripts` writes the answers anew: read the difference.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from helpline.store import tickets
from helpline.store.helpers import Helper
from tests.town import Town, found_town

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
PERSON = "+33639980001"
PARIS = ZoneInfo("Europe/Paris")
CODE_WORD = re.compile(r"\b[A-Z]{4,9} \d\d\b")


class Replay:
    """One transcript on its way through the town."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.helper: Helper = town.house.accounts.add("claire", "a long password for tests", "helper", "fr")
        self.does: dict[str, Callable[[str], None]] = {"@": self._set_clock, ">": self._text, "*": self._act}

    def lines(self, script: str) -> Iterator[str]:
        """The transcript as it really goes."""
        for line in script.splitlines():
            mark, rest = line[:1], line[2:]
            if mark in ("<", " "):
                continue
            yield line
            if mark in self.does:
                seen = self.town.carrier.handsets.revision
                self.does[mark](rest)
                self.town.carrier.run_pending()
                yield from map(self._told, self.town.arrived(PERSON, seen))

    def _told(self, text: str) -> str:
        return "< " + CODE_WORD.sub("MOTSECRET 00", text).replace("\n", "\n  ")

    def _set_clock(self, when: str) -> None:
        self.town.at(datetime.strptime(when.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=PARIS))

    def _text(self, body: str) -> None:
        if body == "(photo)":
            self.town.text(PERSON, "", media=["https://carrier.example/photo.jpg"])
        else:
            self.town.text(PERSON, body.replace("\\n", "\n"))

    def _act(self, words: str) -> None:
        verb, _, rest = words.partition(" ")
        if verb == "tick":
            return self.town.tick()
        with self.town.house.store.read() as tx:
            ticket = tickets.open_for(tx, PERSON, "ville")
        assert ticket is not None, f"no ticket is open: {words}"
        act = getattr(self.town.house.desk, verb)
        act(ticket.id, self.helper, *([rest] if rest else []))
        return self.town.tick()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_talk_goes_as_it_is_written(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    town = found_town(f"sqlite:///{tmp_path}/helpline.db", tmp_path)
    script = path.read_text("utf-8")
    try:
        lived = "\n".join(Replay(town).lines(script)) + "\n"
    finally:
        town.close()
    if request.config.getoption("--rewrite-transcripts"):
        path.write_text(lived, "utf-8")
    assert lived == script
    assert not town.carrier.warnings


def test_there_are_transcripts() -> None:
    assert len(FILES) >= 10
