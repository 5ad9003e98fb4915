"""`helpline feeds`: what an operator types and sees."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from helpline.cli import main


@pytest.fixture
def typed(tmp_path: Path) -> CliRunner:
    (tmp_path / "bad.txt").write_text("".join(f"bad{number}.example.com\n" for number in range(3000)))
    (tmp_path / "feeds.toml").write_text('[dangers]\nfrom = "bad.txt"\nsays = "bad"\n')
    env = {"HELPLINE_FEEDS": str(tmp_path / "feeds.toml"), "HELPLINE_DOMAINS": str(tmp_path / "known.db")}
    return CliRunner(env=env)


def test_a_list_is_taken_in_shown_and_asked(typed: CliRunner) -> None:
    taken = typed.invoke(main, ["feeds", "update"])
    assert taken.exit_code == 0, taken.output
    assert "3,000" in taken.stdout
    assert "100%" in taken.stderr or "dangers" in taken.stderr, "the bar goes where errors go"
    assert "3,000" in typed.invoke(main, ["feeds", "list"]).stdout
    assert typed.invoke(main, ["feeds", "find", "https://www.bad7.example.com/login"]).stdout == "bad\n"
    assert typed.invoke(main, ["feeds", "find", "good.example"]).stdout == "nothing\n"


def test_a_known_bad_domain_is_the_first_reason(typed: CliRunner) -> None:
    typed.invoke(main, ["feeds", "update"])
    told = typed.invoke(main, ["scam", "try", "Bonjour, voici les photos : bad7.example.com", "--lang", "fr"]).stdout
    assert "liste de sites dangereux : example . com" in told
    assert "listed: example . com" in told


def test_a_list_that_is_kept_ends_with_one(typed: CliRunner, tmp_path: Path) -> None:
    typed.invoke(main, ["feeds", "update"])
    (tmp_path / "bad.txt").unlink()
    kept = typed.invoke(main, ["feeds", "update"])
    assert kept.exit_code == 1
    assert "kept No such file" in kept.stdout
    assert "3,000" in kept.stdout


def test_a_file_of_feeds_that_is_wrong_is_said_in_one_sentence(typed: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text("[dangers]\n")
    told = typed.invoke(main, ["feeds", "update"])
    assert told.exit_code == 1
    assert told.stderr.startswith("Error: ")
    assert "says: must be bad or official" in told.stderr
