"""Changes to entries as text: more ways of asking, a new entry to be finished, and what differs, as a patch."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from shutil import copymode
from tempfile import NamedTemporaryFile

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable, Array

from helpline.content.table import ContentError
from helpline.faq.fold import folded

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG, LONGEST_NAME = 40, 60  # of what is proposed, of what somebody chooses
_FORMS = ("sms", "voice")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def read(root: Path, slug: str) -> str:
    """An entry's file as it is written, its ends of lines too. Raises ContentError."""
    try:
        return (root / "faq" / f"{slug}.toml").read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        raise ContentError(f"faq/{slug}.toml: there is no such entry") from None


def write(root: Path, slug: str, text: str) -> None:
    """Put an entry's file in the place of the old one, whole or not at all. Raises OSError."""
    path = root / "faq" / f"{slug}.toml"
    with NamedTemporaryFile(dir=path.parent, prefix=f".{slug}-", suffix=".new", delete=False) as new:
        try:
            new.write(text.encode())
            new.flush()
            os.fsync(new.fileno())
            copymode(path, new.name)
            Path(new.name).replace(path)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise


def with_variants(text: str, language: str, wordings: Iterable[str], slug: str) -> str:
    """The file with more variants at the end of their list, but those it has; all else stays as it is written.

    Raises ContentError.
    """
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise ContentError(f"faq/{slug}.toml: {error}") from None
    form = document.get(language)
    variants = form.get("variants") if isinstance(form, AbstractTable) else None
    if not isinstance(variants, Array):
        raise ContentError(f"faq/{slug}.toml: [{language}] variants: is missing")
    there = {_alike(str(variant)) for variant in variants}
    for wording in wordings:
        if _alike(wording) not in there:
            variants.append(wording)
            there.add(_alike(wording))
    return tomlkit.dumps(document)


def _alike(wording: str) -> str:
    return " ".join(wording.casefold().split())


def slug_of(question: str) -> str:
    """A name for an entry, made of its question: "Refaire ma carte grise ?" gives "refaire-ma-carte-grise"."""
    words = folded(question).split()
    while words and len("-".join(words)) > LONGEST_SLUG:
        words.pop()
    return "-".join(words)


def drafted(
    topic: str, asked: Mapping[str, tuple[str, Sequence[str]]], gist: str, to_write: str
) -> str:  # fmt: skip
    """The file of a new entry that does not load before somebody has written what is empty, marked by `to_write`.

    `asked`: the question and the ways of asking by language, empty where nobody wrote any.
    """
    document = tomlkit.document()
    for line in filter(None, map(str.strip, gist.splitlines())):
        document.add(tomlkit.comment(_CONTROLS.sub(" ", line)))
    document.add("topic", tomlkit.item(topic))
    document.add("reviewed", _empty("", to_write))
    document.add("sources", _empty([], to_write))
    document.add("then", tomlkit.item("solved?"))
    for language, (question, wordings) in asked.items():
        form = tomlkit.table()
        form.add("question", tomlkit.item(question) if question else _empty("", to_write))
        form.add("variants", _listed(wordings) if wordings else _empty([], to_write))
        for name in _FORMS:
            form.add(name, _empty([], to_write))
        document.add(language, form)
    return tomlkit.dumps(document)


def _listed(wordings: Iterable[str]) -> Array:
    found = tomlkit.array().multiline(True)
    found.extend(wordings)
    return found


def _empty(value: str | list[str], to_write: str) -> tomlkit.items.Item:
    return tomlkit.item(value).comment(to_write)


def patch(files: Mapping[str, tuple[str | None, str]]) -> str:
    """What differs, as `git apply` and `patch -p1` take it in the content folder.

    `files`: by name (`faq/printer.toml`) the text as it is, None where there is none, and as it would be.
    """
    return "".join("".join(_differing(name, *texts)) for name, texts in sorted(files.items()))


def _differing(name: str, before: str | None, after: str) -> Iterator[str]:
    was = "/dev/null" if before is None else f"a/{name}"
    for line in unified_diff(_lines(before or ""), _lines(after), was, f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines as tools for patches know them: only a line feed ends one."""
    return [line for line in re.split(r"(?<=\n)", text) if line]
