"""The figures of the scam check."""

import json
from pathlib import Path

from helpline.scam.measure import Example, by_part, figures, judged
from helpline.scam.verdict import Judge

EXAMPLES = (
    Example("a", "fr", "scam", "ANTAI : amende impayée, réglez votre dossier https://antai-regl.com/a", kind="fine"),
    Example("b", "fr", "scam", "il fait beau ce matin", kind="parcel"),
    Example("c", "fr", "scam", "Bonjour, vous êtes chez vous ?"),
    Example("d", "fr", "legit", "à demain pour le café"),
    Example("e", "fr", "legit", "Achetez des tickets PCS et transcash, donnez votre code"),
)


def test_it_tells_the_shares(judge: Judge) -> None:
    told = figures(judged(EXAMPLES, judge))
    assert (told.scams, told.recall, told.outright) == (3, 2 / 3, 1 / 3)
    assert (told.kind_right, told.recognised) == (1 / 2, 1 / 3)
    assert (told.legit, told.legit_scam, told.legit_careful, told.legit_recognised) == (2, 1 / 2, 0, 1 / 2)


def test_a_share_of_nothing_is_nothing() -> None:
    assert figures(()).recall == 0


def test_it_counts_the_sender_only_when_asked(judge: Judge) -> None:
    example = Example("s", "fr", "scam", "Votre dossier est incomplet", sender="aide@ameli-contact.com")
    alone, shown = (next(judged([example], judge, with_sender)).verdict.score for with_sender in (False, True))
    assert alone < shown


def test_a_kind_that_is_none_of_ours_is_no_kind() -> None:
    row = {"id": "a", "lang": "fr", "label": "scam", "text": "x", "kind": "other", "form": "sms"}
    assert Example.of(row) == Example("a", "fr", "scam", "x", form="sms")


def test_the_check_keeps_what_it_promises(judge: Judge) -> None:
    """The wanted figures on the labelled messages; measured ones stand in docs/scam-check.md."""
    lines = (Path(__file__).parent / "messages.jsonl").read_text("utf-8").splitlines()
    parts = by_part(list(judged([Example.of(json.loads(line)) for line in lines], judge)))
    assert parts["fr"].recall >= 0.97
    assert parts["en"].recall >= 0.95
    assert parts["all"].outright >= 0.85
    assert parts["all"].legit_scam <= 0.02
    assert parts["all"].legit_careful <= 0.15
