"""The scam check at the command line: a message for a person, a file of them for a program, and its figures."""

import json
from pathlib import Path

from click.testing import CliRunner

from helpline.cli import main

PARCEL = "Votre colis est bloqué, payez 1,99 EUR sur colis-suivi.top"
MESSAGES = Path(__file__).parent / "messages.jsonl"


def told(*words: str) -> str:
    """What the command prints."""
    result = CliRunner().invoke(main, ["scam", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_person_reads_what_would_be_sent_and_nothing_in_it_can_be_clicked() -> None:
    said = told("try", PARCEL)
    assert said.startswith("C'est très probablement une arnaque.")
    assert "colis-suivi.top" not in said
    assert "colis-suivi . top" in said


def test_the_language_may_be_told() -> None:
    assert told("try", "colis-suivi.top", "--lang", "en").split()[0] in ("This", "Be")


def test_a_file_gives_one_line_each(tmp_path: Path) -> None:
    asked = tmp_path / "asked.jsonl"
    rows = [{"id": "a", "text": PARCEL, "lang": "fr"}, {"id": "b", "text": "à demain pour le café", "sender": None}]
    asked.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    one, two = map(json.loads, told("check", "--jsonl", str(asked)).splitlines())
    assert (one["id"], one["verdict"], one["kind"]) == ("a", "scam", "parcel")
    assert 0 < len(one["reasons"]) <= 3
    assert all(reason["key"] and "colis-suivi.top" not in reason["span"] for reason in one["reasons"])
    assert (two["id"], two["verdict"], two["reasons"]) == ("b", "no-sign", [])


def test_figures_are_told_by_language_form_and_kind() -> None:
    figures = told("eval", str(MESSAGES))
    assert [part for part in ("all", "fr", "email", "parcel") if f"│ {part} " not in figures] == []
