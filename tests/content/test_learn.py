"""A question that people asked is learned where it mends, and refused where it breaks."""

from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from helpline.cli import main
from helpline.content.book import open_book
from helpline.content.learn import labelled, try_out
from helpline.content.table import ContentError
from helpline.faq.measure import Question
from tests.content.given import SHIPPED

STRANGE = "le zibulon du trucmuche clignote"
ASKED = Question("q1", "fr", "noisy", "mon zibulon clignote", frozenset({"printer"}))
KEPT = Question("q2", "fr", "clean", "mot de passe gmail oublié", frozenset({"password-gmail"}))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(copytree(SHIPPED, tmp_path / "content"))


def test_one_more_way_of_asking_mends_a_question(root: Path) -> None:
    trial = try_out(root, "printer", "fr", [STRANGE], [ASKED, KEPT])
    assert [one.question.id for one in trial.mended] == ["q1"]
    assert (trial.broke, trial.complaints, trial.refused) == ((), (), False)
    assert "zibulon" not in (root / "faq/printer.toml").read_text("utf-8"), "trying changes nothing"


def test_the_rest_of_the_file_stays_as_it_is_written(root: Path) -> None:
    before = (root / "faq/printer.toml").read_text("utf-8").splitlines()
    after = try_out(root, "printer", "fr", [STRANGE], []).file.splitlines()
    (added,) = [line for line in after if line not in before]
    assert added == f'  "{STRANGE}",'
    assert [line for line in after if line != added] == before


def test_what_breaks_more_than_it_mends_is_refused(root: Path) -> None:
    trial = try_out(root, "printer", "fr", ["mot de passe gmail oublié"], [KEPT])
    assert trial.refused
    assert any("stands in" in complaint for complaint in trial.complaints)


@pytest.mark.parametrize(
    "text",
    [
        "mon imprimante zib appelle le 06 12 34 56 78",
        "zib écris moi à odile@example.org pour mon imprimante",
        "mon imprimante zib demande, mon mot de passe est Soleil1952",
    ],
)
def test_what_belongs_to_somebody_is_not_learned(root: Path, text: str) -> None:
    (complaint,) = try_out(root, "printer", "fr", [text], []).complaints
    assert complaint.endswith("a secret, a number or an address of somebody")
    assert not any(word in complaint for word in text.split() if len(word) > 4), "nor told again"


def test_there_must_be_such_an_entry_and_language(root: Path) -> None:
    with pytest.raises(ContentError, match="there is no such entry"):
        try_out(root, "printers", "fr", [STRANGE], [])
    with pytest.raises(ContentError, match=r"\[es\] variants: is missing"):
        try_out(root, "printer", "es", [STRANGE], [])


def test_several_ways_of_asking_are_tried_together_and_those_that_are_there_are_not_doubled(root: Path) -> None:
    there = open_book(root).entries["printer"].asked["fr"].variants[0]
    trial = try_out(root, "printer", "fr", [STRANGE, there.upper(), "le bidule rosit", STRANGE], [ASKED])
    assert [one.question.id for one in trial.mended] == ["q1"]
    assert trial.book.entries["printer"].asked["fr"].variants[-2:] == (STRANGE, "le bidule rosit")


def test_labelled_questions_that_are_none_name_their_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    for text in ("{", '{"id": "q1"}', "[]"):
        path.write_text(text, "utf-8")
        with pytest.raises(ContentError, match=r"mine\.jsonl: "):
            labelled(path)
    with pytest.raises(ContentError, match=r"none\.jsonl: "):
        labelled(tmp_path / "none.jsonl")


def learn(root: Path, tmp_path: Path, text: str) -> tuple[int, str]:
    """What the command says, about the question that is asked and the one that is kept."""
    against = tmp_path / "questions.jsonl"
    against.write_text(
        '{"id": "q1", "lang": "fr", "style": "noisy", "text": "mon zibulon clignote", "accept": ["printer"]}\n'
        '{"id": "q2", "lang": "fr", "style": "clean", "text": "gmail oublié", "accept": ["password-gmail"]}\n',
        "utf-8",
    )
    command = ["faq", "learn", "printer", text, "--lang", "fr", "--against", str(against)]
    told = CliRunner().invoke(main, command, env={"HELPLINE_CONTENT": str(root)})
    return told.exit_code, told.output


def test_what_is_learned_is_written(root: Path, tmp_path: Path) -> None:
    code, told = learn(root, tmp_path, STRANGE)
    assert code == 0
    assert "mended: q1" in told
    assert open_book(root).matcher.best(STRANGE, "fr").hits[0].slug == "printer"


def test_what_is_refused_is_not_written(root: Path, tmp_path: Path) -> None:
    code, told = learn(root, tmp_path, "mot de passe gmail oublié")
    assert code == 1
    assert "nothing was changed" in told
    assert "mot de passe gmail" not in (root / "faq/printer.toml").read_text("utf-8")
