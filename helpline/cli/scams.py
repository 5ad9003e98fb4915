"""The scam check at the command line: one message, a file of them, or how well it does on labelled ones."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from helpline.cli.matching import FILE, rows
from helpline.cli.plainly import plainly
from helpline.cli.words import book
from helpline.content.shown import warned
from helpline.scam.measure import Example, Figures, by_part, judged
from helpline.scam.verdict import Verdict


@click.group()
def scam() -> None:
    """The scam check."""


@scam.command("try")
@click.argument("text")
@click.option("--lang", help="The person's language, where the words do not tell.")
@plainly
def scam_try(text: str, lang: str | None) -> None:
    """What a person is told about this message, and how worried we are."""
    words = book()
    language = lang or words.matcher.best(text).language or next(iter(words.languages))
    verdict = words.judge.verdict(text, language)
    for said in warned(words, language, verdict):
        click.echo(said)
    click.echo(f"  {verdict.level} {verdict.score:.2f} {verdict.kind}")
    for reason in verdict.reasons:
        click.echo(f"  {reason.key}: {reason.span}")


@scam.command("check")
@click.option("--jsonl", type=FILE, required=True, help="One message a line: id, text; sender and lang where known.")
@plainly
def scam_check(jsonl: Path) -> None:
    """The verdict on each message of a file, one JSON line each."""
    judge = book().judge
    for row in rows(jsonl):
        began = perf_counter()
        verdict = judge.verdict(row["text"], row.get("lang") or "", row.get("sender") or "")
        spent = (perf_counter() - began) * 1000
        click.echo(json.dumps(_told(row, verdict) | {"ms": round(spent, 3)}, ensure_ascii=False))


def _told(row: Mapping[str, Any], verdict: Verdict) -> dict[str, Any]:
    return {
        "id": row.get("id"),
        "verdict": verdict.level,
        "score": round(verdict.score, 4),
        "kind": verdict.kind,
        "reasons": [{"key": reason.key, "span": reason.span} for reason in verdict.reasons],
    }


@scam.command("eval")
@click.argument("file", type=FILE)
@click.option(
    "--sender", is_flag=True, help="Tell the check who sent each message, which a forwarded one rarely shows."
)
@plainly
def scam_eval(file: Path, sender: bool) -> None:
    """Figures on labelled messages (id, lang, label, text, kind, form, sender), by language, form and kind."""
    examples = [Example.of(row) for row in rows(file)]
    table = Table("", "scams", "warned", "outright", "kind", "taken up", "legit", "scam", "careful", "taken up")
    for name, told in by_part(list(judged(examples, book().judge, sender))).items():
        table.add_row(name, *_scams(told), *_legit(told))
    Console(width=120).print(table)


def _scams(told: Figures) -> Iterator[str]:
    yield str(told.scams)
    yield from (f"{share:.1%}" if told.scams else "" for share in (told.recall, told.outright))
    yield f"{told.kind_right:.1%}" if told.kinds else ""
    yield f"{told.recognised:.1%}" if told.scams else ""


def _legit(told: Figures) -> Iterator[str]:
    yield str(told.legit)
    shares = (told.legit_scam, told.legit_careful, told.legit_recognised)
    yield from (f"{share:.1%}" if told.legit else "" for share in shares)
