"""The lists of known domains at the command line: take them in, see what is held, ask about one."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from helpline.cli.matching import FILE
from helpline.cli.plainly import plainly
from helpline.cli.words import domains_file
from helpline.feeds.fetch import Opened
from helpline.feeds.listed import Feed, read_feeds
from helpline.feeds.read import domain
from helpline.feeds.refresh import Feeds, Outcome
from helpline.store.domains import Domains

_STEP = 1000  # lines from one look at the bar to the next


@click.group()
def feeds() -> None:
    """Lists of known bad and official domains."""


@feeds.command("update")
@click.option("--file", type=FILE, envvar="HELPLINE_FEEDS", required=True, help="The feeds; else HELPLINE_FEEDS.")
@click.option("--accept-fewer", is_flag=True, help="Believe a list that has lost more than half of its domains.")
@plainly
def feeds_update(file: Path, accept_fewer: bool) -> None:
    """Take all lists in now. Ends with 1 where one of them was kept as it was."""
    known = Feeds(read_feeds(file), domains_file())
    with _bars() as bars:

        def watch(feed: Feed, a_list: Opened) -> Iterator[str]:
            yield from _watched(bars, feed, a_list)

        outcomes = known.refresh(datetime.now(UTC), known.feeds, watch, accept_fewer)
    _show(outcomes)
    sys.exit(1 if any(one.how == "kept" for one in outcomes) else 0)


def _bars() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


def _watched(bars: Progress, feed: Feed, a_list: Opened) -> Iterator[str]:
    task = bars.add_task(feed.name, total=a_list.size)
    seen = 0
    for at, line in enumerate(a_list.lines):
        seen += len(line) + 1
        if at % _STEP == 0:
            bars.update(task, completed=seen)
        yield line
    bars.update(task, completed=a_list.size or seen, total=a_list.size or seen)


def _show(outcomes: list[Outcome]) -> None:
    table = Table("feed", "says", "before", "now", "")
    for one in outcomes:
        table.add_row(one.feed.name, one.feed.says, f"{one.before:,}", f"{one.now:,}", f"{one.how} {one.why}".strip())
    Console().print(table)


@feeds.command("list")
@plainly
def feeds_list() -> None:
    """What is held of each feed, and since when."""
    table = Table("feed", "says", "domains", "taken in")
    for one in Domains(domains_file()).held():
        table.add_row(one.name, one.says, f"{one.domains:,}", f"{one.taken_at:%Y-%m-%d %H:%M} UTC")
    Console().print(table)


@feeds.command("speed")
@click.option("--domains", default=1_000_000, show_default=True, help="How many are made up.")
@plainly
def feeds_speed(domains: int) -> None:
    """How long many domains take to be taken in, and one to be looked up."""
    from helpline.bench.domains import look_up

    table = Table("domains", "taken in, s", "MB", "a question, ms: middle", "99th of 100")
    told = look_up(domains)
    shares = (f"{told.taken_in:.1f}", f"{told.size / 1e6:.0f}", f"{told.middle:.3f}", f"{told.slow:.3f}")
    table.add_row(f"{told.domains:,}", *shares)
    Console().print(table)


@feeds.command("find")
@click.argument("address")
@plainly
def feeds_find(address: str) -> None:
    """What the lists say of an address: of its host, or of a domain above it."""
    labels = domain(address).split(".")
    hosts = [".".join(labels[at:]) for at in range(len(labels) - 1)]
    says = Domains(domains_file()).listed(hosts) if hosts else frozenset()
    click.echo(", ".join(sorted(says)) or "nothing")
