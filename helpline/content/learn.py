"""A question that people really asked becomes a way of asking for an entry: tried on labelled questions first."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import tomlkit
from tomlkit.items import AbstractTable, Array

from helpline.content.book import Book, open_book
from helpline.content.check import complaints
from helpline.content.table import ContentError
from helpline.faq.measure import Judged, Question, judged


@dataclass(frozen=True, slots=True)
class Trial:
    """What one more way of asking would do: the entry's file as it would be, the questions that it breaks and mends."""

    file: str
    broke: tuple[Judged, ...]
    mended: tuple[Judged, ...]
    complaints: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """More is broken than mended, or the content would be refused."""
        return len(self.broke) > len(self.mended) or bool(self.complaints)


def try_out(root: Path, slug: str, language: str, variant: str, questions: Sequence[Question]) -> Trial:
    """Try one more way of asking for an entry, in a copy of the content folder; nothing is changed.

    Raises ContentError where there is no such entry or language.
    """
    path = root / "faq" / f"{slug}.toml"
    if not path.is_file():
        raise ContentError(f"faq/{slug}.toml: there is no such entry")
    changed = _with_variant(path.read_text("utf-8"), language, variant, path.name)
    before = open_book(root)
    with TemporaryDirectory(prefix="helpline-learn-") as scratch:
        copy = copytree(root, Path(scratch) / "content")
        (copy / "faq" / path.name).write_text(changed, "utf-8")
        after = open_book(copy)
    pairs = list(zip(_judged(before, questions), _judged(after, questions), strict=True))
    new = set(complaints(after)) - set(complaints(before))
    return Trial(
        changed,
        broke=tuple(now for was, now in pairs if was.right and not now.right),
        mended=tuple(now for was, now in pairs if now.right and not was.right),
        complaints=tuple(sorted(new)),
    )


def _with_variant(text: str, language: str, variant: str, name: str) -> str:
    """The file with one more variant at the end of its list; all else stays as it is written."""
    document = tomlkit.parse(text)
    form = document.get(language)
    variants = form.get("variants") if isinstance(form, AbstractTable) else None
    if not isinstance(variants, Array):
        raise ContentError(f"faq/{name}: [{language}] variants: is missing")
    variants.append(variant)
    return tomlkit.dumps(document)


def _judged(book: Book, questions: Sequence[Question]) -> list[Judged]:
    return list(judged(questions, book.matcher))
