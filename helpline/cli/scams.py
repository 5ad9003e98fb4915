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
from helpline.cli.words import book, content_folder, domains_file
from helpline.content.shown import warned
from helpline.scam.measure import Example, Figures, by_part, judged
from helpline.scam.verdict import Judge, Verdict
from helpline.store.domains import Domains

LONG = 1600  # characters: the carrier joins ten texts at most


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
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option(
    "--sender", is_flag=True, help="Tell the check who sent each message, which a forwarded one rarely shows."
)
@click.option("--baselines", is_flag=True, help="Compare with other checks: needs the extra `bench`.")
@plainly
def scam_eval(files: tuple[Path, ...], sender: bool, baselines: bool) -> None:
    """Figures on labelled messages (id, lang, label, text, kind, form, sender), by language, form and kind."""
    examples, judge = [Example.of(row) for file in files for row in rows(file)], book().judge
    console = Console(width=120)
    if not baselines:
        console.print(_table("", by_part(list(judged(examples, judge, sender)))))
        return
    from helpline.bench.scams import contenders
    from helpline.content.read import examples as learned_from

    learned = list(learned_from(content_folder(), ("fr", "en"), {"fr": (), "en": ()}))
    for name, results in contenders(examples, judge, Domains(domains_file()), learned):
        parts = by_part(results)
        console.print(_table(name, {part: parts[part] for part in ("all", "fr", "en") if part in parts}))


def _table(title: str, parts: Mapping[str, Figures]) -> Table:
    heads = ("scams", "warned", "outright", "kind", "taken up", "legit", "scam", "careful", "taken up")
    table = Table("", *heads, title=title or None)
    for name, told in parts.items():
        table.add_row(name, *_scams(told), *_legit(told))
    return table


@scam.command("speed")
@click.argument("files", type=FILE, nargs=-1, required=True)
@plainly
def scam_speed(files: tuple[Path, ...]) -> None:
    """How long the check takes: each message, and texts of 1,600 characters made of them one after the other."""
    texts, judge = [row["text"] for file in files for row in rows(file)], book().judge
    whole = " ".join(texts)
    long = [whole[at : at + LONG] for at in range(0, len(whole) - LONG, LONG)]
    table = Table("", "texts", "ms: middle", "99th of 100")
    for name, asked in (("messages as they are", texts), (f"{LONG:,} characters", long)):
        spent = sorted(_spent(judge, text) for text in asked)
        table.add_row(name, f"{len(spent):,}", f"{spent[len(spent) // 2]:.2f}", f"{spent[len(spent) * 99 // 100]:.2f}")
    Console().print(table)


def _spent(judge: Judge, text: str) -> float:
    began = perf_counter()
    judge.verdict(text)
    return (perf_counter() - began) * 1000


def _scams(told: Figures) -> Iterator[str]:
    yield str(told.scams)
    yield from (f"{share:.1%}" if told.scams else "" for share in (told.recall, told.outright))
    yield f"{told.kind_right:.1%}" if told.kinds else ""
    yield f"{told.recognised:.1%}" if told.scams else ""


def _legit(told: Figures) -> Iterator[str]:
    yield str(told.legit)
    shares = (told.legit_scam, told.legit_careful, told.legit_recognised)
    yield from (f"{share:.1%}" if told.legit else "" for share in shares)
