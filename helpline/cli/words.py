"""The words: check them, look at them, ask what they find."""

import os
import sys
from datetime import date
from pathlib import Path

import click

from helpline.cli.plainly import plainly
from helpline.content.book import Book, open_book, unsaid
from helpline.content.check import all_complaints
from helpline.content.doubts import doubts
from helpline.content.places import SHIPPED_REGION
from helpline.settings import DOMAINS, shipped_content
from helpline.store.domains import Domains


def content_folder(folder: Path | None = None) -> Path:
    """A folder of content: the given one, else HELPLINE_CONTENT, else what ships."""
    return folder or Path(os.environ.get("HELPLINE_CONTENT") or shipped_content())


def domains_file() -> Path:
    """The known domains: what HELPLINE_DOMAINS names."""
    return Path(os.environ.get("HELPLINE_DOMAINS") or DOMAINS)


def book(folder: Path | None = None) -> Book:
    """What is read there, with the pack of the country that HELPLINE_REGION names, and the known domains."""
    region, known = os.environ.get("HELPLINE_REGION") or SHIPPED_REGION, Domains(domains_file())
    return open_book(content_folder(folder), shipped_content(), region, known)


@click.group()
def content() -> None:
    """The words."""


@content.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@plainly
def content_check(folder: Path | None) -> None:
    """Refuse content that must not go live, with file, language and field."""
    words = book(folder)
    found = [*unsaid(shipped_content(), content_folder(folder)), *all_complaints(content_folder(folder))]
    for line in (*found, *(f"warning: {doubt}" for doubt in doubts(words, date.today()))):  # noqa: DTZ011
        click.echo(line, err=True)
    click.echo(f"{len(words.entries)} entries, {len(words.prompts)} prompts, {len(words.places)} places")
    sys.exit(1 if found else 0)


@content.command("show")
@click.argument("slug")
@click.option("--price", type=float, help="What a segment costs, to see the price of an answer.")
@plainly
def content_show(slug: str, price: float | None) -> None:
    """An entry as people see it (texts, segments, cost) and hear it (steps, seconds)."""
    from rich.console import Console

    from helpline.content.page import shown

    words = book()
    if slug not in words.entries:
        raise click.ClickException(f"there is no entry {slug}")
    Console(highlight=False).print(shown(words, words.entries[slug], price))


@content.command("stats")
@plainly
def content_stats() -> None:
    """How much there is in each language, and what an answer costs."""
    from rich.console import Console

    from helpline.content.page import table

    Console(highlight=False).print(table(book()))
