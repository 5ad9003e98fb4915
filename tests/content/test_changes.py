"""Changes to entries as text: nothing else is touched, and tools for patches take what differs."""

import subprocess
from pathlib import Path

import pytest

from helpline.content.changes import LONGEST_SLUG, SLUG, drafted, patch, read, slug_of, with_variants, write
from helpline.content.table import ContentError

ENTRY = '[fr]\nvariants = [\n  "un", # le premier\n  "deux",\n]\n'


def root(place: Path, text: bytes) -> Path:
    """A folder with one entry."""
    (place / "faq").mkdir()
    (place / "faq" / "a.toml").write_bytes(text)
    return place


@pytest.mark.parametrize("text", [ENTRY, ENTRY.replace("\n", "\r\n"), ENTRY.rstrip("\n"), '[fr]\nvariants = ["un"]'])
def test_a_patch_gives_the_file_as_it_would_be(tmp_path: Path, text: str) -> None:
    folder = root(tmp_path, text.encode())
    after = with_variants(read(folder, "a"), "fr", ['trois "3"', "quatre\\"], "a")
    diff = patch({"faq/a.toml": (read(folder, "a"), after), "faq/new.toml": (None, "new = 1\n")})
    subprocess.run(["git", "apply", "-"], input=diff.encode(), cwd=folder, check=True)
    assert read(folder, "a") == after
    assert (folder / "faq/new.toml").read_bytes() == b"new = 1\n"


def test_what_does_not_differ_is_no_patch() -> None:
    assert patch({"faq/a.toml": (ENTRY, with_variants(ENTRY, "fr", ["UN", " deux "], "a"))}) == ""


def test_a_language_that_is_not_there_is_named() -> None:
    with pytest.raises(ContentError, match=r"faq/a\.toml: \[en\] variants: is missing"):
        with_variants(ENTRY, "en", ["one"], "a")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = root(tmp_path, ENTRY.encode())
    (folder / "faq" / "a.toml").chmod(0o640)
    write(folder, "a", "new\r\n")
    assert (folder / "faq" / "a.toml").read_bytes() == b"new\r\n"
    assert (folder / "faq" / "a.toml").stat().st_mode & 0o777 == 0o640
    with pytest.raises(OSError, match=r"b\.toml"):
        write(folder, "b", "no file whose place it could take")
    assert [path.name for path in (folder / "faq").iterdir()] == ["a.toml"]


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("Refaire ma carte grise ?", "refaire-ma-carte-grise"),
        ("J'ai perdu l'été", "j-ai-perdu-l-ete"),
        ("?", ""),
        ("a1" * 30, ""),
    ],
)
def test_a_question_gives_a_name(question: str, slug: str) -> None:
    assert slug_of(question) == slug
    assert not slug or SLUG.fullmatch(slug)
    assert len(slug_of("un mot " * 40)) <= LONGEST_SLUG


def test_what_somebody_wrote_stays_a_comment() -> None:
    text = drafted("admin", {"fr": ('Ça "va" ?', ["a\nb"]), "en": ("", [])}, 'un\n[fr]\r\ndeux\x00"', "à écrire")
    assert text.startswith('# un\n# [fr]\n# deux "\ntopic = "admin"\n')
