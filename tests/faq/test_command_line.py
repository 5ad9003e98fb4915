"""The matcher at the command line: a question for a person, a file of them for a program, and its figures."""

import json
from pathlib import Path

from click.testing import CliRunner

from helpline.cli import main

TWO = "j'ai oublié mon mot de passe gmail. mon imprimante n'imprime plus du tout"


def told(*words: str) -> str:
    """What the command prints."""
    result = CliRunner().invoke(main, ["faq", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_person_reads_the_entry_and_the_words_that_made_it_so() -> None:
    first, second = told("try", "jai oublier mon mdp gmail").splitlines()[:2]
    assert first == "answer (fr)"
    assert "password-gmail" in second
    assert "mot de passe" in second, "the abbreviation as people write it out"


def test_the_second_question_of_a_text_is_told_too() -> None:
    assert " also " in told("try", TWO)


def test_a_file_gives_one_line_each(tmp_path: Path) -> None:
    asked = tmp_path / "asked.jsonl"
    rows = [{"id": "a", "text": TWO}, {"id": "b", "text": "my printer will not print", "lang": "en"}]
    asked.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    one, two = map(json.loads, told("match", "--jsonl", str(asked)).splitlines())
    assert (one["id"], one["lang"], one["outcome"]) == ("a", "fr", "answer")
    assert [entry["slug"] for entry in one["entries"]] == ["password-gmail", "printer"]
    assert (two["id"], two["lang"], two["entries"][0]["slug"]) == ("b", "en", "printer")
    assert 0 < two["entries"][0]["score"] <= 1
    assert two["entries"][0]["because"]
    assert two["ms"] > 0


def test_figures_are_told_by_language_and_style(tmp_path: Path) -> None:
    labelled = tmp_path / "labelled.jsonl"
    row = {"id": "a", "lang": "fr", "style": "noisy", "text": "imprimante", "accept": ["printer"], "vague": False}
    labelled.write_text(json.dumps(row) + "\n", "utf-8")
    figures = told("eval", str(labelled))
    assert [part for part in ("all", "fr", "noisy") if part not in figures] == []
