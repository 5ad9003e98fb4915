"""Whole calls, replayed through the signed local carrier.

As the transcripts of texts (`test_transcripts.py`), with these lines for a call from +33 6 39 98 00 01:

    ~ +33639980001                       somebody calls; "anonymous" hides the number
    > 12                                 keys
    > what is said                       speech; "(silence)" waits until the carrier gives up
    > (hangs up)
    > (speaks 12 seconds)                after the tone, then the hash key
    > (again)                            the carrier posts its last request once more: nothing may change
    < what is heard                      one line each sentence; "(the call ends)" where the house hangs up
"""

import re
from pathlib import Path

import pytest

from helpline.simulator.live import LiveCall
from tests.replay import PERSON, TRANSCRIPTS, Replay, assert_it_goes_so
from tests.town import NUMBER, Town, found_town

FILES = sorted(TRANSCRIPTS.glob("call-*.txt"))
KEYS = re.compile(r"[0-9*#]+")
SPOKEN_WORD = re.compile(r"\b[A-Z][a-z]{3,8}, \d, \d\b")


class CallReplay(Replay):
    """A transcript in which somebody calls."""

    def __init__(self, town: Town, helper: str = "claire") -> None:
        super().__init__(town, helper)
        self.call: LiveCall | None = None
        self.does |= {"~": self._ring, ">": self._speak}

    def told(self) -> list[str]:
        """What is heard on the phone since the last act, then the texts that came."""
        if self.call is None:
            return super().told()
        spoken = [f"< {SPOKEN_WORD.sub('Motsecret, 0, 0', str(said.words))}" for said in self.call.heard]
        ended = ["< (the call ends)"] if self.call.over else []
        self.call = None if self.call.over else self.call
        return [*spoken, *ended, *super().told()]

    def _ring(self, person: str) -> None:
        self.call = self.town.carrier.call_from(person.strip() or PERSON, NUMBER)

    def _speak(self, words: str) -> None:
        call = self.call
        if call is None:
            return self._text(words)
        if KEYS.fullmatch(words):
            call.press(words)
        elif words == "(silence)":
            call.wait()
        elif words == "(hangs up)":
            call.hang_up()
        elif words == "(again)":
            call.retry()
        elif words.startswith("(speaks "):
            call.record(int(words.split()[1]), "#")
        else:
            call.say(words)
        return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_call_goes_as_it_is_written(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert_it_goes_so(CallReplay, path, tmp_path, rewrite=request.config.getoption("--rewrite-transcripts"))


def test_there_are_calls() -> None:
    assert len(FILES) >= 8


def acts(path: Path) -> list[str]:
    """What the caller does in the first call of a transcript, in order."""
    lines = path.read_text("utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("~"))
    said = [line[2:] for line in lines[first + 1 :] if line.startswith(">")]
    return said[: said.index("(hangs up)")] if "(hangs up)" in said else said


@pytest.mark.parametrize("name", ["call-keys-alone", "call-scam-questions", "call-hidden", "call-message"])
def test_a_caller_may_hang_up_at_every_step(name: str, tmp_path: Path) -> None:
    said = acts(TRANSCRIPTS / f"{name}.txt")
    person = "anonymous" if name == "call-hidden" else PERSON
    town = found_town(f"sqlite:///{tmp_path}/helpline.db", tmp_path)
    try:
        for length in range(len(said) + 1):
            script = [f"~ {person}", *(f"> {words}" for words in said[:length]), "> (hangs up)"]
            heard = list(CallReplay(town, f"helper {length}").lines("\n".join(script)))
            assert "< (the call ends)" in heard, length
        with town.house.store.read() as tx:
            marked = tx.row("select count(*) as n from marks where kind = 'hung-up'")
    finally:
        town.close()
    assert marked == {"n": len(said) + 1}
    assert not town.carrier.warnings
