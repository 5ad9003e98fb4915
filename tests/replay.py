"""Replays a transcript: what a person and a helper do, and what the house answers."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from helpline.store import tickets
from helpline.store.helpers import Helper
from tests.town import Town, found_town

TRANSCRIPTS = Path(__file__).parent / "transcripts"
PERSON = "+33639980001"
PARIS = ZoneInfo("Europe/Paris")
CODE_WORD = re.compile(r"\b[A-Z]{4,9} \d\d\b")


class Replay:
    """One transcript on its way through the town."""

    def __init__(self, town: Town, helper: str = "claire") -> None:
        self.town = town
        self.helper: Helper = town.house.accounts.add(helper, "a long password for tests", "helper", "fr")
        self.does: dict[str, Callable[[str], None]] = {"@": self._set_clock, ">": self._text, "*": self._act}

    def lines(self, script: str) -> Iterator[str]:
        """The transcript as it really goes."""
        for line in script.splitlines():
            mark, rest = line[:1], line[2:]
            if mark in ("<", " "):
                continue
            yield line
            if mark in self.does:
                self.seen = self.town.carrier.handsets.revision
                self.does[mark](rest)
                self.town.carrier.run_pending()
                yield from self.told()

    def told(self) -> list[str]:
        """What reached the person since the last act, as the transcript writes it."""
        texts = self.town.arrived(PERSON, self.seen)
        return ["< " + CODE_WORD.sub("MOTSECRET 00", text).replace("\n", "\n  ") for text in texts]

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


def assert_it_goes_so(replay: type[Replay], path: Path, place: Path, *, rewrite: bool) -> None:
    """Replay a transcript in a new town; it must go as it is written, and the carrier have nothing to complain of."""
    town = found_town(f"sqlite:///{place}/helpline.db", place)
    script = path.read_text("utf-8")
    try:
        lived = "\n".join(replay(town).lines(script)) + "\n"
    finally:
        town.close()
    if rewrite:
        path.write_text(lived, "utf-8")
    assert lived == script
    assert not town.carrier.warnings
