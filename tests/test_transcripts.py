"""Whole talks, replayed through the signed local carrier.

A transcript is a text file of `tests/transcripts`:

    # what it shows                      a comment
    @ 2026-11-23 10:30                   the time in Paris; the person's phone is +33 6 39 98 00 01
    > what the person sends              "\\n" is a new line, "(photo)" a picture without words
    < what the house answers             one text each; further lines of a text stand under it, moved in
    * claim | reply WORDS | note WORDS | close OUTCOME | release | tick       what a helper or the clock does

Every code word is written as MOTSECRET 00. `pytest --rewrite-transcripts` writes the answers anew: read the difference.
"""

from pathlib import Path

import pytest

from tests.replay import TRANSCRIPTS, Replay, assert_it_goes_so

FILES = [path for path in sorted(TRANSCRIPTS.glob("*.txt")) if not path.stem.startswith("call-")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_talk_goes_as_it_is_written(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert_it_goes_so(Replay, path, tmp_path, rewrite=request.config.getoption("--rewrite-transcripts"))


def test_there_are_transcripts() -> None:
    assert len(FILES) >= 10
