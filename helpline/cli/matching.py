"""The matcher at the command line: one question, a file of them, or how well it does on labelled ones."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from helpline.bench.speed import speeds
from helpline.cli.plainly import plainly
from helpline.cli.words import book, content_folder
from helpline.content.book import phrases
from helpline.content.changes import write
from helpline.content.learn import labelled, try_out
from helpline.faq.match import Hit, Match
from helpline.faq.measure import Figures, Judged, by_part, confusions, judged

CONFUSIONS = 15
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def faq() -> None:
    """The matcher."""


@faq.command("try")
@click.argument("text")
@plainly
def faq_try(text: str) -> None:
    """Which entry answers this, and why."""
    match = book().matcher.best(text)
    click.echo(f"{match.outcome} ({match.language or '?'})")
    for hit in match.hits:
        click.echo(_line("", hit))
    for hit in match.also:
        click.echo(_line("also ", hit))


def _line(mark: str, hit: Hit) -> str:
    return f"  {mark}{hit.score:.2f} {hit.slug}: {', '.join(hit.because)}"


@faq.command("match")
@click.option("--jsonl", type=FILE, required=True, help="One question a line: id, text, and lang where it is known.")
@plainly
def faq_match(jsonl: Path) -> None:
    """The outcome for each question of a file, one JSON line each."""
    matcher = book().matcher
    for row in rows(jsonl):
        began = perf_counter()
        match = matcher.best(row["text"], row.get("lang", ""))
        spent = (perf_counter() - began) * 1000
        click.echo(json.dumps(_told(row, match) | {"ms": round(spent, 3)}, ensure_ascii=False))


def _told(row: Mapping[str, Any], match: Match) -> dict[str, Any]:
    hits = (*match.hits, *match.also)
    entries = [{"slug": hit.slug, "score": round(hit.score, 4), "because": list(hit.because)} for hit in hits]
    return {"id": row.get("id"), "lang": match.language, "outcome": match.outcome, "entries": entries}


@faq.command("eval")
@click.argument("file", type=FILE)
@click.option("--baselines", is_flag=True, help="Compare with other matchers: needs the extra `bench`.")
@plainly
def faq_eval(file: Path, baselines: bool) -> None:
    """Figures on labelled questions (id, lang, style, text, accept, vague), by language and style, and confusions."""
    words, questions = book(), labelled(file)
    results = list(judged(questions, words.matcher))
    console = Console(width=120)
    console.print(_table("As it ships", results))
    for (right, first), times in confusions(results).most_common(CONFUSIONS):
        console.print(f"  {times} x {right} <- {first or 'no idea'}", highlight=False)
    if baselines:
        from helpline.bench.run import contenders, validated

        for name, contender in contenders(words, questions):
            console.print(_table(f"{name}, thresholds validated", validated(questions, contender)))


@faq.command("learn")
@click.argument("slug")
@click.argument("text")
@click.option("--lang", required=True, help="The language of the text.")
@click.option("--against", type=FILE, required=True, help="Labelled questions that must keep finding their entries.")
@plainly
def faq_learn(slug: str, text: str, lang: str, against: Path) -> None:
    """Add a question that people asked to an entry's ways of asking, unless it breaks more than it mends."""
    root = content_folder()
    trial = try_out(root, slug, lang, [text], labelled(against))
    for name, found in (("broke", trial.broke), ("mended", trial.mended)):
        for one in found:
            click.echo(f"{name}: {one.question.id} {one.question.text}: {one.outcome} {' '.join(one.slugs)}")
    for complaint in trial.complaints:
        click.echo(complaint, err=True)
    if trial.refused:
        raise click.ClickException("not learned: nothing was changed")
    write(root, slug, trial.file)
    click.echo(f"learned: {slug}.toml")


@faq.command("speed")
@click.argument("file", type=FILE)
@plainly
def faq_speed(file: Path) -> None:
    """How long the matcher takes with as many entries as there are, ten and a hundred times as many."""
    words = book()
    table = Table("entries", "built", "200 characters: middle", "99th", "1,600: middle", "99th")
    for told in speeds(list(phrases(words.entries)), words.lexicon, [one.text for one in labelled(file)]):
        times = (f"{spent:.2f} ms" for spent in (*told.short, *told.long))
        table.add_row(f"{told.entries:,}", f"{told.built:.2f} s", *times)
    Console(width=120).print(table)


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file, each a JSON object; empty lines are none."""
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _table(title: str, results: list[Judged]) -> Table:
    table = Table("", "right at once", "offered", "wrong", "others: sure", "asked", "vague: asked", title=title)
    for name, told in by_part(results).items():
        table.add_row(name, *_shares(told))
    return table


def _shares(told: Figures) -> Iterator[str]:
    yield from (f"{share:.1%}" for share in (told.once, told.offered, told.wrong))
    yield from (f"{share:.1%}" if told.others else "" for share in (told.others_sure, told.others_asked))
    yield f"{told.vague_asked:.1%}" if told.vague else ""
