"""The shipped content, copied so that one file can be broken."""

from pathlib import Path
from shutil import copytree

from helpline.settings import shipped_content

SHIPPED = shipped_content()


def changed(place: Path, file: str, old: str, new: str) -> Path:
    """A copy of the shipped content in which the first `old` of one file is `new`."""
    root = place / "content"
    copytree(SHIPPED, root, dirs_exist_ok=True)
    text = (root / file).read_text("utf-8")
    assert old in text, f"{file} has no {old!r} to change"
    (root / file).write_text(text.replace(old, new, 1), "utf-8")
    return root


def added(place: Path, file: str, text: str) -> Path:
    """A copy of the shipped content with one more file, or one written anew."""
    root = place / "content"
    copytree(SHIPPED, root, dirs_exist_ok=True)
    (root / file).write_text(text, "utf-8")
    return root


def without(place: Path, file: str) -> Path:
    """A copy of the shipped content that lacks one file."""
    root = place / "content"
    copytree(SHIPPED, root, dirs_exist_ok=True)
    (root / file).unlink()
    return root
