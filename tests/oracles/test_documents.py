"""Every document that a transcript makes the house answer, held against the carrier's own grammar and limits."""

from pathlib import Path

import pytest

from tests.oracles.twiml import problems
from tests.replay import TRANSCRIPTS
from tests.test_call_transcripts import CallReplay
from tests.town import found_town

pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("path", sorted(TRANSCRIPTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_document_is_one_that_the_carrier_understands(path: Path, node_modules: Path, tmp_path: Path) -> None:
    town = found_town(f"sqlite:///{tmp_path}/helpline.db", tmp_path)
    try:
        list(CallReplay(town).lines(path.read_text("utf-8")))
    finally:
        town.close()
    assert town.documents
    assert [(problem, document) for document in town.documents for problem in problems(document)] == []
