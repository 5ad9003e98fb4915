"""A question that people really asked becomes a way of asking for an entry: tried on labelled questions first."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

from helpline.content.book import Book, open_book
from helpline.content.changes import read, with_variants
from helpline.content.check import complaints
from helpline.content.table import ContentError
from helpline.faq.measure import Judged, Question, judged


@dataclass(frozen=True, slots=True)
class Trial:
    """What more ways of asking would do: the entry's file and the Book as they would be, what they break and mend."""

    file: str
    broke: tuple[Judged, ...]
    mended: tuple[Judged, ...]
    complaints: tuple[str, ...]
    book: Book

    @property
    def refused(self) -> bool:
        """More is broken than mended, or the content would be refused."""
        return len(self.broke) > len(self.mended) or bool(self.complaints)


def try_out(
    root: Path, slug: str, language: str, variants: Sequence[str], questions: Sequence[Question],
    opened: Callable[[Path], Book] = open_book, before: Book | None = None,
) -> Trial:  # fmt: skip
    """Try more ways of asking for an entry, in a copy of the content folder; nothing is changed.

    `opened` reads a folder; `before` is what it gave for this one. Raises ContentError where there is no such entry or
    language, or where the folder does not load.
    """
    changed = with_variants(read(root, slug), language, variants, slug)
    before = before or opened(root)
    with TemporaryDirectory(prefix="helpline-learn-") as scratch:
        copy = copytree(root, Path(scratch) / "content", ignore=ignore_patterns(".*"))
        (copy / "faq" / f"{slug}.toml").write_bytes(changed.encode())
        after = opened(copy)
    pairs = list(zip(_judged(before, questions), _judged(after, questions), strict=True))
    found = complaints(after)
    return Trial(
        changed,
        broke=tuple(now for was, now in pairs if was.right and not now.right),
        mended=tuple(now for was, now in pairs if now.right and not was.right),
        complaints=tuple(sorted(set(found) - set(complaints(before)))) if found else (),
        book=after,
    )


def labelled(path: Path) -> list[Question]:
    """A file of labelled questions, a JSON object a line: id, lang, style, text, accept, vague.

    Raises ContentError with the file where it is none.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            return [Question.of(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ContentError(f"{path.name}: {error}") from None


def _judged(book: Book, questions: Sequence[Question]) -> list[Judged]:
    return list(judged(questions, book.matcher))
